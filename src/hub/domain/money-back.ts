import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OperatorMoneyBack, SettleRefund } from '../../contract/hub/operator.ts';
import { type MoneyBackReason, moneyBackReason, type PhoneMoneyBack } from '../../contract/stock.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { readWhereGoodsAre } from '../after/where-goods-are.ts';
import type { Database, Queryable, Row, Transaction } from '../db/database.ts';
import type { Operator } from '../db/operators.ts';
import { lockOrder, type StoredOrder } from '../db/orders.ts';
import { num, numOrNull, parsed, str, strOrNull } from '../db/rows.ts';
import { grantBack, TOO_MUCH } from './back-cap.ts';
import { audit, endAlarm, type Happening } from './context.ts';
import { requestGiveBack, settlerFacts, whyNotAtTheTill } from './give-back.ts';
import { queueMessage } from './messages.ts';
import type { Refusal } from './refusal.ts';

/** Money that goes back to a customer without goods having come back. */
export interface MoneyBack {
  readonly moneyId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly why: MoneyBackReason;
  readonly owedAt: UnixMs;
  /** Goods that it is owed for were handed over before anybody had heard that they were not there: people look. */
  readonly goodsOut: boolean;
  /** What a person did about it; null while nobody has. */
  readonly settled: { readonly outcome: 'paid' | 'declined'; readonly tender: string | null; readonly by: string; readonly at: UnixMs } | null;
}

/** The kind of the alarm that money is owed for too long. */
export const MONEY_BACK_LATE = 'money-back-late';

/** The kind of the alarm for money that a till took and that pays nothing. It ends when the money has gone back, or when people said that it does not. */
export const PAYMENT_REJECTED = 'payment-rejected';

/** So long money may be owed before people are told: the customer was promised fourteen days. Milliseconds. */
const LATE_MS = 10 * 86_400_000;

/** A sum that is owed. `rejected`: what staff took off its order, for which it waits until every station has heard. */
export interface OwedSum {
  readonly orderId: string;
  readonly amount: Money;
  readonly why: MoneyBackReason;
  readonly about: string;
  readonly rejected?: object;
}

/** Owes a customer money, once for each `about` within its reason; nothing is not owed. A person pays it and tells so. Answers the id of the sum, or null. */
export async function oweMoney(c: Happening, { orderId, amount, why, about, rejected }: OwedSum): Promise<string | null> {
  if (amount.minor <= 0) return null;
  const moneyId = createHash('sha256').update(`money ${c.station.tenantId} ${orderId} ${why} ${about}`).digest('hex').slice(0, 32);
  await c.tx.query(
    `INSERT INTO money_back (tenant_id, money_id, order_id, amount_minor, currency, why, about, owed_at, pieces, told_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, CASE WHEN $9::jsonb IS NULL THEN 0 END) ON CONFLICT DO NOTHING`,
    [c.station.tenantId, moneyId, orderId, amount.minor, amount.currency, why, about, c.at, rejected === undefined ? null : JSON.stringify(rejected)],
  );
  await audit(c, 'money.owed', { orderId, moneyId, minor: amount.minor, currency: amount.currency, why });
  return moneyId;
}

/** Writes to the customer that a till took money which it should not have, and that they get it back. */
export async function tellOwed(c: Happening, orderId: string, moneyId: string | null): Promise<void> {
  if (moneyId !== null) await queueMessage(c, { orderId, kind: 'money-owed', about: `${orderId}.${moneyId}`, happenedAt: c.at });
}

/** The till tells that money was paid back, or that it will not. Told again it changes nothing; told otherwise it is refused. */
export async function settleMoney(c: Happening, operator: Operator, moneyId: string, told: SettleRefund): Promise<Result<undefined, Refusal>> {
  const { tenantId } = operator;
  const found = await findMoney(c.tx, tenantId, moneyId);
  // The order first, as everywhere.
  const order = found === null ? null : await lockOrder(c.tx, tenantId, found.orderId);
  const money = await findMoney(c.tx, tenantId, moneyId);
  if (money === null || order === null) return err({ kind: 'unknown', message: 'there is no such sum' });
  const by = `${operator.operatorId}/${told.by}`;
  const tender = told.outcome === 'paid' ? told.tender : null;
  if (money.settled !== null) {
    const isSame = money.settled.outcome === told.outcome && money.settled.by === by && money.settled.tender === tender;
    return isSame ? ok(undefined) : err({ kind: 'not-now', message: 'it was settled otherwise' });
  }
  if (told.outcome !== 'declined' && (told.amount.minor !== money.amount.minor || told.amount.currency !== money.amount.currency)) {
    return err({ kind: 'not-now', message: 'the sum is another one' });
  }
  const problem = told.outcome === 'declined' ? null : await whyNotPaidBack(c.tx, order, money, told.outcome);
  if (problem !== null) return err({ kind: 'not-now', message: problem });
  const cause = { kind: 'money', about: moneyId } as const;
  if (told.outcome === 'give-back') return await requestGiveBack(c, order, { cause, amount: told.amount }, by);
  const already = await whyNotAtTheTill(c.tx, tenantId, cause);
  if (already !== null) return err({ kind: 'not-now', message: already });
  // A sum of its own: the till took it beside what the order cost, or another payment of it came back to the shop.
  const isBeside = money.why === 'not-needed' || money.why === 'refund-failed';
  if (told.outcome === 'paid' && !isBeside && !(await grantBack(c.tx, order, { cause, amount: told.amount })))
    return err({ kind: 'not-now', message: TOO_MUCH });
  await writeSettledMoney(c, money, { outcome: told.outcome, tender, by });
  return ok(undefined);
}

/** What a till took goes back at a till; and where the goods went with it, they come back first, or both would be gone. */
async function whyNotPaidBack(db: Queryable, order: StoredOrder, { why }: MoneyBack, outcome: 'paid' | 'give-back'): Promise<string | null> {
  if (why === 'refund-failed') return outcome === 'give-back' ? 'the way it was paid did not take it back: pay it otherwise' : null;
  if (why !== 'not-needed' && why !== 'paid-too-much') return null;
  if (outcome === 'give-back') return 'it was taken at a till: it goes back there';
  if (why === 'paid-too-much' || (order.status !== 'cancelled' && order.status !== 'placed')) return null;
  const { inSilo, out } = await readWhereGoodsAre(db, order);
  if (inSilo) return 'a parcel of the order still lies in a silo: take it out first';
  return out ? 'its customer has goods of the order: they come back first, or the money stays' : null;
}

/** What became of such a sum, in the books and towards the customer. `tender`: `card` too where it went back through a provider. */
export async function writeSettledMoney(
  c: Happening,
  { moneyId, orderId }: MoneyBack,
  { outcome, tender, by }: { readonly outcome: 'paid' | 'declined'; readonly tender: string | null; readonly by: string },
): Promise<void> {
  await c.tx.query('UPDATE money_back SET settled = $3, settled_tender = $4, settled_by = $5, settled_at = $6 WHERE tenant_id = $1 AND money_id = $2', [
    c.station.tenantId,
    moneyId,
    outcome,
    tender,
    by,
    c.at,
  ]);
  await endAlarm(c, MONEY_BACK_LATE, moneyId);
  const [row] = await c.tx.query("SELECT about FROM money_back WHERE tenant_id = $1 AND money_id = $2 AND why = 'not-needed'", [c.station.tenantId, moneyId]);
  if (row !== undefined) await endAlarm(c, PAYMENT_REJECTED, str(row, 'about'));
  await audit(c, 'money.settled', { moneyId, orderId, outcome, tender, ...settlerFacts(by) });
  await queueMessage(c, { orderId, kind: 'money-back', about: `${orderId}.${moneyId}`, happenedAt: c.at });
}

/** One such sum, or null. */
export async function findMoney(db: Queryable, tenantId: string, moneyId: string): Promise<MoneyBack | null> {
  const [row] = await db.query('SELECT * FROM money_back WHERE tenant_id = $1 AND money_id = $2', [tenantId, moneyId]);
  return row === undefined ? null : readMoney(row);
}

/** What is owed, or was, because the money of a payment came back to the shop; null: nothing. The last, where it happened more than once. */
export async function findFailedRefund(
  db: Queryable,
  { tenantId, orderId, attemptId }: { readonly tenantId: string; readonly orderId: string; readonly attemptId: string },
): Promise<MoneyBack | null> {
  const [row] = await db.query(
    "SELECT * FROM money_back WHERE tenant_id = $1 AND order_id = $2 AND why = 'refund-failed' AND starts_with(about, $3) ORDER BY owed_at DESC LIMIT 1",
    [tenantId, orderId, `${attemptId}.`],
  );
  return row === undefined ? null : readMoney(row);
}

/** What an order's customer gets back without goods, first owed first. */
export async function findMoneyBack(db: Queryable, tenantId: string, orderId: string): Promise<readonly MoneyBack[]> {
  return (await db.query('SELECT * FROM money_back WHERE tenant_id = $1 AND order_id = $2 ORDER BY owed_at, money_id', [tenantId, orderId])).map(readMoney);
}

/** The same as the customer's page says it. */
export async function readPhoneMoney(db: Queryable, tenantId: string, orderId: string): Promise<PhoneMoneyBack[]> {
  return (await findMoneyBack(db, tenantId, orderId)).slice(-50).map(({ amount, why, owedAt, settled }) => ({
    amount,
    why,
    owedAt,
    state: settled?.outcome ?? 'owed',
    settledAt: settled?.at ?? null,
  }));
}

/** Everything that is owed in a tenant, what waits longest first, then what was settled last. */
export async function listMoneyBack(db: Queryable, tenantId: string): Promise<OperatorMoneyBack[]> {
  const rows = await db.query(
    `SELECT m.*, o.number FROM money_back m JOIN orders o ON o.tenant_id = m.tenant_id AND o.order_id = m.order_id WHERE m.tenant_id = $1
     ORDER BY m.settled IS NOT NULL, CASE WHEN m.settled IS NULL THEN m.owed_at ELSE -m.settled_at END, m.money_id LIMIT 1000`,
    [tenantId],
  );
  return rows.map((row) => {
    const { goodsOut: _, ...money } = readMoney(row);
    return { ...money, number: str(row, 'number') };
  });
}

/** Raises an alarm for money that is owed for too long, once each. */
export async function tellLateMoney(db: Database, now: UnixMs): Promise<void> {
  await db.transaction((tx) => tellLate(tx, now - LATE_MS));
}

async function tellLate(tx: Transaction, before: UnixMs): Promise<void> {
  await tx.query(
    `WITH late AS (
       UPDATE money_back SET late_told = true WHERE settled IS NULL AND NOT late_told AND owed_at < $1 RETURNING tenant_id, money_id, order_id, owed_at
     ) INSERT INTO alarms (tenant_id, alarm_key, kind, at, facts)
       SELECT tenant_id, $2 || ':' || money_id, $2, owed_at, jsonb_build_object('moneyId', money_id, 'orderId', order_id) FROM late ON CONFLICT DO NOTHING`,
    [before, MONEY_BACK_LATE],
  );
}

function readMoney(row: Row): MoneyBack {
  const outcome = parsed(row, 'settled', z.enum(['paid', 'declined']).nullable());
  const at = numOrNull(row, 'settled_at');
  return {
    moneyId: str(row, 'money_id'),
    orderId: str(row, 'order_id'),
    amount: { minor: num(row, 'amount_minor'), currency: str(row, 'currency') },
    why: parsed(row, 'why', moneyBackReason),
    owedAt: num(row, 'owed_at'),
    goodsOut: row['goods_out_at'] !== null,
    settled: outcome === null || at === null ? null : { outcome, tender: strOrNull(row, 'settled_tender'), by: str(row, 'settled_by'), at },
  };
}
