/** How rows of one bucket are written: `begin` and `finish` stand around each page, and `put` answers with what was wrong with the row, or null. */
export interface BucketRows {
  begin(): void;
  put(key: string, value: unknown, round: number): string | null;
  finish(): void;
  sweep(round: number): void;
}
