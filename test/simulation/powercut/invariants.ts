import type { Database } from 'better-sqlite3';
import { STATION_SCHEMA } from '../../../src/station/store/migrations/run.ts';

/** Something that is true after every whole transaction; the query finds what breaks it. */
interface Invariant {
  readonly says: string;
  readonly broken: string;
}

/** What goes to the hub and what stands in the audit are written by one transaction, so there are as many of the one as of the other. */
const twins: readonly (readonly [operation: string, entry: string])[] = [
  ...['order.placed', 'payment.taken', 'return.deposited', 'problem.reported', 'help.called'].map((kind) => [kind, `= '${kind}'`] as const),
  ['parcel.loaded', "= 'door.answered' AND json_extract(event, '$.facts.purpose') = 'load' AND json_extract(event, '$.facts.answer') = 'placed'"],
  ['parcel.recalled', "= 'door.answered' AND json_extract(event, '$.facts.purpose') = 'recall'"],
  ['parcel.collected', "= 'door.ended' AND json_extract(event, '$.facts.purpose') = 'collect' AND json_extract(event, '$.facts.outcome') = 'collected'"],
];

const invariants: readonly Invariant[] = [
  {
    says: 'the outbox is gapless and ends at its number',
    broken: "SELECT 1 FROM sequence WHERE name = 'outbox' AND (value <> (SELECT count(*) FROM outbox) OR value <> (SELECT coalesce(max(seq), 0) FROM outbox))",
  },
  {
    says: 'the audit is gapless and ends at its number',
    broken: "SELECT 1 FROM sequence WHERE name = 'audit' AND (value <> (SELECT count(*) FROM audit) OR value <> (SELECT coalesce(max(seq), 0) FROM audit))",
  },
  {
    says: 'a parcel that is inside lies in one compartment, which is occupied by it',
    broken: `SELECT 1 FROM parcel WHERE status = 'stored'
      AND NOT EXISTS (SELECT 1 FROM compartment c WHERE c.parcel_id = parcel.parcel_id AND c.state IN ('occupied', 'suspect', 'out-of-service'))`,
  },
  {
    says: 'an occupied compartment holds a parcel that is inside, or on its way out',
    broken: `SELECT 1 FROM compartment c JOIN parcel p USING (parcel_id) WHERE c.state = 'occupied' AND p.status NOT IN ('stored')`,
  },
  {
    says: 'a promised compartment has a live intent',
    broken: `SELECT 1 FROM compartment c WHERE c.state = 'pending'
      AND NOT EXISTS (SELECT 1 FROM intent i WHERE i.compartment_id = c.compartment_id AND i.ended_at IS NULL)`,
  },
  {
    says: 'an opening that was commanded belongs to an intent',
    broken: `SELECT 1 FROM audit WHERE json_extract(event, '$.kind') = 'door.attempt'
      AND NOT EXISTS (SELECT 1 FROM intent WHERE intent_id = json_extract(audit.event, '$.facts.intent'))`,
  },
  {
    says: 'a collected parcel was told to the hub',
    broken: `SELECT 1 FROM parcel WHERE status = 'collected'
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE json_extract(body, '$.kind') = 'parcel.collected' AND json_extract(body, '$.parcelId') = parcel.parcel_id)`,
  },
  ...twins.map(([operation, entry]) => ({
    says: `every ${operation} stands in the outbox and in the audit`,
    broken: `SELECT 1 WHERE (SELECT count(*) FROM outbox WHERE json_extract(body, '$.kind') = '${operation}')
      <> (SELECT count(*) FROM audit WHERE json_extract(event, '$.kind') ${entry})`,
  })),
];

/** What a restore leaves apart on purpose: operations of the life before are told without rows or audit of their own. */
const onlyInOneLife = /told to the hub|in the outbox and in the audit/;

/** The first thing that cannot be so after whole transactions; null: all is well. A database of an older schema is not looked at. */
export function halfTransaction(db: Database): string | null {
  if (Number(db.pragma('user_version', { simple: true })) !== STATION_SCHEMA) return null;
  const lives = Number(db.prepare("SELECT value FROM meta WHERE key = 'lives'").pluck().get() ?? 0);
  for (const { says, broken } of invariants) {
    if (lives > 0 && onlyInOneLife.test(says)) continue;
    if (db.prepare(broken).get() !== undefined) return says;
  }
  return null;
}
