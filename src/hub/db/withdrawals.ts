import { z } from 'zod';
import { pieces, type Pieces, type WithdrawalState, withdrawalState } from '../../contract/hub/after.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import type { Settlement } from './returns.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** Somebody withdrew from an order. `at` is when they declared it, `receivedAt` when the hub heard. */
export interface StoredWithdrawal {
  readonly tenantId: string;
  readonly withdrawalId: string;
  readonly orderId: string;
  /** The order's first is 1. */
  readonly number: number;
  /** The kiosk at which it was declared; null: on the customer's phone. */
  readonly stationId: string | null;
  readonly at: number;
  readonly receivedAt: number;
  readonly lines: readonly Pieces[];
  /** Was it within the time that the law, or the shop, gives? */
  readonly inTime: boolean;
  readonly state: Exclude<WithdrawalState, 'paid' | 'declined'>;
  /** What goes back; null: not known before the goods are. */
  readonly amount: { readonly minor: number; readonly currency: string } | null;
  readonly currency: string;
  readonly goodsUntil: number | null;
  readonly refundBy: number | null;
  readonly settled: Settlement | null;
}

/** The withdrawals from an order, first to last. */
export async function findWithdrawals(db: Queryable, tenantId: string, orderId: string): Promise<readonly StoredWithdrawal[]> {
  return (await db.query('SELECT * FROM withdrawals WHERE tenant_id = $1 AND order_id = $2 ORDER BY number', [tenantId, orderId])).map(readWithdrawal);
}

/** One withdrawal, or null. */
export async function findWithdrawal(db: Queryable, tenantId: string, withdrawalId: string): Promise<StoredWithdrawal | null> {
  const [row] = await db.query('SELECT * FROM withdrawals WHERE tenant_id = $1 AND withdrawal_id = $2', [tenantId, withdrawalId]);
  return row === undefined ? null : readWithdrawal(row);
}

/** The withdrawals of a tenant: those that wait for people first, those due soonest before the others; a thousand at most. */
export async function findAllWithdrawals(db: Queryable, tenantId: string): Promise<readonly (StoredWithdrawal & { readonly orderNumber: string })[]> {
  const rows = await db.query(
    `SELECT w.*, o.number AS order_number FROM withdrawals w JOIN orders o ON o.tenant_id = w.tenant_id AND o.order_id = w.order_id
     WHERE w.tenant_id = $1 ORDER BY w.settled IS NOT NULL OR w.state IN ('cancelled', 'brought-back'), w.refund_by NULLS LAST, w.at DESC, w.withdrawal_id LIMIT 1000`,
    [tenantId],
  );
  return rows.map((row) => ({ ...readWithdrawal(row), orderNumber: str(row, 'order_number') }));
}

/** Writes a new withdrawal. */
export async function insertWithdrawal(tx: Transaction, one: StoredWithdrawal): Promise<void> {
  await tx.query(
    `INSERT INTO withdrawals (tenant_id, withdrawal_id, order_id, number, station_id, at, received_at, lines, in_time, state, amount_minor, currency,
       goods_until, refund_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14)`,
    [
      one.tenantId,
      one.withdrawalId,
      one.orderId,
      one.number,
      one.stationId,
      one.at,
      one.receivedAt,
      JSON.stringify(one.lines),
      one.inTime,
      one.state,
      one.amount?.minor ?? null,
      one.currency,
      one.goodsUntil,
      one.refundBy,
    ],
  );
}

function readWithdrawal(row: Row): StoredWithdrawal {
  const currency = str(row, 'currency');
  const amount = numOrNull(row, 'amount_minor');
  const outcome = parsed(row, 'settled', z.enum(['paid', 'declined']).nullable());
  const paid = numOrNull(row, 'settled_minor');
  return {
    tenantId: str(row, 'tenant_id'),
    withdrawalId: str(row, 'withdrawal_id'),
    orderId: str(row, 'order_id'),
    number: num(row, 'number'),
    stationId: strOrNull(row, 'station_id'),
    at: num(row, 'at'),
    receivedAt: num(row, 'received_at'),
    lines: parsed(row, 'lines', z.array(pieces)),
    inTime: parsed(row, 'in_time', z.boolean()),
    state: parsed(row, 'state', withdrawalState.exclude(['paid', 'declined'])),
    amount: amount === null ? null : { minor: amount, currency },
    currency,
    goodsUntil: numOrNull(row, 'goods_until'),
    refundBy: numOrNull(row, 'refund_by'),
    settled:
      outcome === null
        ? null
        : {
            outcome,
            amount: paid === null ? null : { minor: paid, currency },
            tender: parsed(row, 'settled_tender', z.enum(['cash', 'card']).nullable()),
            by: str(row, 'settled_by'),
            at: num(row, 'settled_at'),
          },
  };
}
