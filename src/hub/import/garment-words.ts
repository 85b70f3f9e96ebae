import type { Garment, Picture } from '../../contract/catalogue.ts';
import { foldText } from '../../core/catalogue/fold-text.ts';
import type { Language } from '../../kernel/language.ts';

/**
 * The garment that a product's words name: its category first, then its title, then its tags. In a title the thing stands last in
 * English ("shirt dress" is a dress) and first in Spanish, Portuguese and Catalan ("vestido camisero"), before any "with", "and" or "para".
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
export function categoryName(garment: Garment, language: Language): string {
  return CATEGORY_NAMES[language][garment];
}

function thing(text: string): Garment | null {
  const folded = foldText(text);
  const core = folded.split(/ (?:and|with|con|com|amb|y|e|i|for|para|per|plu|in|en|em) /)[0] ?? '';
  return named(core) ?? named(folded);
}

function named(folded: string): Garment | null {
  const text = ` ${folded} `;
  for (const [phrase, garment] of PHRASES) if (text.includes(` ${phrase} `)) return garment;
  const thingFirst = first(folded.split(' '), SPANISH) ?? first(folded.split(' '), PORTUGUESE) ?? first(folded.split(' '), CATALAN);
  return thingFirst ?? first(folded.split(' ').toReversed(), ENGLISH);
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

/** What Spanish has as well, `camisa`, is not said again. */
const PORTUGUESE = table({
  jumper: 'camisola malha colete casaquinho',
  jacket: 'blusão jaqueta',
  coat: 'casaco sobretudo gabardine',
  dress: 'macacão',
  skirt: 'saia minissaia',
  trousers: 'calça calças',
  jeans: 'ganga',
  shorts: 'calção calções bermudas',
  shoes: 'sapato sapatilha sandália mocassim sabrina ténis alpercata',
  bag: 'mala saco carteira',
  hat: 'chapéu boné boina',
  scarf: 'cachecol lenço',
  socks: 'meia peúga',
  swimwear: 'biquíni',
});

/** Short words have their plural beside them: folding makes one of long ones only. */
const CATALAN = table({
  shirt: 'sobrecamisa',
  tshirt: 'samarreta',
  blouse: 'brusa',
  jumper: 'jersei dessuadora armilla',
  jacket: 'jaqueta caçadora',
  coat: 'abric abrics gavardina',
  dress: 'vestit granota',
  skirt: 'faldilla minifaldilla',
  trousers: 'pantalons',
  jeans: 'texà texans',
  shoes: 'sabata sabatilla sandàlia mocassí mocassins espardenya',
  boots: 'botes botins',
  bag: 'bossa motxilla bandolera',
  hat: 'barret gorra boina',
  scarf: 'mocador fulard',
  socks: 'mitjó mitjons',
  swimwear: 'banyador',
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
    ['fato de banho', 'swimwear'],
    ['vestit de bany', 'swimwear'],
    ['calças de ganga', 'jeans'],
    ['calção de ganga', 'shorts'],
    ['calções de ganga', 'shorts'],
    ['pantalons texans', 'jeans'],
    ['pantalons curts', 'shorts'],
    ['short vaquero', 'shorts'],
    ['pantalón corto', 'shorts'],
    ['pantalón vaquero', 'jeans'],
    ['pantalones vaqueros', 'jeans'],
  ] as const
).map(([phrase, garment]) => [foldText(phrase), garment]);

const PATTERN_LIST: readonly (readonly [Picture['pattern'], readonly string[]])[] = Object.entries({
  stripes: 'striped stripes stripe rayas rayado marinera riscas ratlles',
  checks: 'checked chequered plaid gingham tartan cuadros vichy checks xadrez quadrados quadres',
  dots: 'dots dotted polka lunares topos bolinhas pintas pics',
  floral: 'floral flowers flower flores flor flors florido',
  denim: 'denim vaquero vaquera tejano tejana jeans ganga texà texana',
  knit: 'knit knitted punto trenzas canalé malha tricô trenes canalat',
  leather: 'leather piel cuero ante suede pele couro camurça pell cuir camussa',
}).map(([pattern, words]) => [pattern as Picture['pattern'], words.split(' ').map(foldText)]);

const CATEGORY_NAMES: Readonly<Record<Language, Readonly<Record<Garment, string>>>> = {
  es: {
    shirt: 'Camisas',
    tshirt: 'Camisetas',
    blouse: 'Blusas',
    top: 'Tops',
    jumper: 'Punto',
    jacket: 'Chaquetas',
    coat: 'Abrigos',
    dress: 'Vestidos',
    skirt: 'Faldas',
    trousers: 'Pantalones',
    jeans: 'Vaqueros',
    shorts: 'Bermudas',
    shoes: 'Zapatos',
    boots: 'Botas',
    bag: 'Bolsos',
    hat: 'Gorros',
    scarf: 'Bufandas',
    socks: 'Calcetines',
    swimwear: 'Baño',
    other: 'Otros',
  },
  en: {
    shirt: 'Shirts',
    tshirt: 'T-shirts',
    blouse: 'Blouses',
    top: 'Tops',
    jumper: 'Knitwear',
    jacket: 'Jackets',
    coat: 'Coats',
    dress: 'Dresses',
    skirt: 'Skirts',
    trousers: 'Trousers',
    jeans: 'Jeans',
    shorts: 'Shorts',
    shoes: 'Shoes',
    boots: 'Boots',
    bag: 'Bags',
    hat: 'Hats',
    scarf: 'Scarves',
    socks: 'Socks',
    swimwear: 'Swimwear',
    other: 'Other',
  },
  pt: {
    shirt: 'Camisas',
    tshirt: 'T-shirts',
    blouse: 'Blusas',
    top: 'Tops',
    jumper: 'Malhas',
    jacket: 'Blusões',
    coat: 'Casacos',
    dress: 'Vestidos',
    skirt: 'Saias',
    trousers: 'Calças',
    jeans: 'Jeans',
    shorts: 'Calções',
    shoes: 'Sapatos',
    boots: 'Botas',
    bag: 'Malas',
    hat: 'Chapéus',
    scarf: 'Cachecóis',
    socks: 'Meias',
    swimwear: 'Banho',
    other: 'Outros',
  },
  ca: {
    shirt: 'Camises',
    tshirt: 'Samarretes',
    blouse: 'Bruses',
    top: 'Tops',
    jumper: 'Punt',
    jacket: 'Jaquetes',
    coat: 'Abrics',
    dress: 'Vestits',
    skirt: 'Faldilles',
    trousers: 'Pantalons',
    jeans: 'Texans',
    shorts: 'Bermudes',
    shoes: 'Sabates',
    boots: 'Botes',
    bag: 'Bosses',
    hat: 'Gorres',
    scarf: 'Bufandes',
    socks: 'Mitjons',
    swimwear: 'Bany',
    other: 'Altres',
  },
};
