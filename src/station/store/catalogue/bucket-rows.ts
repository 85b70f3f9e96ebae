/** How rows of one bucket are written: `put` answers with what was wrong with the row, or null; `finish` ends each page. */
export interface BucketRows {
  put(key: string, value: unknown, round: number): string | null;
  finish(): void;
  sweep(round: number): void;
}
