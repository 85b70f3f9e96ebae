import type { Operation } from '../../contract/events/operations.ts';
import { alarmKey, auditAll, type EffectContext, type Facts, type StationIdentity } from './context.ts';

/**
 * A fact that people may read and that changes nothing else: what the audit says of it, and what becomes of alarms. Written as data, so that many
 * that follow each other are written together.
 */
export interface PlainFact {
  /** The operation's kind. */
  readonly kind: Operation['kind'];
  readonly facts: Facts;
  readonly alarm: AlarmChange;
}

/** What a fact does to alarms. */
export type AlarmChange =
  | { readonly change: 'none' }
  /** Raised once: one that stands already stays as it is. `about` names it within its kind. */
  | { readonly change: 'raised'; readonly kind: string; readonly about: string; readonly facts: Facts }
  | { readonly change: 'ended'; readonly kind: string; readonly about: string }
  /** Everything that was wrong with a compartment of this station is over. */
  | { readonly change: 'compartment-fine'; readonly compartmentId: string };

/** The fact that an operation tells, or null for an operation that does more than that. */
export function plainFactOf(op: Operation, operationId: string, station: StationIdentity): PlainFact | null {
  switch (op.kind) {
    // A compartment is not what it should be, or was seen empty again, which ends what was wrong with it.
    case 'compartment.marked': {
      const { kind, compartmentId, mark } = op;
      const facts = { compartmentId, mark };
      const alarm = mark === 'verified-empty' ? fine(compartmentId) : raised('compartment', operationId, facts);
      return { kind, facts, alarm };
    }
    // A technician took a compartment out of service, brought it back, or swapped its board.
    case 'compartment.serviced': {
      const facts = { compartmentId: op.compartmentId, change: op.change, reason: op.reason, staffId: op.staffId };
      const about = `${station.stationId}:${op.compartmentId}`;
      if (op.change === 'out-of-service') return { kind: op.kind, facts, alarm: raised('out-of-service', about, facts) };
      return { kind: op.kind, facts, alarm: op.change === 'in-service' ? { change: 'ended', kind: 'out-of-service', about } : none };
    }
    // Something is wrong with a station's database or its disk.
    case 'storage.trouble': {
      const facts = { trouble: op.trouble, ...(op.missing === undefined ? {} : { missing: op.missing }) };
      return { kind: op.kind, facts, alarm: raised('storage', operationId, facts) };
    }
    case 'station.started':
      return { kind: op.kind, facts: { version: op.version, schema: op.schema }, alarm: none };
    default:
      return null;
  }
}

/**
 * Writes facts that follow each other, in one statement for each table and kind of change: what is left in the tables is what they leave one
 * after the other. Whoever calls has a savepoint around it.
 */
export async function writeFacts(c: EffectContext, facts: readonly PlainFact[]): Promise<void> {
  const { ended, fine: compartments, raised: alarms } = inTheEnd(facts.map(({ alarm }) => alarm));
  const { tenantId, stationId } = c.station;
  const statements: Promise<unknown>[] = [];
  if (ended.length > 0) {
    statements.push(
      c.tx.query('DELETE FROM alarms WHERE tenant_id = $1 AND alarm_key IN (SELECT json_array_elements_text($2::json))', [tenantId, JSON.stringify(ended)]),
    );
  }
  if (compartments.length > 0) {
    statements.push(
      c.tx.query(
        `DELETE FROM alarms WHERE tenant_id = $1 AND station_id = $2 AND kind = 'compartment'
         AND facts->>'compartmentId' IN (SELECT json_array_elements_text($3::json))`,
        [tenantId, stationId, JSON.stringify(compartments)],
      ),
    );
  }
  if (alarms.length > 0) {
    statements.push(
      c.tx.query(
        `INSERT INTO alarms (tenant_id, alarm_key, station_id, kind, at, facts)
         SELECT $1::text, a.key, $2::text, a.kind, $3::bigint, a.facts FROM json_to_recordset($4::json) AS a(n integer, key text, kind text, facts jsonb)
         ORDER BY a.n ON CONFLICT DO NOTHING`,
        [tenantId, stationId, c.at, JSON.stringify(alarms.map((alarm, n) => ({ n, ...alarm })))],
      ),
    );
  }
  statements.push(auditAll(c, facts));
  // In this order, one behind the other on the same connection; nobody waits for an answer in between.
  await Promise.all(statements);
}

/** What is to be taken away from the stored alarms, and then to be put there. */
interface AlarmsInTheEnd {
  readonly ended: readonly string[];
  readonly fine: readonly string[];
  readonly raised: readonly { readonly key: string; readonly kind: string; readonly facts: Facts }[];
}

/**
 * What changes one after the other come to: an alarm stays when it was raised and not ended after that, and is the first that was raised since.
 */
function inTheEnd(changes: readonly AlarmChange[]): AlarmsInTheEnd {
  const [ended, compartments] = [new Set<string>(), new Set<string>()];
  const alarms = new Map<string, AlarmsInTheEnd['raised'][number]>();
  for (const change of changes) {
    if (change.change === 'raised') {
      const key = alarmKey(change.kind, change.about);
      if (!alarms.has(key)) alarms.set(key, { key, kind: change.kind, facts: change.facts });
    } else if (change.change === 'ended') {
      const key = alarmKey(change.kind, change.about);
      ended.add(key);
      alarms.delete(key);
    } else if (change.change === 'compartment-fine') {
      compartments.add(change.compartmentId);
      for (const { key, kind, facts } of alarms.values()) if (kind === 'compartment' && facts['compartmentId'] === change.compartmentId) alarms.delete(key);
    }
  }
  return { ended: [...ended], fine: [...compartments], raised: [...alarms.values()] };
}

const none: AlarmChange = { change: 'none' };

function raised(kind: string, about: string, facts: Facts): AlarmChange {
  return { change: 'raised', kind, about, facts };
}

function fine(compartmentId: string): AlarmChange {
  return { change: 'compartment-fine', compartmentId };
}
