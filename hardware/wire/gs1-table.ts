/** One run of characters within an element: digits, or GS1's character sets 82 (`X`) and 39 (`Y`), from `least` to `most` of them. */
export interface Gs1Part {
  readonly set: 'N' | 'X' | 'Y';
  readonly least: number;
  readonly most: number;
}

/** The form of one application identifier's data. */
export interface Gs1Form {
  readonly ai: string;
  readonly parts: readonly Gs1Part[];
  /** Does the element end by itself, so that no separator need follow? */
  readonly isPredefined: boolean;
  /** The first so many digits of the data end with a mod 10 check digit; 0 for none. */
  readonly checked: number;
  readonly isDate: boolean;
}

/**
 * Application identifiers and the form of their data, from the GS1 General Specifications, figure 3.2-1, as GS1 publishes them. `31xn` stands
 * for ten identifiers: the fourth digit says where the decimal point is. Left out are those of medicine, fishing, meat and North American
 * coupons; a code with one of these is an unknown identifier, and nothing of it is lost.
 */
const forms: readonly (readonly [ais: string, form: string])[] = [
  ['00', 'N18'],
  ['01 02', 'N14'],
  ['10 21 22', 'X..20'],
  ['11 12 13 15 16 17', 'N6'],
  ['20', 'N2'],
  ['235', 'X..28'],
  ['240 241 250 251 400 401 403 90', 'X..30'],
  ['242', 'N..6'],
  ['243 254 420', 'X..20'],
  ['253', 'N13+X..17'],
  ['255', 'N13+N..12'],
  ['30 37', 'N..8'],
  ['310n 311n 312n 313n 314n 315n 316n', 'N6'],
  ['320n 321n 322n 323n 324n 325n 326n 327n 328n 329n', 'N6'],
  ['330n 331n 332n 333n 334n 335n 336n 337n', 'N6'],
  ['340n 341n 342n 343n 344n 345n 346n 347n 348n 349n', 'N6'],
  ['350n 351n 352n 353n 354n 355n 356n 357n', 'N6'],
  ['360n 361n 362n 363n 364n 365n 366n 367n 368n 369n', 'N6'],
  ['390n 392n', 'N..15'],
  ['391n 393n', 'N3+N..15'],
  ['394n', 'N4'],
  ['402', 'N17'],
  ['410 411 412 413 414 415 416 417', 'N13'],
  ['421', 'N3+X..9'],
  ['422 424 426', 'N3'],
  ['423 425', 'N3+N..12'],
  ['8001', 'N14'],
  ['8002 8012', 'X..20'],
  ['8003', 'N14+X..16'],
  ['8004 8013', 'X..30'],
  ['8005', 'N6'],
  ['8006 8026', 'N18'],
  ['8007', 'X..34'],
  ['8008', 'N8+N..4'],
  ['8010', 'Y..30'],
  ['8011', 'N..12'],
  ['8017 8018', 'N18'],
  ['8019', 'N..10'],
  ['8020', 'X..25'],
  ['8110 8112 8200', 'X..70'],
  ['8111', 'N4'],
  ['91 92 93 94 95 96 97 98 99', 'X..90'],
];

/** First two digits of the identifiers whose elements have a length that every reader knows (GS1 General Specifications, figure 7.8.5-2). */
const predefinedHeads = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/;

/** How many leading digits of an identifier's data end with a check digit (GS1 General Specifications, 7.9 and the section of each key). */
const checkedLengths: Readonly<Record<string, number>> = {
  '00': 18,
  '01': 14,
  '02': 14,
  '253': 13,
  '255': 13,
  '402': 17,
  '410': 13,
  '411': 13,
  '412': 13,
  '413': 13,
  '414': 13,
  '415': 13,
  '416': 13,
  '417': 13,
  '8003': 14,
  '8006': 14,
  '8017': 18,
  '8018': 18,
  '8026': 14,
};

const table: ReadonlyMap<string, Gs1Form> = new Map(
  forms.flatMap(([ais, form]) => ais.split(' ').flatMap((ai) => everyFourthDigit(ai).map((whole) => [whole, formOf(whole, form)] as const))),
);

/** The form of the identifier that stands at `at`: identifiers are two to four digits, and none is the head of another. */
export function gs1FormAt(text: string, at: number): Gs1Form | undefined {
  for (const length of [2, 3, 4]) {
    const form = table.get(text.slice(at, at + length));
    if (form !== undefined) return form;
  }
  return undefined;
}

/** All identifiers that this table has. */
export function gs1Identifiers(): readonly Gs1Form[] {
  return [...table.values()];
}

function everyFourthDigit(ai: string): string[] {
  return ai.endsWith('n') ? Array.from({ length: 10 }, (_, digit) => `${ai.slice(0, 3)}${digit}`) : [ai];
}

function formOf(ai: string, form: string): Gs1Form {
  return {
    ai,
    parts: form.split('+').map(readPart),
    isPredefined: predefinedHeads.test(ai),
    checked: checkedLengths[ai] ?? 0,
    isDate: /^1[1-7]$/.test(ai),
  };
}

/** `N6` is exactly six digits, `X..20` one to twenty characters. */
function readPart(text: string): Gs1Part {
  const set = text.startsWith('X') ? 'X' : text.startsWith('Y') ? 'Y' : 'N';
  const most = Number(text.replace(/^\D+/, ''));
  return { set, least: text.includes('..') ? 1 : most, most };
}
