import { z } from 'zod';
import { orderNumber } from '../orders.ts';
import { money, text, unixMs, uuid } from '../schema.ts';
import { claimNumber, claimState, claimWords, MAX_CLAIM_WORDS, pieces, withdrawalState } from './after.ts';
import { refundTender } from './operator.ts';

/** Who withdrew from what, what is owed for it until when, and what became of it. `inTime`: within what the law, or the shop, gives. */
export const operatorWithdrawal = z.strictObject({
  withdrawalId: uuid,
  orderId: uuid,
  orderNumber,
  /** The kiosk; null: the customer's phone. */
  stationId: text(60).nullable(),
  at: unixMs,
  lines: z.array(pieces).max(50),
  inTime: z.boolean(),
  state: withdrawalState.exclude(['paid', 'declined']),
  amount: money.nullable(),
  goodsUntil: unixMs.nullable(),
  refundBy: unixMs.nullable(),
  settled: z
    .strictObject({ outcome: z.enum(['paid', 'declined']), amount: money.nullable(), tender: refundTender.nullable(), by: text(130), at: unixMs })
    .nullable(),
});

/** A claim under the guarantee, with the customer's words. */
export const operatorClaim = z.strictObject({
  claimId: uuid,
  orderId: uuid,
  number: claimNumber,
  stationId: text(60).nullable(),
  ...claimWords.shape,
  madeAt: unixMs,
  inTime: z.boolean(),
  state: claimState,
  answer: text(MAX_CLAIM_WORDS).nullable(),
  answeredBy: text(130).nullable(),
  answeredAt: unixMs.nullable(),
});

/** The shop's answer to a claim, in words for its customer. `by`: who answered, as the shop knows them; no person's name. */
export const answerClaim = z.strictObject({
  state: claimState.exclude(['received']),
  answer: text(MAX_CLAIM_WORDS).min(1),
  by: text(60).min(1),
});
export type AnswerClaim = z.infer<typeof answerClaim>;
