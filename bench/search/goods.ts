import type { Product } from '../../src/contract/catalogue.ts';
import { plainWords } from '../../src/core/catalogue/fold-text.ts';
import { seededNumbers } from '../../src/hub/demo/seeded-numbers.ts';

/** One document of the bench: a product with one variant, which is the heaviest form that a number of variants can have. */
export interface Doc {
  readonly id: number;
  readonly title: string;
  /** Brand, category, colour and size. */
  readonly rest: string;
}

/** A query, and the words that the first hit must have for it to be right. */
export interface Query {
  readonly text: string;
  readonly words: readonly string[];
}

const GARMENTS = 'camisa camiseta pantalón falda vestido abrigo jersey chaqueta zapatilla bolso bufanda sombrero blusa cazadora bermuda sudadera'.split(' ');
const CLOTHS = 'lino algodón lana seda pana franela punto viscosa cuero terciopelo popelín sarga'.split(' ');
const COLOURS = 'blanco negro azul rojo verde gris beige marrón rosa amarillo'.split(' ');
const SIZES = 'XS S M L XL XXL'.split(' ');
const SYLLABLES = 'ba be bo ca co cu da de do fa fe ga go la le lo ma me mi mo na ne no pa pe ra re ri ro sa se so ta te ti to va ve vi zo'.split(' ');
const MODELS = 2500;

/** The same goods for the same number. About 2,600 different words. */
export function docsOf(count: number): readonly Doc[] {
  const numbers = seededNumbers(7);
  const models = Array.from({ length: MODELS }, () => Array.from({ length: 3 + (numbers.next() < 0.5 ? 0 : 1) }, () => one(numbers, SYLLABLES)).join(''));
  return Array.from({ length: count }, (_, id) => {
    const garment = one(numbers, GARMENTS);
    const title = `${garment} ${one(numbers, models)} de ${one(numbers, CLOTHS)} ${one(numbers, models)}`;
    return { id, title, rest: `Brisal ${garment}s ${one(numbers, COLOURS)} ${one(numbers, SIZES)}` };
  });
}

/** A document as the hub sends it. */
export function productOf({ id, title, rest }: Doc): Product {
  const [brand = '', category = '', colour = '', size = ''] = rest.split(' ');
  const price = { minor: 500 + ((id * 37) % 20_000), currency: 'EUR' };
  return {
    productId: `p${id}`,
    title,
    brand,
    category,
    description: '',
    tags: [],
    picture: { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' },
    published: true,
    variants: [{ sku: `P${id}`, gtin: null, size, colour, colourHex: '#2244aa', price, compareAt: null, grams: 300 }],
  };
}

/** Queries of one to three words of some document; the last word is cut somewhere, as it is while somebody types. */
export function typedQueries(docs: readonly Doc[], count: number, seed: number): readonly Query[] {
  const numbers = seededNumbers(seed);
  return Array.from({ length: count }, () => {
    const words = someWords(docs, numbers);
    const last = words.at(-1) ?? '';
    const cut = last.slice(0, 1 + Math.floor(numbers.next() * last.length));
    const typed = [...words.slice(0, -1), cut];
    return { text: typed.join(' '), words: typed };
  });
}

/** Queries of one to three whole words with one typo in one of them: a letter missing, added, wrong, or two swapped. */
export function misspeltQueries(docs: readonly Doc[], count: number, seed: number): readonly Query[] {
  const numbers = seededNumbers(seed);
  return Array.from({ length: count }, () => {
    const words = someWords(docs, numbers);
    const place = Math.max(
      0,
      words.findIndex((word) => word.length >= 5),
    );
    return { text: words.with(place, misspelt(words[place] ?? '', numbers)).join(' '), words };
  });
}

/** Whether a first hit is one that was meant: whole words were where one was misspelt (`isWhole`); a word that is being typed may be the beginning of one. */
export function isRight(title: string, { words }: Query, isWhole: boolean): boolean {
  const there = plainWords(title);
  return plainWords(words.join(' ')).every((word) => there.some((one) => (isWhole ? one === word : one.startsWith(word))));
}

function one<T>(numbers: ReturnType<typeof seededNumbers>, list: readonly T[]): T {
  const found = list[numbers.whole(0, list.length - 1)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

function someWords(docs: readonly Doc[], numbers: ReturnType<typeof seededNumbers>): readonly string[] {
  const words = one(numbers, docs)
    .title.split(' ')
    .filter((word) => word.length > 3);
  const from = Math.floor(numbers.next() * words.length);
  const rotated = [...words.slice(from), ...words.slice(0, from)];
  return rotated.slice(0, 1 + Math.floor(numbers.next() * 3));
}

function misspelt(word: string, numbers: ReturnType<typeof seededNumbers>): string {
  const at = 1 + Math.floor(numbers.next() * (word.length - 2));
  const [before, after] = [word.slice(0, at), word.slice(at)];
  const how = Math.floor(numbers.next() * 4);
  if (how === 0) return before + after.slice(1);
  if (how === 1) return `${before}x${after}`;
  if (how === 2) return `${before}x${after.slice(1)}`;
  return before + after.charAt(1) + after.charAt(0) + after.slice(2);
}
