/** A row of a file that was not taken, and why. `line` counts from 1; a quoted cell may reach over several lines. */
export interface RejectedRow {
  readonly line: number;
  readonly handle: string;
  readonly reason: RejectReason;
  /** The reason in words, with the value that it is about. */
  readonly detail: string;
}

/** Why a row is not taken. */
export type RejectReason =
  | 'cells'
  | 'too-long'
  | 'no-handle'
  | 'bad-handle'
  | 'scattered'
  | 'no-title'
  | 'bad-published'
  | 'gift-card'
  | 'no-price'
  | 'bad-price'
  | 'bad-compare-price'
  | 'bad-weight'
  | 'bad-quantity'
  | 'bad-sku'
  | 'sku-taken'
  | 'same-options'
  | 'too-many-variants'
  | 'product-rejected'
  | 'invalid';

/** Something of a row that was taken that the shop should know: nothing was lost but this. */
export interface ImportNote {
  readonly line: number;
  readonly handle: string;
  readonly note: string;
}

/** Why a file is not taken at all. `line` where there is one. */
export interface FileProblem {
  readonly kind: 'unreadable' | 'too-large' | 'not-utf8' | 'binary' | 'not-csv' | 'empty' | 'columns' | 'too-many-rows';
  readonly detail: string;
}
