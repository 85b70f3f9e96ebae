import type { Garment, Picture } from '../../contract/catalogue.ts';
import { foldText } from '../../core/catalogue/fold-text.ts';

/** The language of a catalogue: it decides which word of a title is the thing itself. */
export type CatalogueLanguage = 'es' | 'en';

/**
 * The garment that a product's words name: its category first, then its title, then its tags. In a title the thing stands last in
 * English ("shirt dress" is a dress) and first in Spanish ("vestido camisero"), before any "with", "and", "de" or "para".
 */
export function garmentOf(words: { readonly category: string; readonly title: string; readonly tags: readonly string[] }): Garment {
  return thing(words.category) ?? thing(words.title) ?? words.tags.map(thing).find((garment) => garment !== null) ?? 'other';
}

/** The pattern that a product's words name, else what its garment is usually made of. */
export function patternOf(texts: readonly string[], garment: Garment): Picture['pattern'] {
  for (const text of texts) {
    const folded = ` ${foldText(text)} `;
    for (const [pattern, words] of PATTERN_LIST) if (words.some((word) => folded.includes(` ${word} `))) return pattern;
  }
  if (garment === 'jeans') return 'denim';
  return garment === 'jumper' || garment === 'scarf' ? 'knit' : 'plain';
}

/** The name of a category for a garment, for products that come without one. */
export function categoryName(garment: Garment, language: CatalogueLanguage): string {
  return CATEGORY_NAMES[garment][language === 'es' ? 0 : 1];
}

function thing(text: string): Garment | null {
  const folded = foldText(text);
  const core = folded.split(/ (?:and|with|con|y|for|para|plu|in|en) /)[0] ?? '';
  return named(core) ?? named(folded);
}

function named(folded: string): Garment | null {
  const text = ` ${folded} `;
  for (const [phrase, garment] of PHRASES) if (text.includes(` ${phrase} `)) return garment;
  const spanish = first(folded.split(' '), SPANISH);
  return spanish ?? first(folded.split(' ').toReversed(), ENGLISH);
}

function first(words: readonly string[], table: ReadonlyMap<string, Garment>): Garment | null {
  for (const word of words) {
    const garment = table.get(word);
    if (garment !== undefined) return garment;
  }
  return null;
}

function table(entries: Partial<Record<Garment, string>>): ReadonlyMap<string, Garment> {
  const map = new Map<string, Garment>();
  for (const [garment, words] of Object.entries(entries)) for (const word of words.split(' ')) map.set(foldText(word), garment as Garment);
  return map;
}

const SPANISH = table({
  shirt: 'camisa sobrecamisa',
  tshirt: 'camiseta',
  blouse: 'blusa',
  top: 'corpiño',
  jumper: 'jersey suéter sudadera cárdigan chaleco rebeca',
  jacket: 'chaqueta americana cazadora chaquetón',
  coat: 'abrigo gabardina plumífero',
  dress: 'vestido mono',
  skirt: 'falda minifalda',
  trousers: 'pantalón',
  jeans: 'vaquero vaqueros tejano',
  shorts: 'bermuda',
  shoes: 'zapato zapatilla sandalia mocasín bailarina alpargata deportiva',
  boots: 'bota botín',
  bag: 'bolso mochila bandolera cartera riñonera',
  hat: 'gorro gorra sombrero boina',
  scarf: 'bufanda pañuelo fular',
  socks: 'calcetín',
  swimwear: 'bañador',
});

const ENGLISH = table({
  shirt: 'shirt overshirt',
  tshirt: 'tshirt tee polo',
  blouse: 'blouse',
  top: 'top camisole tank bodysuit body',
  jumper: 'jumper sweater pullover sweatshirt hoodie cardigan knitwear',
  jacket: 'jacket blazer bomber tuxedo windbreaker',
  coat: 'coat trench parka overcoat raincoat',
  dress: 'dress gown jumpsuit',
  skirt: 'skirt miniskirt',
  trousers: 'trousers pants chinos leggings joggers',
  jeans: 'jeans',
  shorts: 'shorts',
  shoes: 'shoe shoes sneaker trainer sandal loafer heel',
  boots: 'boot boots',
  bag: 'bag handbag backpack tote purse',
  hat: 'hat cap beanie beret',
  scarf: 'scarf shawl',
  socks: 'sock socks',
  swimwear: 'swimsuit bikini swimwear',
});

const PHRASES: readonly (readonly [string, Garment])[] = (
  [
    ['high tops', 'shoes'],
    ['t shirt', 'tshirt'],
    ['tank top', 'top'],
    ['traje de baño', 'swimwear'],
    ['short vaquero', 'shorts'],
    ['pantalón corto', 'shorts'],
    ['pantalón vaquero', 'jeans'],
    ['pantalones vaqueros', 'jeans'],
  ] as const
).map(([phrase, garment]) => [foldText(phrase), garment]);

const PATTERN_LIST: readonly (readonly [Picture['pattern'], readonly string[]])[] = Object.entries({
  stripes: 'striped stripes stripe rayas rayado marinera',
  checks: 'checked chequered plaid gingham tartan cuadros vichy checks',
  dots: 'dots dotted polka lunares topos',
  floral: 'floral flowers flower flores flor',
  denim: 'denim vaquero vaquera tejano tejana jeans',
  knit: 'knit knitted punto trenzas canalé',
  leather: 'leather piel cuero ante suede',
}).map(([pattern, words]) => [pattern as Picture['pattern'], words.split(' ').map(foldText)]);

const CATEGORY_NAMES: Readonly<Record<Garment, readonly [string, string]>> = {
  shirt: ['Camisas', 'Shirts'],
  tshirt: ['Camisetas', 'T-shirts'],
  blouse: ['Blusas', 'Blouses'],
  top: ['Tops', 'Tops'],
  jumper: ['Punto', 'Knitwear'],
  jacket: ['Chaquetas', 'Jackets'],
  coat: ['Abrigos', 'Coats'],
  dress: ['Vestidos', 'Dresses'],
  skirt: ['Faldas', 'Skirts'],
  trousers: ['Pantalones', 'Trousers'],
  jeans: ['Vaqueros', 'Jeans'],
  shorts: ['Bermudas', 'Shorts'],
  shoes: ['Zapatos', 'Shoes'],
  boots: ['Botas', 'Boots'],
  bag: ['Bolsos', 'Bags'],
  hat: ['Gorros', 'Hats'],
  scarf: ['Bufandas', 'Scarves'],
  socks: ['Calcetines', 'Socks'],
  swimwear: ['Baño', 'Swimwear'],
  other: ['Otros', 'Other'],
};
