import type { PaintRequest } from './painter.ts';

/** From the page to the painter: one picture, painted before the next is asked for; or an address that nobody shows any more. */
export type PaintOrder =
  | { readonly kind: 'paint'; readonly order: number; readonly request: PaintRequest }
  | { readonly kind: 'release'; readonly address: string };

/** From the painter: the address of the picture's pixels; null where this browser cannot paint it. */
export interface PaintAnswer {
  /** Which order this answers: one that was waited for in vain may be answered after another was given. */
  readonly order: number;
  readonly address: string | null;
}
