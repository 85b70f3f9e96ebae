import type { AfterSale, Claim, Withdrawal } from '../../contract/hub/after.ts';
import { isGuaranteeOpen, isWithdrawalOpen } from '../../core/orders/legal-clock.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { claimNumberOf, findClaims, type StoredClaim } from '../db/claims.ts';
import type { Queryable } from '../db/database.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findWithdrawals, type StoredWithdrawal } from '../db/withdrawals.ts';
import { readLeftToClaim } from './claims.ts';
import { readClockOf } from './legal-facts.ts';
import { readLeftToWithdraw } from './what-is-left.ts';

/** What the law, and the shop, give for an order now, and what was made of it. Names no person. */
export async function readAfterSale(db: Queryable, order: StoredOrder, now: UnixMs): Promise<AfterSale> {
  const { withdrawal, guarantee } = await readClockOf(db, order);
  const withdrawals = await findWithdrawals(db, order.tenantId, order.orderId);
  const claims = await findClaims(db, order.tenantId, order.orderId);
  const left = await readLeftToWithdraw(db, order);
  const claimable = guarantee.until === null ? [] : await readLeftToClaim(db, order);
  return {
    withdrawal: {
      ...withdrawal,
      open: left.lines.length > 0 && isWithdrawalOpen(withdrawal, now),
      whole: left.whole,
      lines: left.lines.map((line) => ({ ...line })),
      made: withdrawals.length,
    },
    withdrawals: withdrawals.map(showWithdrawal),
    guarantee: {
      ...guarantee,
      open: claimable.length > 0 && isGuaranteeOpen(guarantee, now),
      lines: claimable.map((line) => ({ ...line })),
      made: claims.length,
    },
    claims: claims.map((claim) => showClaim(order.number, claim)),
  };
}

function showWithdrawal({ number, at, lines, state, amount, goodsUntil, refundBy, settled }: StoredWithdrawal): Withdrawal {
  return {
    number,
    at,
    lines: [...lines],
    state: settled?.outcome ?? state,
    amount: settled === null ? amount : settled.amount,
    goodsUntil,
    refundBy,
    tender: settled?.tender ?? null,
    settledAt: settled?.at ?? null,
  };
}

function showClaim(orderNumber: string, { number, sku, quantity, fault, wish, madeAt, state, answer, answeredAt }: StoredClaim): Claim {
  return { number: claimNumberOf(orderNumber, number), sku, quantity, fault, wish, madeAt, state, answer, answeredAt };
}
