import { z } from 'zod';
import { helpDoing } from '../hub/silo.ts';
import { text, unixMs, uuid } from '../schema.ts';

/** The screen that somebody stands at when they call. */
export const helpScreen = z.enum(['silo', 'kiosk']);
export type HelpScreen = z.infer<typeof helpScreen>;

/** Why somebody of the staff is called: by a person, or by the station itself because a door needs a hand. */
export const helpWhy = z.enum(['person', 'left-open', 'did-not-open', 'wiring', 'forced']);
export type HelpWhy = z.infer<typeof helpWhy>;

/** The call of one screen, as whoever stands there sees it. */
export const helpView = z.strictObject({
  /** `coming`: somebody answered. */
  state: z.enum(['none', 'calling', 'coming']),
  why: helpWhy,
  /** When it was called; null with `none`. */
  since: unixMs.nullable(),
  /** How long it took until somebody answered, in milliseconds. */
  answeredAfterMs: z.number().int().min(0).nullable(),
  /** Whom to phone, from the moment on when nobody has come for so long; null before, and where the shop has set none. */
  phone: text(30).nullable(),
  /** Has nobody answered for so long that the screen says what else can be done? */
  late: z.boolean(),
  /** Were the shop's other stations called too? False while the hub is away: only this one rings. */
  everywhere: z.boolean(),
});
export type HelpView = z.infer<typeof helpView>;

/** A call as staff see it on any screen of the shop. */
export const helpRinging = z.strictObject({
  callId: uuid,
  /** At this station, or at another of the shop. */
  where: z.enum(['here', 'elsewhere']),
  /** What people know the other station by: the two characters that its order numbers begin with. Null for this one, and where it is not known. */
  station: text(60).nullable(),
  screen: helpScreen,
  why: helpWhy,
  /** The door that it is about, where it is about one. */
  doorNumber: z.number().int().min(1).nullable(),
  calledAt: unixMs,
  answeredAt: unixMs.nullable(),
  /** The name of whoever comes. */
  answeredBy: text(80).nullable(),
  /** From when on it has waited for longer than the shop wants; left out by stations that did not say. */
  lateAt: unixMs.optional(),
  /** What whoever called was doing; left out: nobody knows, or the station itself called. */
  doing: helpDoing.optional(),
});
export type HelpRinging = z.infer<typeof helpRinging>;
