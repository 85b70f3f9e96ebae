import type { SizeClass } from '../contract/schema.ts';

/** A bank on one bus: its boards and a door for each lock that is used. */
export interface BankLayout {
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly doors: readonly DoorLayout[];
}

/** One door. `column` from the left and `row` from the top count from 0; `number` is what stands on the door. */
export interface DoorLayout {
  readonly number: number;
  readonly board: number;
  readonly lock: number;
  readonly size: SizeClass;
  readonly heightMm: number;
  readonly column: number;
  readonly row: number;
}

/** Sizes of one column from the top, each with the height of its door in mm: small ones at the height of the eyes, heavy ones low. */
const COLUMN: readonly { readonly size: SizeClass; readonly heightMm: number }[] = [
  { size: 'M', heightMm: 220 },
  { size: 'S', heightMm: 160 },
  { size: 'S', heightMm: 160 },
  { size: 'XS', heightMm: 110 },
  { size: 'M', heightMm: 220 },
  { size: 'M', heightMm: 220 },
  { size: 'L', heightMm: 340 },
  { size: 'XL', heightMm: 450 },
];
const COLUMNS = 3;
const LOCKS = 12;

/** The silo of the demonstration: 24 compartments in three columns on two boards of twelve locks, numbered down each column. */
export const demoBankLayout: BankLayout = {
  boards: [
    { address: 0, locks: LOCKS },
    { address: 1, locks: LOCKS },
  ],
  doors: Array.from({ length: COLUMNS }, (_, column) =>
    COLUMN.map(({ size, heightMm }, row) => {
      const index = column * COLUMN.length + row;
      return { number: index + 1, board: Math.floor(index / LOCKS), lock: index % LOCKS, size, heightMm, column, row };
    }),
  ).flat(),
};
