/** The name of the whole file in a snapshot's folder. */
export const SNAPSHOT_FILE = 'catalogue.db';

/** The name of a packed part there. */
export function packedName(part: number): string {
  return `${part}.zst`;
}
