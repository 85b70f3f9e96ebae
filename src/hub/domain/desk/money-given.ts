import type { MoneyGiven } from '../../../contract/events/money-operations.ts';
import { OWED_IN } from '../../after/settle-cause.ts';
import type { Queryable } from '../../db/database.ts';
import { strOrNull } from '../../db/rows.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from '../context.ts';
import { lockCause, settleAtTill } from './settle-owed.ts';

/** The kinds of the alarms about money that left a drawer: the books say that somebody else paid it, or know of no such sum. */
export const MONEY_GIVEN_TWICE = 'money-given-twice';
export const MONEY_GIVEN_UNKNOWN = 'money-given-unknown';

/**
 * A till gave money back. That is a fact: where the books have it as owed it is settled now, where they have it settled otherwise both are looked into, and what they do
 * not know is kept, so that nobody pays it again should they hear of it.
 */
export async function moneyGiven(c: EffectContext, op: MoneyGiven): Promise<Effect> {
  const { tenantId, stationId } = c.station;
  const { cause, about, amount, how, staffId } = op;
  const by = `${stationId}/${staffId}`;
  await lockCause(c, op);
  await c.tx.query(
    `INSERT INTO till_given (tenant_id, cause, about, given_by, amount_minor, currency, how, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [tenantId, cause, about, by, amount.minor, amount.currency, how, op.givenAt],
  );
  const facts = { cause, about, minor: amount.minor, currency: amount.currency, how, staffId };
  const known = await findSettled(c.tx, tenantId, op);
  if (known?.settled === null) {
    const settled = await settleAtTill(c, { cause, about, amount, how, staffId });
    if (settled.ok) await audit(c, 'owed.settled-at-till', { cause, about, how, staffId });
    else await alarm(c, MONEY_GIVEN_UNKNOWN, `${cause}:${about}`, { ...facts, why: settled.error.kind });
    return applied;
  }
  if (known === null) await alarm(c, MONEY_GIVEN_UNKNOWN, `${cause}:${about}`, { ...facts, why: 'unknown' });
  else if (known.settled !== 'paid' || known.by !== by || known.tender !== how) await alarm(c, MONEY_GIVEN_TWICE, `${cause}:${about}`, facts);
  return applied;
}

async function findSettled(db: Queryable, tenantId: string, { cause, about }: MoneyGiven) {
  const [table, key] = OWED_IN[cause];
  const [row] = await db.query(`SELECT settled, settled_by, settled_tender FROM ${table} WHERE tenant_id = $1 AND ${key} = $2`, [tenantId, about]);
  return row === undefined ? null : { settled: strOrNull(row, 'settled'), by: strOrNull(row, 'settled_by'), tender: strOrNull(row, 'settled_tender') };
}
