import { z } from 'zod';
import { deliveryPromise, way } from './orders.ts';
import { isoDate, money, text } from './schema.ts';

/**
 * Why goods do not go a way. `not-offered`: the shop does not have it; `not-here`: what is taken along must lie in this shop;
 * `nowhere`: too few are left anywhere that this way starts from; `too-big`: no locker takes it; `not-sent-there`: the shop sends
 * nothing to that country or postcode.
 */
export const wayRefusal = z.enum(['not-offered', 'not-here', 'nowhere', 'too-big', 'not-sent-there']);
export type WayRefusal = z.infer<typeof wayRefusal>;

/**
 * One way that goods could go. `cost` is what it adds to the order: nothing where the goods ride along with others, or where the order
 * is dear enough; `freeFrom` is from which worth of its goods on the way costs nothing. Days of the shop's calendar, both included.
 */
export const wayOffer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('offered'), way, cost: money, freeFrom: money.nullable(), from: isoDate, until: isoDate }),
  /** `lineIds`: the lines that do not go that way. */
  z.strictObject({ kind: z.literal('refused'), way, reason: wayRefusal, lineIds: z.array(text(40)).max(50) }),
]);
export type WayOffer = z.infer<typeof wayOffer>;

/** The ways that a bag could go, the cheapest first, then the soonest; ways that are refused come last. */
export const bagWays = z.strictObject({
  /** The day that it is in the shop. */
  today: isoDate,
  /** For all lines together. */
  all: z.array(wayOffer).max(4),
  /** For each line by itself, beside what is chosen for the others. `chosen` is null before a choice, and when the chosen way is not possible any more. */
  lines: z.array(z.strictObject({ lineId: text(40), chosen: way.nullable(), offers: z.array(wayOffer).max(4) })).max(50),
  /** The countries that the shop sends to, its own first; empty: it sends nothing. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(250),
  /** What is chosen, as an order would promise it: one for each way in use. Empty unless every line goes somewhere. */
  delivery: z.array(deliveryPromise).max(4),
});
export type BagWays = z.infer<typeof bagWays>;

/**
 * How far the part of an order is that goes one way. `preparing`: paid, and not yet where its customer can take it; `ready`: at the desk or in
 * a locker; `handed-over` is the end, but for what is sent: the warehouse tells no more than that it is `preparing`.
 */
export const partState = z.enum(['waiting-payment', 'preparing', 'ready', 'handed-over', 'cancelled']);
export type PartState = z.infer<typeof partState>;

/** The parts of an order by way, in the order in which they leave: taken along first, sent last. */
export const orderParts = z.array(z.strictObject({ way, state: partState })).max(4);
export type OrderParts = z.infer<typeof orderParts>;
