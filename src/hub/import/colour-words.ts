import { foldText } from '../../core/catalogue/fold-text.ts';

/** The `#rrggbb` of a colour that a text names in Spanish or English, the longest name first ("azul marino" before "azul"), or null. */
export function colourHexOf(text: string): string | null {
  const folded = ` ${foldText(text)} `;
  for (const [name, hex] of NAMES) if (folded.includes(` ${name} `)) return hex;
  return null;
}

const COLOURS: Readonly<Record<string, string>> = {
  '#1c1c1e': 'negro negra black',
  '#f7f5f0': 'blanco blanca white',
  '#efe6d3': 'crudo cruda marfil ecru ivory cream crema off-white',
  '#d9c7a3': 'beige arena sand',
  '#b08d57': 'camel tostado tan',
  '#6b4a2f': 'marrón brown chocolate café',
  '#8b8d93': 'gris grey gray',
  '#45484f': 'antracita charcoal gris-oscuro dark-grey',
  '#c9cbd0': 'gris-claro light-grey plata silver',
  '#1f2a44': 'marino marina navy azul-marino',
  '#2f5d9b': 'azul blue',
  '#9dbfe0': 'celeste azul-claro light-blue sky-blue',
  '#1f4e8c': 'azul-oscuro dark-blue índigo indigo',
  '#2a6fa8': 'ocean-blue azul-océano azulón',
  '#b3272d': 'rojo roja red',
  '#6e1f2e': 'burdeos granate burgundy maroon wine',
  '#e7a6b4': 'rosa pink',
  '#d9457b': 'fucsia fuchsia magenta',
  '#e0782f': 'naranja orange',
  '#b5533a': 'teja terracota terracotta caldera rust',
  '#e6b93c': 'amarillo amarilla yellow',
  '#c79a2b': 'mostaza mustard ocre',
  '#3e7a4d': 'verde green',
  '#6b6f3a': 'oliva olive olive-green verde-oliva caqui khaki',
  '#1f4d3a': 'verde-botella verde-oscuro bottle-green dark-green',
  '#a9c6a4': 'menta salvia sage mint verde-claro',
  '#7a5ea8': 'morado morada violeta purple violet',
  '#c3b1dd': 'lila lilac lavanda lavender',
  '#2f8f8f': 'turquesa turquoise teal',
  '#c8a34a': 'dorado dorada oro gold',
};

const NAMES: readonly (readonly [string, string])[] = Object.entries(COLOURS)
  .flatMap(([hex, names]) => names.split(' ').map((name) => [foldText(name), hex] as const))
  .toSorted(([one], [two]) => two.length - one.length);
