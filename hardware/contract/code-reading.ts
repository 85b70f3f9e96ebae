/** The kinds of symbol that AIM identifiers name (ISO/IEC 15424). `unknown`: no identifier came, or one that the table lacks. */
export type Symbology =
  | 'unknown'
  | 'code-39'
  | 'code-128'
  | 'ean-upc'
  | 'codabar'
  | 'code-93'
  | 'code-11'
  | 'interleaved-2-of-5'
  | 'pdf417'
  | 'msi'
  | 'qr'
  | 'industrial-2-of-5'
  | 'maxicode'
  | 'data-matrix'
  | 'gs1-databar'
  | 'aztec'
  | 'dotcode'
  | 'han-xin'
  | 'other';

/** One GS1 element string: an application identifier and its data, both as they stood in the code. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

/** Why a GS1 message could not be read to its end. `at` counts characters from 0. */
export type Gs1Problem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown-ai'; readonly at: number }
  | { readonly kind: 'bad-length'; readonly at: number; readonly ai: string }
  | { readonly kind: 'bad-character'; readonly at: number; readonly ai: string }
  | { readonly kind: 'bad-check-digit'; readonly at: number; readonly ai: string }
  | { readonly kind: 'bad-date'; readonly at: number; readonly ai: string };

/**
 * What a code says as far as its carrier tells. Text has one character per byte, as everywhere in this layer.
 * - `gtin`: a plain EAN, UPC or ITF-14, filled up to 14 digits; `addOn` is the small symbol of a magazine beside it.
 * - `gs1`: element strings in the order of the code.
 * - `gs1-problem`: the elements before the trouble, and all characters from it on: nothing is lost.
 * - `bad-gtin`: digits that should be a GTIN, whose check digit or length is wrong.
 * - `text`: everything else. GS1 Digital Link addresses are text here.
 */
export type CodeContent =
  | { readonly kind: 'gtin'; readonly gtin14: string; readonly addOn: string | null }
  | { readonly kind: 'gs1'; readonly elements: readonly Gs1Element[] }
  | { readonly kind: 'gs1-problem'; readonly problem: Gs1Problem; readonly elements: readonly Gs1Element[]; readonly rest: string }
  | { readonly kind: 'bad-gtin'; readonly digits: string }
  | { readonly kind: 'text'; readonly text: string };

/** A code with what is known of its carrier. */
export interface CodeReading {
  readonly symbology: Symbology;
  readonly content: CodeContent;
}
