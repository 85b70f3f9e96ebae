import type { Area } from '../screens/screen.ts';

/** A picture that was taken. */
export interface Picture {
  readonly area: Area;
  readonly screen: string;
  readonly language: string;
  readonly size: string;
  readonly dress: string;
  /** Its file, seen from the folder. */
  readonly file: string;
}

/** What became of a run. */
export interface Shots {
  readonly pictures: readonly Picture[];
  /** How many screens there are pictures of, however many of each. */
  readonly screens: number;
  /** What could not be drawn, or not without a fault of the page: one sentence each. */
  readonly problems: readonly string[];
}
