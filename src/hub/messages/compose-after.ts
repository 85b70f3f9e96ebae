import type { Queryable } from '../db/database.ts';
import { findClaims } from '../db/claims.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findWithdrawals } from '../db/withdrawals.ts';
import { readClockOf } from '../after/legal-facts.ts';
import type { MessageKind } from '../domain/messages.ts';
import type { AfterNews } from './after-mails.ts';
import { afterTexts } from './after-texts.ts';

/** Kinds of messages of the time after the sale. */
export type AfterKind = AfterNews['kind'];

/** Is this a message of the time after the sale? */
export function isAfterKind(kind: MessageKind): kind is AfterKind {
  return kind === 'withdrawn' || kind === 'withdrawal-settled' || kind === 'claimed' || kind === 'claim-answered';
}

/** The news behind a message: `about` is the order's id and the number of the withdrawal or the claim; null when it is gone. */
export async function findAfterNews(
  db: Queryable,
  order: StoredOrder,
  message: { readonly kind: AfterKind; readonly about: string },
): Promise<AfterNews | null> {
  const number = Number(message.about.split('.')[1]);
  const { kind } = message;
  if (kind === 'claimed' || kind === 'claim-answered') {
    const claim = (await findClaims(db, order.tenantId, order.orderId)).find((one) => one.number === number);
    return claim === undefined ? null : { kind, claim };
  }
  const withdrawal = (await findWithdrawals(db, order.tenantId, order.orderId)).find((one) => one.number === number);
  return withdrawal === undefined ? null : { kind, withdrawal };
}

/** What the confirmation of an order says of withdrawing and of the guarantee; null where everything is taken along at once. */
export async function readRights(db: Queryable, order: StoredOrder): Promise<string | null> {
  if (order.lines.every(({ way }) => (way ?? order.fulfilment.kind) === 'carry-out')) return null;
  const { withdrawal, guarantee } = await readClockOf(db, order);
  return afterTexts[order.locale].rights({ law: withdrawal.law, days: withdrawal.days, months: guarantee.months });
}
