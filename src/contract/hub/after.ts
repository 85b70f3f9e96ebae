import { z } from 'zod';
import { money, sku, text, unixMs } from '../schema.ts';

const count = z.number().int().min(0).max(1000);

/** How many pieces of one article. */
export const pieces = z.strictObject({ sku, quantity: z.number().int().min(1).max(20) });
export type Pieces = z.infer<typeof pieces>;

/** What is wrong with an article that the shop answers for. */
export const claimFault = z.enum(['broken', 'seam', 'closure', 'colour', 'not-as-described', 'incomplete', 'other']);
export type ClaimFault = z.infer<typeof claimFault>;

/** What the customer would like for it; the shop answers. */
export const claimWish = z.enum(['repair', 'replacement', 'money-back']);
export type ClaimWish = z.infer<typeof claimWish>;

/** Longest description of a fault, in UTF-16 units. */
export const MAX_CLAIM_WORDS = 500;

/** The number of a claim, the order's with its own behind it: `K1-00042-7-G1`. */
export const claimNumber = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{2}-[0-9]{5,8}-[0-9A-HJKMNP-TV-Z]-G[1-9][0-9]?$/);

/** A claim as its customer puts it. */
export const claimWords = z.strictObject({
  sku,
  quantity: z.number().int().min(1).max(20),
  fault: claimFault,
  wish: claimWish,
  /** In the customer's own words; may be empty. */
  words: text(MAX_CLAIM_WORDS),
});
export type ClaimWords = z.infer<typeof claimWords>;

/** Where a claim stands. `accepted`: the shop does what it answered; `done`: it has. */
export const claimState = z.enum(['received', 'accepted', 'declined', 'done']);
export type ClaimState = z.infer<typeof claimState>;

/**
 * What became of a withdrawal. `cancelled`: nothing had been paid, nothing is owed. `refund-due`: nothing was handed over, the money goes back.
 * `goods-awaited`: what the customer has, or what is on its way, comes back first. `review`: a person of the shop looks at it. `paid`: the money is
 * back. `brought-back`: the goods are there, and the money goes back with their return. `declined`: it will not come, and the shop has said why.
 */
export const withdrawalState = z.enum(['cancelled', 'refund-due', 'goods-awaited', 'brought-back', 'review', 'paid', 'declined']);
export type WithdrawalState = z.infer<typeof withdrawalState>;

/** Whose rules an order's clock follows, and whether the law asks for the right or the shop grants it. */
export const withdrawalLaw = z.enum(['eu', 'cl', 'ar', 'shop']);

/** The right to withdraw, as it stands now. `lines`: what of the order it is for, and how much of it is left; empty: nothing is. */
export const withdrawalRight = z.strictObject({
  open: z.boolean(),
  law: withdrawalLaw,
  basis: z.enum(['law', 'granted']),
  /** The last moment; null: there is no end yet, because something is still to come or nobody was told of the right. */
  until: unixMs.nullable(),
  why: z.enum(['not-received', 'counting', 'not-informed']),
  days: z.number().int().min(1).max(400),
  freeReturn: z.boolean(),
  /** Nothing was handed over yet: then it is all of it or nothing. */
  whole: z.boolean(),
  lines: z.array(z.strictObject({ sku, left: count })).max(50),
  /** How many withdrawals there were so far. */
  made: count,
});
export type WithdrawalRight = z.infer<typeof withdrawalRight>;

/** One withdrawal from a contract, as its customer sees it. `at` is when it was declared: that is what counts. */
export const withdrawal = z.strictObject({
  number: z.number().int().min(1).max(100),
  at: unixMs,
  lines: z.array(pieces).max(50),
  state: withdrawalState,
  /** What goes back; null: not known before the goods are. */
  amount: money.nullable(),
  /** Until when the goods are to be sent back or brought; null: there are none. */
  goodsUntil: unixMs.nullable(),
  /** Until when the money is to be back; null: none is owed. */
  refundBy: unixMs.nullable(),
  tender: z.enum(['cash', 'card']).nullable(),
  settledAt: unixMs.nullable(),
});
export type Withdrawal = z.infer<typeof withdrawal>;

/** The shop's answer for what is broken. `lines`: what may still be claimed. */
export const guarantee = z.strictObject({
  open: z.boolean(),
  months: z.number().int().min(1).max(120),
  until: unixMs.nullable(),
  lines: z.array(z.strictObject({ sku, left: count })).max(50),
  made: count,
});
export type Guarantee = z.infer<typeof guarantee>;

/** One claim, as its customer sees it. The answer is the shop's. */
export const claim = z.strictObject({
  number: claimNumber,
  ...claimWords.omit({ words: true }).shape,
  madeAt: unixMs,
  state: claimState,
  answer: text(MAX_CLAIM_WORDS).nullable(),
  answeredAt: unixMs.nullable(),
});
export type Claim = z.infer<typeof claim>;

/** What the law, and the shop, still give for an order: withdrawing from it, and complaining of what is broken. */
export const afterSale = z.strictObject({
  withdrawal: withdrawalRight,
  withdrawals: z.array(withdrawal).max(100),
  guarantee,
  claims: z.array(claim).max(100),
});
export type AfterSale = z.infer<typeof afterSale>;

/** `POST /v1/phone/{token}/withdraw`: the second of two steps. No lines: all of it. */
export const phoneWithdraw = z.strictObject({ made: count, lines: z.array(pieces).max(50) });
/** `POST /v1/phone/{token}/claims`. */
export const phoneClaim = z.strictObject({ made: count, claim: claimWords });
