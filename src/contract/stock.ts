import { z } from 'zod';
import { hexColour, location } from './catalogue.ts';
import { money, sku, text, unixMs } from './schema.ts';

const pieces = z.number().int().min(0).max(1000);
const locationId = location.shape.locationId;

/**
 * Pieces that a station took off what it shows, for an order that the hub has not heard of yet: a soft reservation. `leased`: they come out of
 * the station's allotment, which is its own, so that the hub keeps them for certain; others it keeps if they are there.
 */
export const softHold = z.strictObject({ sku, locationId, quantity: pieces.min(1), leased: z.boolean() });
export type SoftHold = z.infer<typeof softHold>;

/** What became of one SKU of an order: how many are kept for it and where, how many are nowhere, and whether they come from another place than the station said. */
export const settledLine = z.strictObject({
  sku,
  held: pieces,
  short: pieces,
  /** Where the kept pieces are, most of them first. */
  from: z.array(z.strictObject({ locationId, quantity: pieces.min(1) })).max(20),
  moved: z.boolean(),
  /** The customer said that they wait for what is missing. */
  waits: z.boolean(),
});
export type SettledLine = z.infer<typeof settledLine>;

/**
 * What the hub did about the stock of an order. `answerBy`: the customer is asked what to do about what is missing, and that is when silence counts
 * as giving it up; null: nothing is asked. `changed`: on the customer's word its lines or its total are not what they were when it was placed.
 */
export const orderStock = z.strictObject({
  settledAt: unixMs,
  lines: z.array(settledLine).max(50),
  answerBy: unixMs.nullable(),
  changed: z.boolean(),
});
export type OrderStock = z.infer<typeof orderStock>;

/** A row of the bucket `allotments`: pieces at a place that are this station's alone until then, also while the hub is away. The key is `<location>/<sku>`. */
export const allotment = z.strictObject({ sku, locationId, quantity: pieces.min(1), until: unixMs });
export type Allotment = z.infer<typeof allotment>;

/** Pieces of a place that are not promised to anybody: they may be lost, on a mannequin, or in somebody's hands. Without a SKU: of each SKU there. */
export const safetyStock = z.strictObject({ locationId, sku: sku.optional(), pieces });
export type SafetyStock = z.infer<typeof safetyStock>;

/**
 * How a company keeps its stock true. `unpaidHours`: so long is kept what nobody has paid. `answerHours`: so long the customer may say what to do about
 * what is missing. `waitDays`: so long something is waited for. `lease`: what a station may sell for certain while the hub is away: `most` pieces
 * of a SKU for each station (0: nothing is leased), for `days`, of SKUs that its shop sold in the last `soldDays`, out of places where `leave` pieces
 * stay for everybody.
 */
export const stockRules = z.strictObject({
  unpaidHours: z.number().int().min(1).max(720).default(24),
  answerHours: z.number().int().min(1).max(720).default(72),
  waitDays: z.number().int().min(1).max(90).default(30),
  safety: z.array(safetyStock).max(10_000).default([]),
  lease: z
    .strictObject({
      most: z.number().int().min(0).max(20).default(0),
      days: z.number().int().min(1).max(30).default(7),
      soldDays: z.number().int().min(1).max(365).default(60),
      leave: z.number().int().min(0).max(1000).default(2),
    })
    .default({ most: 0, days: 7, soldDays: 60, leave: 2 }),
});
export type StockRules = z.infer<typeof stockRules>;

/** The rules of a company that has set none. */
export const usualStockRules: StockRules = stockRules.parse({});

/** Another size or colour of the same product that could be kept at once, at a price that is not higher. */
export const stockAlternative = z.strictObject({
  sku,
  size: text(40).nullable(),
  colour: text(60).nullable(),
  colourHex: hexColour.nullable(),
  price: money,
});
export type StockAlternative = z.infer<typeof stockAlternative>;

/** What is missing of an order, as its customer sees and decides it. `giveBack` is what comes back to them, or is not to be paid, if they give it up. */
export const phoneShortage = z.strictObject({
  sku,
  short: pieces.min(1),
  waits: z.boolean(),
  until: unixMs,
  giveBack: money,
  alternatives: z.array(stockAlternative).max(12),
});
export type PhoneShortage = z.infer<typeof phoneShortage>;

/** What a customer decides about a SKU that is missing. `short` is the number that they saw: another one is a question of its own. */
export const stockChoice = z.discriminatedUnion('choice', [
  z.strictObject({ choice: z.literal('wait'), sku, short: pieces.min(1) }),
  z.strictObject({ choice: z.literal('give-up'), sku, short: pieces.min(1) }),
  z.strictObject({ choice: z.literal('swap'), sku, short: pieces.min(1), to: sku }),
]);
export type StockChoice = z.infer<typeof stockChoice>;

/** Why money goes back to a customer without goods having come back. `paid-too-much`, `not-needed`: a till took more than the order cost, or took it for nothing; `refund-failed`: a bank did not take back what had gone to it. */
export const moneyBackReason = z.enum(['sold-out', 'withdrawn', 'claim', 'paid-too-much', 'not-needed', 'refund-failed']);
export type MoneyBackReason = z.infer<typeof moneyBackReason>;

/** Money that a customer is to get back, or got, on the page of their order. */
export const phoneMoneyBack = z.strictObject({
  amount: money,
  why: moneyBackReason,
  owedAt: unixMs,
  state: z.enum(['owed', 'paid', 'declined']),
  settledAt: unixMs.nullable(),
});
export type PhoneMoneyBack = z.infer<typeof phoneMoneyBack>;

/** What the page of an order shows of its stock. `expired`: it was not paid in time and is cancelled for that. */
export const phoneStock = z.strictObject({
  missing: z.array(phoneShortage).max(50),
  moneyBack: z.array(phoneMoneyBack).max(50),
  expired: z.boolean(),
});
export type PhoneStock = z.infer<typeof phoneStock>;
