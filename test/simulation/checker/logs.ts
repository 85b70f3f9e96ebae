import { createHash } from 'node:crypto';

type Facts = Readonly<Record<string, unknown>>;

/** A line of a story: an entry of the audit, or something that happened. They stand in the order of time. */
export type Told = { readonly audit: string; readonly facts: Facts } | { readonly world: string; readonly facts: Facts };

const sha256 = (...parts: (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Writes a story as the two logs that the checker reads: `stepMs` pass between two lines. */
export function logsOf(story: readonly Told[], stepMs = 100): { readonly audit: string; readonly world: string } {
  const epoch = '00000000-0000-4000-8000-000000000001';
  const origin = sha256(`pasillo audit v1 ${epoch}`);
  const audit: object[] = [{ kind: 'pasillo-audit-1', epoch, from: 1, before: origin }];
  const world: object[] = [{ kind: 'world', version: 1, source: 'by hand' }];
  let [at, seq, hash] = [1_790_000_000_000, 0, origin];
  for (const told of story) {
    at += stepMs;
    if ('world' in told) {
      world.push({ kind: told.world, ...(told.world === 'hub' || told.world === 'made' ? {} : { at }), ...told.facts });
      continue;
    }
    const event = JSON.stringify({ at, facts: told.facts, kind: told.audit });
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(++seq));
    hash = sha256(Buffer.from(hash, 'hex'), number, event);
    audit.push({ seq, hash, event });
  }
  audit.push({ kind: 'end', entries: seq, head: hash, witness: null });
  world.push({ kind: 'end' });
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return { audit: lines(audit), world: lines(world) };
}

/** One opening of one door, as an intent of the audit. */
export interface Opening {
  readonly intent: string;
  readonly compartment: string;
  readonly purpose: string;
  readonly parcel: string | null;
  readonly pass: string | null;
}

/** Something that happens in the world. */
export const happens = (world: string, facts: Facts): Told => ({ world, facts });

/** What the audit says of an opening: `door.` and this. */
export const notes = (opening: Opening, kind: string, more: Facts = {}): Told => ({ audit: `door.${kind}`, facts: { ...opening, ...more } });

/** From the decision to the closed door; `inside` is what a hand does behind it. */
export function opened(opening: Opening, inside: readonly Told[] = []): Told[] {
  const { compartment } = opening;
  return [
    notes(opening, 'attempt', { round: 1, attempt: 1 }),
    happens('unlock', { compartment }),
    happens('door', { compartment, state: 'open', by: 'pulse' }),
    notes(opening, 'opened'),
    ...inside,
    happens('door', { compartment, state: 'closed', by: 'hand' }),
    notes(opening, 'closed'),
  ];
}

/** A parcel is loaded: the whole of it. */
export function loaded(n: number, compartment: string): Told[] {
  const load: Opening = { intent: `load-${n}`, compartment, purpose: 'load', parcel: `parcel-${n}`, pass: `pass-${n}` };
  return [
    ...opened(load, [happens('put', { compartment, thing: `thing-${n}`, what: 'parcel', by: 'staff' })]),
    notes(load, 'answered', { answer: 'placed' }),
    happens('saw', { by: 'staff', what: 'loaded', audit: { kind: 'door.answered', facts: { parcel: `parcel-${n}`, answer: 'placed' } } }),
    notes(load, 'ended', { outcome: 'loaded' }),
  ];
}

/** The same parcel is collected with its code. */
export function collected(n: number, compartment: string): Told[] {
  const collect: Opening = { intent: `collect-${n}`, compartment, purpose: 'collect', parcel: `parcel-${n}`, pass: `pass-${n}` };
  return [
    happens('shown', { thing: `thing-${n}`, by: 'customer', answer: 'ok' }),
    ...opened(collect, [happens('took', { compartment, thing: `thing-${n}`, by: 'customer' })]),
    happens('saw', { by: 'customer', what: 'thanks', audit: { kind: 'door.ended', facts: { pass: `pass-${n}`, outcome: 'collected' } } }),
    notes(collect, 'ended', { outcome: 'collected' }),
  ];
}

/** What the hub has in the end. */
export function told(...what: readonly string[]): Told[] {
  return [
    ...what.map((one, index) => happens('hub', { seq: index + 1, id: `operation-${index + 1}`, what: one, facts: {} })),
    happens('made', { operations: what.length }),
  ];
}
