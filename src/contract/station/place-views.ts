import { z } from 'zod';
import { locale, sizeClass, text, theme, unixMs } from '../schema.ts';

/** The hub as this station sees it. */
export const hubLink = z.strictObject({
  state: z.enum(['online', 'offline']),
  lastContactAt: unixMs.nullable(),
  /** When the catalogue on this device was last known to be current. */
  catalogueAsOf: unixMs.nullable(),
  /** Operations that the hub has not durably taken yet. */
  pending: z.number().int().min(0),
});
export type HubLink = z.infer<typeof hubLink>;

/** How the receipt printer is. `unknown`: one that never says, and prints blind; `none`: there is no printer. */
export const printerState = z.enum(['ok', 'paper-near-end', 'paper-out', 'cover-open', 'offline', 'unknown', 'none']);
export type PrinterState = z.infer<typeof printerState>;

/** What every screen knows about the place it stands in. `demo` stations show a box to paste codes into. */
export const place = z.strictObject({
  storeName: text(120),
  currency: z.string(),
  stationKind: z.enum(['kiosk', 'silo', 'both']),
  demo: z.boolean().optional(),
  /** So that nobody is promised paper that will not come; where it is left out nothing is known. */
  printer: printerState.optional(),
  /** The shop's look, and the language in which its screens begin; left out: linen, and Spanish. */
  theme: theme.optional(),
  language: locale.optional(),
  /** Do text messages reach people? Left out: nothing that is sent to a phone number does. */
  texts: z.boolean().optional(),
});
export type Place = z.infer<typeof place>;

/** One door as people see it. `column` and `row` (from the top) count from 0 and place it in the drawing of the bank. */
export const door = z.strictObject({
  compartmentId: text(40),
  number: z.number().int().min(1),
  size: sizeClass,
  column: z.number().int().min(0),
  row: z.number().int().min(0),
});
export type Door = z.infer<typeof door>;
