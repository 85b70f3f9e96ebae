import { createContext } from 'react';
import type { Picture } from '../../../src/contract/catalogue.ts';
import type { Cancel } from '../../../src/kernel/clock.ts';

/** Paints products beside the page's own thread, and keeps what it painted. */
export interface GarmentPainter {
  /** A painted copy that is here already, as near to this width as there is; null: none yet. `width` in pixels of the panel. */
  ready(picture: Picture, width: number): string | null;
  /**
   * Has a picture painted for this width, and hears its address when it is there: at once, where it was painted before. Null: it cannot be
   * painted here. The address holds until it is cancelled.
   */
  paint(picture: Picture, width: number, onPainted: (address: string | null) => void): Cancel;
}

/** Null where nobody paints: pictures are drawn by the page itself then. */
export const PainterContext = createContext<GarmentPainter | null>(null);
