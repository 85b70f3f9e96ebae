import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { text, unixMs } from '../schema.ts';

/**
 * What the scanner on the station's own port read for the page that is open. `badge` is a staff badge, `till` the code that the till takes;
 * `other` is everything else but codes that open doors, which never come here: the silo itself takes them.
 */
export const portReading = z.strictObject({
  kind: z.enum(['badge', 'till', 'other']),
  /** One character per byte that was read. */
  code: text(512),
  at: unixMs,
});
export type PortReading = z.infer<typeof portReading>;

/** The scanner on the station's own port, for the page. */
export const reader = {
  /**
   * Each reading once, to one page: the one that asked last. Nothing is kept for later: what no page takes at once, or what was read for
   * somebody who has gone meanwhile, is forgotten.
   */
  watch: oc.input(z.strictObject({})).output(eventIterator(portReading)),
};
