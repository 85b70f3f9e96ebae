import { assertNever } from '../../kernel/assert-never.ts';
import type { Queryable } from '../db/database.ts';
import type { StoredOrder } from '../db/orders.ts';
import { findHolds, findShorts } from '../db/stock.ts';
import { findMoneyBack, type MoneyBack } from '../domain/money-back.ts';
import { type MessageKind, type StockMessageKind, stockMessageKinds } from '../domain/messages.ts';
import { type ChargedOrder, giveUp } from '../../core/stock/give-up.ts';
import { readGeography } from '../domain/stock/geography.ts';
import type { StockNewsItem } from './stock-mails.ts';

/** Is it news of an order's stock? */
export function isStockKind(kind: MessageKind): kind is StockMessageKind {
  return stockMessageKinds.some((one) => one === kind);
}

/** What such a message tells, from what is so now; null when it is not so any more. */
export async function findStockNews(
  db: Queryable,
  order: StoredOrder,
  message: { readonly kind: StockMessageKind; readonly about: string },
): Promise<StockNewsItem | null> {
  switch (message.kind) {
    case 'short':
      return await findShort(db, order);
    case 'restocked': {
      const isOver = order.status === 'cancelled' || (await findShorts(db, order.tenantId, order.orderId)).length > 0;
      return isOver ? null : { kind: 'restocked' };
    }
    case 'moved':
      return order.status === 'placed' || order.status === 'paid' ? { kind: 'moved', places: await placesOf(db, order) } : null;
    case 'changed': {
      const owed = (await findMoneyBack(db, order.tenantId, order.orderId)).filter((money) => money.why === 'sold-out' && money.settled === null);
      const minor = owed.reduce((sum, money) => sum + money.amount.minor, 0);
      const giveBack = minor === 0 ? null : { minor, currency: order.total.currency };
      return { kind: 'changed', because: becauseOf(message.about), giveBack };
    }
    case 'expired':
      return order.status === 'cancelled' ? { kind: 'expired' } : null;
    case 'money-owed': {
      const money = await moneyOf(db, order, message.about);
      return money?.settled === null ? { kind: 'money-owed', amount: money.amount, failed: money.why === 'refund-failed' } : null;
    }
    case 'money-back': {
      const money = await moneyOf(db, order, message.about);
      return money?.settled == null ? null : { kind: 'money-back', amount: money.amount, paid: money.settled.outcome === 'paid' };
    }
    default:
      return assertNever(message.kind);
  }
}

async function moneyOf(db: Queryable, order: StoredOrder, about: string): Promise<MoneyBack | undefined> {
  const moneyId = about.split('.')[1] ?? '';
  return (await findMoneyBack(db, order.tenantId, order.orderId)).find((one) => one.moneyId === moneyId);
}

/** Whose doing a change is: what it is about says so where it was the shop's. */
function becauseOf(about: string): 'customer' | 'rejected' | 'rerouted' {
  const [, what = ''] = about.split('.');
  if (what.startsWith('rejected-')) return 'rejected';
  return what.startsWith('rerouted-') ? 'rerouted' : 'customer';
}

/** Only what is asked now is told; where nothing is, somebody has answered already. */
async function findShort(db: Queryable, order: StoredOrder): Promise<StockNewsItem | null> {
  const asked = (await findShorts(db, order.tenantId, order.orderId)).filter((short) => !short.waits);
  if (asked.length === 0 || order.status === 'cancelled' || order.status === 'collected') return null;
  const missing = asked.map(({ sku, quantity }) => {
    const line = order.lines.find((one) => one.sku === sku);
    const detail = [line?.colour, line?.size].filter((part) => typeof part === 'string' && part !== '').join(' · ');
    return { title: line?.title ?? sku, detail, quantity };
  });
  const left = asked.reduce<ChargedOrder | null>((rest, { sku, quantity }) => (rest === null ? null : giveUp(rest, sku, quantity).order), order);
  const giveBack = { minor: order.total.minor - (left?.total.minor ?? 0), currency: order.total.currency };
  return { kind: 'short', missing, until: Math.min(...asked.map((short) => short.until)), giveBack, paid: order.status !== 'placed' };
}

async function placesOf(db: Queryable, order: StoredOrder): Promise<string[]> {
  const { here, names } = await readGeography(db, order.tenantId, order.storeId);
  const holds = await findHolds(db, order.tenantId, order.orderId);
  const elsewhere = holds.filter(({ locationId }) => locationId !== here).map(({ locationId }) => names.get(locationId) ?? '');
  return [...new Set(elsewhere)].filter((name) => name !== '');
}
