/**
 * How loud speech is, in decibels against the level that whoever installs the kiosk measures as 65 dBA where a customer's head is (EN 301 549
 * clauses 5.1.3.11 to 5.1.3.13). Everybody begins there, and the next person begins there again.
 */
export const VOLUMES = [-18, -12, -6, 0, 6, 12] as const;
export type Volume = (typeof VOLUMES)[number];

/** Where everybody begins: 65 dBA, as measured at installation. */
export const USUAL_VOLUME: Volume = 0;

const LOUDEST = 12;

/** One step louder or quieter; the same at the end of the scale. */
export function nextVolume(volume: Volume, step: 1 | -1): Volume {
  return VOLUMES[VOLUMES.indexOf(volume) + step] ?? volume;
}

/** What the sound is multiplied with: 1 is the loudest, so that nothing is ever clipped. */
export function gainOf(volume: Volume): number {
  return 10 ** ((volume - LOUDEST) / 20);
}
