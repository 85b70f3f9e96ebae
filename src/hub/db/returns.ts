import { z } from 'zod';
import { type ReturnLine, returnLine } from '../../contract/hub/silo.ts';
import type { StoredOrder } from './orders.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** A code to bring goods back with. */
export interface StoredPermit {
  readonly returnId: string;
  readonly orderId: string;
  readonly number: number;
  readonly lines: readonly ReturnLine[];
  /** Erased when the goods were brought, or will not be. */
  readonly code: string | null;
  readonly madeAt: number;
  /** Unix seconds. */
  readonly expires: number;
  readonly state: 'open' | 'deposited' | 'cancelled' | 'expired';
}

/** Goods that were put into a silo. Only `requested` is paid back, and only `paidLines` of it. */
export interface StoredRefund {
  readonly parcelId: string;
  readonly returnId: string | null;
  readonly orderId: string | null;
  readonly stationId: string;
  readonly receipt: string;
  readonly lines: readonly ReturnLine[];
  readonly paidLines: readonly ReturnLine[];
  readonly amount: { readonly minor: number; readonly currency: string } | null;
  readonly state: 'requested' | 'review' | 'duplicate';
  readonly depositedAt: number;
  readonly takenOutAt: number | null;
  /** What became of it; null while nobody has paid or declined. */
  readonly settled: Settlement | null;
}

/** What a person did about a refund. `by`: the operator who told, and who did it as the till knows them. */
export interface Settlement {
  readonly outcome: 'paid' | 'declined';
  readonly amount: { readonly minor: number; readonly currency: string } | null;
  readonly tender: 'cash' | 'card' | null;
  readonly by: string;
  readonly at: number;
}

/** Days that a parcel of a shipped order may be under way, which are added to the time for its return. */
export const SHIPPING_DAYS = 14;
const DAY_MS = 86_400_000;

/** The permits of an order, in the order in which they were made. */
export async function findPermits(db: Queryable, tenantId: string, orderId: string): Promise<readonly StoredPermit[]> {
  return (await db.query('SELECT * FROM return_permits WHERE tenant_id = $1 AND order_id = $2 ORDER BY number', [tenantId, orderId])).map(readPermit);
}

/** A permit by the id in its code, or null. */
export async function findPermit(db: Queryable, tenantId: string, returnId: string): Promise<StoredPermit | null> {
  const [row] = await db.query('SELECT * FROM return_permits WHERE tenant_id = $1 AND return_id = $2', [tenantId, returnId]);
  return row === undefined ? null : readPermit(row);
}

/** The deposits for an order, oldest first. */
export async function findRefunds(db: Queryable, tenantId: string, orderId: string): Promise<readonly StoredRefund[]> {
  return (await db.query('SELECT * FROM refunds WHERE tenant_id = $1 AND order_id = $2 ORDER BY deposited_at, parcel_id', [tenantId, orderId])).map(readRefund);
}

/** The deposits of a tenant, those that wait for people first, then newest first; a thousand at most. */
export async function findAllRefunds(db: Queryable, tenantId: string): Promise<readonly StoredRefund[]> {
  return (await db.query('SELECT * FROM refunds WHERE tenant_id = $1 ORDER BY settled IS NOT NULL, deposited_at DESC, parcel_id LIMIT 1000', [tenantId])).map(
    readRefund,
  );
}

/** One deposit, locked until the transaction ends, or null. */
export async function lockRefund(tx: Transaction, tenantId: string, parcelId: string): Promise<StoredRefund | null> {
  const [row] = await tx.query('SELECT * FROM refunds WHERE tenant_id = $1 AND parcel_id = $2 FOR UPDATE', [tenantId, parcelId]);
  return row === undefined ? null : readRefund(row);
}

/** The pieces that a refund pays for, or did: of what people decided to pay, everything that was brought. */
export function paidLinesOf({ state, settled, lines, paidLines }: StoredRefund): readonly ReturnLine[] {
  if (state === 'requested') return paidLines;
  return settled?.outcome === 'paid' ? lines : [];
}

/** One deposit, or null. */
export async function findRefund(db: Queryable, tenantId: string, parcelId: string): Promise<(StoredRefund & { readonly locale: string }) | null> {
  const [row] = await db.query('SELECT * FROM refunds WHERE tenant_id = $1 AND parcel_id = $2', [tenantId, parcelId]);
  return row === undefined ? null : { ...readRefund(row), locale: str(row, 'locale') };
}

/**
 * Until when goods of an order may come back; null while nothing of it was handed over. A shipped order counts from its payment, with the
 * time for its way, because nobody tells when it arrived. Whoever withdrew from it may bring back what they have for as long as the law gives.
 */
export async function returnsUntil(db: Queryable, order: StoredOrder, returnDays: number): Promise<number | null> {
  const usual = await usualReturnsUntil(db, order, returnDays);
  const [row] = await db.query(
    "SELECT max(goods_until) AS until FROM withdrawals WHERE tenant_id = $1 AND order_id = $2 AND state = 'goods-awaited' AND settled IS NULL",
    [order.tenantId, order.orderId],
  );
  const withdrawn = numOrNull(row, 'until');
  return withdrawn === null ? usual : Math.max(withdrawn, usual ?? 0);
}

async function usualReturnsUntil(db: Queryable, order: StoredOrder, returnDays: number): Promise<number | null> {
  if (order.status === 'cancelled' || order.status === 'placed') return null;
  const [row] = await db.query(
    `SELECT (SELECT max(collected_at) FROM parcels WHERE tenant_id = $1 AND order_id = $2 AND kind = 'order' AND status = 'collected') AS collected_at,
       (SELECT taken_at FROM payments WHERE tenant_id = $1 AND order_id = $2) AS taken_at`,
    [order.tenantId, order.orderId],
  );
  const isSent = order.lines.some(({ way }) => (way ?? order.fulfilment.kind) === 'ship');
  const [collectedAt, takenAt] = [numOrNull(row, 'collected_at'), numOrNull(row, 'taken_at')];
  const arrived = isSent && takenAt !== null ? takenAt + SHIPPING_DAYS * DAY_MS : null;
  const handed = (order.handOvers ?? []).map(({ handedAt }) => handedAt ?? null);
  const known = [collectedAt, arrived, ...handed].filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known) + returnDays * DAY_MS;
}

function readPermit(row: Row): StoredPermit {
  return {
    returnId: str(row, 'return_id'),
    orderId: str(row, 'order_id'),
    number: num(row, 'number'),
    lines: parsed(row, 'lines', z.array(returnLine)),
    code: strOrNull(row, 'code'),
    madeAt: num(row, 'made_at'),
    expires: num(row, 'expires'),
    state: parsed(row, 'state', z.enum(['open', 'deposited', 'cancelled', 'expired'])),
  };
}

function readRefund(row: Row): StoredRefund {
  const currency = strOrNull(row, 'currency');
  const outcome = parsed(row, 'settled', z.enum(['paid', 'declined']).nullable());
  const minor = numOrNull(row, 'settled_minor');
  return {
    parcelId: str(row, 'parcel_id'),
    returnId: strOrNull(row, 'return_id'),
    orderId: strOrNull(row, 'order_id'),
    stationId: str(row, 'station_id'),
    receipt: str(row, 'receipt'),
    lines: parsed(row, 'lines', z.array(returnLine)),
    paidLines: parsed(row, 'paid_lines', z.array(returnLine)),
    amount: currency === null ? null : { minor: num(row, 'amount_minor'), currency },
    state: parsed(row, 'state', z.enum(['requested', 'review', 'duplicate'])),
    depositedAt: num(row, 'deposited_at'),
    takenOutAt: numOrNull(row, 'taken_out_at'),
    settled:
      outcome === null
        ? null
        : {
            outcome,
            amount: minor === null || currency === null ? null : { minor, currency },
            tender: parsed(row, 'settled_tender', z.enum(['cash', 'card']).nullable()),
            by: str(row, 'settled_by'),
            at: num(row, 'settled_at'),
          },
  };
}
