import { z } from 'zod';
import { orderParts } from '../delivery.ts';
import { orderExtras, orderLine, orderNumber, orderStatus, way } from '../orders.ts';
import { locale, money, sku, text, theme, unixMs } from '../schema.ts';
import { afterSale } from './after.ts';
import { phoneStock } from '../stock.ts';
import { MAX_DELEGATE_IDS, returnLine } from './silo.ts';

const count = z.number().int().min(0).max(1000);
const doorNumber = z.number().int().min(1).max(9999);

/** Most second codes that work at once for one code. */
export const MAX_DELEGATES = 3;

/**
 * A second code that the customer made for somebody else. `path` leads to its own page. `known`: the silo has heard of its last change (of
 * a code that was taken back this is what makes it useless; a code that was made works without).
 */
export const phoneDelegate = z.strictObject({
  number: z.number().int().min(1).max(MAX_DELEGATE_IDS),
  path: text(60),
  madeAt: unixMs,
  state: z.enum(['works', 'revoked', 'used']),
  known: z.boolean(),
});
export type PhoneDelegate = z.infer<typeof phoneDelegate>;

/** What opens the silo while a parcel of the order waits there, and what the customer can do about it. */
export const phoneCollect = z.strictObject({
  code: z.string().max(160),
  shortCode: z.string().max(12),
  pin: z.string().regex(/^\d{6}$/),
  /** How often the PIN was made anew, and whether the silo has heard of the last one. Until then the one before it works. */
  pinResets: count,
  pinKnown: z.boolean(),
  /** The doors that the code opens, this order's only. */
  doors: z.array(doorNumber).min(1).max(200),
  /** Parcels of the same person's other orders that the same code opens. */
  alsoOpens: count,
  /** When the first of them is taken out if nobody comes; with every standstill of the silo so far. */
  until: unixMs,
  /** The time is over and nobody has taken the parcel out yet. */
  overdue: z.boolean(),
  /** How often the customer has moved the deadline and still may, what a move gives, and whether the silo has heard of the last one. */
  extension: z.strictObject({ used: count, left: count, days: count, known: z.boolean() }),
  delegates: z.array(phoneDelegate).max(MAX_DELEGATE_IDS),
  /** How many second codes may be made now, and how many ever, when others are taken back for them. */
  delegatesLeft: count,
  delegatesEver: count,
});
export type PhoneCollect = z.infer<typeof phoneCollect>;

/** A code for parcels of the order that lie in another silo. It is shown beside the first one. */
export const phoneFurtherCode = phoneCollect.pick({ code: true, shortCode: true, pin: true, doors: true, until: true });
export type PhoneFurtherCode = z.infer<typeof phoneFurtherCode>;

/** One thing that happened to a parcel, as a fact: what doors and people did, with its time. */
export const parcelEvent = z.strictObject({
  at: unixMs,
  kind: z.enum(['loaded', 'opened', 'closed', 'taken-out', 'missing', 'problem', 'extended']),
  by: z.enum(['code', 'delegate', 'staff', 'remote', 'customer']).nullable(),
});
export type ParcelEvent = z.infer<typeof parcelEvent>;

/** A parcel of the order: the door, where it is now, and everything that is known to have happened to it. */
export const phoneParcel = z.strictObject({
  doorNumber: doorNumber.nullable(),
  state: z.enum(['waiting', 'collected', 'taken-out', 'missing']),
  /** Why it was taken out, where it was. */
  reason: z.enum(['expired', 'cancelled', 'damaged', 'returned', 'requested']).nullable(),
  events: z.array(parcelEvent).max(100),
});
export type PhoneParcel = z.infer<typeof phoneParcel>;

/** A code to bring goods back with, good at every silo of the shop's company. */
export const phoneReturnCode = z.strictObject({
  number: z.number().int().min(1),
  code: z.string().max(160),
  lines: z.array(returnLine).max(50),
  expiresAt: unixMs,
});
export type PhoneReturnCode = z.infer<typeof phoneReturnCode>;

/**
 * Goods that were put into a silo. `requested`: the amount is to be paid back. `review`: a person of the shop looks first. `duplicate`: they
 * were noted with an earlier deposit. `paid`: the amount was paid back at `settledAt`, by `tender`. `declined`: it will not be.
 */
export const phoneDeposit = z.strictObject({
  receipt: text(20),
  depositedAt: unixMs,
  lines: z.array(returnLine).max(50),
  amount: money.nullable(),
  state: z.enum(['requested', 'review', 'duplicate', 'paid', 'declined']),
  tender: z.enum(['cash', 'card']).nullable(),
  takenOutAt: unixMs.nullable(),
  settledAt: unixMs.nullable(),
});
export type PhoneDeposit = z.infer<typeof phoneDeposit>;

/** What may come back until when, and what is coming or came back. `made`: how many codes were made so far. */
export const phoneReturns = z.strictObject({
  until: unixMs,
  open: z.boolean(),
  lines: z.array(z.strictObject({ sku, left: count })).max(50),
  made: count,
  codes: z.array(phoneReturnCode).max(20),
  deposits: z.array(phoneDeposit).max(100),
});
export type PhoneReturns = z.infer<typeof phoneReturns>;

/**
 * `GET /v1/phone/{token}`: what the page behind an order's link shows. The token is 128 random bits and is all the
 * authority that there is, so nothing here names the person.
 */
export const phoneOrder = z.strictObject({
  storeName: text(120),
  /** Its shop's look; left out where the shop has chosen none. */
  theme: theme.optional(),
  /** Whom to phone when something is wrong, where the shop has said. */
  helpPhone: text(30).nullable(),
  number: orderNumber,
  status: orderStatus,
  placedAt: unixMs,
  lines: z.array(orderLine).max(50),
  total: money,
  fulfilmentKind: way,
  delivery: orderExtras.delivery,
  discounts: orderExtras.discounts,
  /** How far each part is, by way; left out by hubs that knew one way for all. */
  parts: orderParts.optional(),
  locale,
  collect: phoneCollect.nullable(),
  further: z.array(phoneFurtherCode).max(20),
  parcels: z.array(phoneParcel).max(200),
  returns: phoneReturns.nullable(),
  /** Withdrawing from it, and the guarantee; left out by hubs that knew of neither. */
  after: afterSale.optional(),
  /** What is missing of it and what its customer may decide, money that goes back, and was it cancelled because nobody paid in time? Left out: nothing of that. */
  stock: phoneStock.optional(),
});
export type PhoneOrder = z.infer<typeof phoneOrder>;

/** `GET /v1/phone/delegate/{token}`: the second code and the place; no door, no order, no person. `over`: it opens nothing any more. */
export const phoneSecondCode = z.strictObject({
  storeName: text(120),
  /** Its shop's look; left out where the shop has chosen none. */
  theme: theme.optional(),
  locale,
  state: z.enum(['works', 'over']),
  code: z.string().max(160).nullable(),
  until: unixMs.nullable(),
});
export type PhoneSecondCode = z.infer<typeof phoneSecondCode>;

/**
 * What the page asks the hub to do. Each names the count that the page has seen, so that a press whose answer was lost and that is repeated
 * does nothing a second time; the answer is always the order as it is then.
 */
export const phoneExtend = z.strictObject({ used: count });
export const phoneResetPin = z.strictObject({ resets: count });
export const phoneMakeDelegate = z.strictObject({ made: count });
export const phoneMakeReturn = z.strictObject({ made: count, lines: z.array(returnLine).min(1).max(50) });
export const phoneNothing = z.strictObject({});
