import { foldText } from '../../core/catalogue/fold-text.ts';

/** The `#rrggbb` of a colour that a text names in one of the shops' languages, the longest name first ("azul marino" before "azul"), or null. */
export function colourHexOf(text: string): string | null {
  const folded = ` ${foldText(text)} `;
  for (const [name, hex] of NAMES) if (folded.includes(` ${name} `)) return hex;
  return null;
}

const COLOURS: Readonly<Record<string, string>> = {
  '#1c1c1e': 'negro negra black preto preta negre',
  '#f7f5f0': 'blanco blanca white branco branca blanc blanques',
  '#efe6d3': 'crudo cruda marfil ecru ivory cream crema off-white cru creme marfim',
  '#d9c7a3': 'beige arena sand bege beix areia sorra',
  '#b08d57': 'camel tostado tan',
  '#6b4a2f': 'marrón brown chocolate café castanho castanha marró',
  '#8b8d93': 'gris grey gray cinzento cinzenta cinza',
  '#45484f': 'antracita charcoal gris-oscuro dark-grey antracite cinzento-escuro gris-fosc',
  '#c9cbd0': 'gris-claro light-grey plata silver prata prateado cinzento-claro gris-clar platejat',
  '#1f2a44': 'marino marina navy azul-marino azul-marinho blau-marí',
  '#2f5d9b': 'azul blue blau blava',
  '#9dbfe0': 'celeste azul-claro light-blue sky-blue celest blau-cel blau-clar',
  '#1f4e8c': 'azul-oscuro dark-blue índigo indigo azul-escuro blau-fosc',
  '#2a6fa8': 'ocean-blue azul-océano azulón',
  '#b3272d': 'rojo roja red vermelho vermelha vermell vermella',
  '#6e1f2e': 'burdeos granate burgundy maroon wine bordeaux bordô granat',
  '#e7a6b4': 'rosa pink cor-de-rosa',
  '#d9457b': 'fucsia fuchsia magenta',
  '#e0782f': 'naranja orange laranja taronja',
  '#b5533a': 'teja terracota terracotta caldera rust tijolo teula',
  '#e6b93c': 'amarillo amarilla yellow amarelo amarela groc groga grogues',
  '#c79a2b': 'mostaza mustard ocre mostarda mostassa',
  '#3e7a4d': 'verde green verd verda',
  '#6b6f3a': 'oliva olive olive-green verde-oliva caqui khaki azeitona verd-oliva',
  '#1f4d3a': 'verde-botella verde-oscuro bottle-green dark-green verde-garrafa verde-escuro verd-ampolla verd-fosc',
  '#a9c6a4': 'menta salvia sage mint verde-claro sálvia sàlvia verd-clar',
  '#7a5ea8': 'morado morada violeta purple violet roxo roxa morat',
  '#c3b1dd': 'lila lilac lavanda lavender lilás',
  '#2f8f8f': 'turquesa turquoise teal',
  '#c8a34a': 'dorado dorada oro gold dourado dourada daurat daurada',
};

const NAMES: readonly (readonly [string, string])[] = Object.entries(COLOURS)
  .flatMap(([hex, names]) => names.split(' ').map((name) => [foldText(name), hex] as const))
  .toSorted(([one], [two]) => two.length - one.length);
