/** What a journey says into the record, at the very moment at which it is true. */
export type Mark =
  /** The store answered that a command is durable; `seq` and `hash` are the head of the audit then, `outbox` the last number given out. */
  | { readonly kind: 'commit'; readonly seq: number; readonly hash: string; readonly outbox: number }
  /** The database is open, in this epoch. */
  | { readonly kind: 'opened'; readonly epoch: string }
  /** Somebody saw a step succeed, which tells the hub this, or leaves this in the audit. Said from what the screen showed. */
  | { readonly kind: 'saw'; readonly step: string; readonly operation: string | null; readonly audit: string | null }
  /** A lock was pulsed, for this compartment. */
  | { readonly kind: 'pulse'; readonly compartment: string; readonly intents: number }
  /** A row that was there before an old database was opened and must be there after. */
  | { readonly kind: 'row'; readonly table: string; readonly key: string; readonly value: string }
  | { readonly kind: 'backup'; readonly name: string }
  /** Backups may be pruned from now on; these stay. */
  | { readonly kind: 'pruning'; readonly kept: readonly string[] }
  /** Two people ask for it: from here on the next start may go back to a backup. */
  | { readonly kind: 'restore-asked' }
  /** The database is open in another life. */
  | { readonly kind: 'restored'; readonly epoch: string }
  /** A database of the library's own settings, in which somebody counts; for a test of the proof itself. */
  | { readonly kind: 'counted'; readonly value: number };

/** Everything that a disk image must hold: what was said before the power went. */
export interface Expected {
  readonly epoch: string | null;
  readonly epochsBefore: readonly string[];
  readonly head: { readonly seq: number; readonly hash: string; readonly outbox: number } | null;
  readonly operations: ReadonlyMap<string, number>;
  readonly audit: ReadonlyMap<string, number>;
  /** How many openings each compartment was commanded. */
  readonly pulses: ReadonlyMap<string, number>;
  readonly rows: readonly Extract<Mark, { kind: 'row' }>[];
  readonly backups: readonly string[];
  readonly isRestoring: boolean;
  readonly counted: number;
  /** The last step that somebody saw, for whoever reads a fault. */
  readonly step: string;
}

/** Before anything was said. */
export const nothingExpected: Expected = {
  epoch: null,
  epochsBefore: [],
  head: null,
  operations: new Map(),
  audit: new Map(),
  pulses: new Map(),
  rows: [],
  backups: [],
  isRestoring: false,
  counted: 0,
  step: 'the start',
};

/** What is expected once this was said, too. */
export function expectAlso(before: Expected, mark: Mark): Expected {
  switch (mark.kind) {
    case 'commit':
      return { ...before, head: { seq: mark.seq, hash: mark.hash, outbox: mark.outbox } };
    case 'opened':
      return { ...before, epoch: mark.epoch, step: 'opened' };
    case 'saw':
      return {
        ...before,
        operations: mark.operation === null ? before.operations : plusOne(before.operations, mark.operation),
        audit: mark.audit === null ? before.audit : plusOne(before.audit, mark.audit),
        step: mark.step,
      };
    case 'pulse':
      return { ...before, pulses: plusOne(before.pulses, mark.compartment) };
    case 'row':
      return { ...before, rows: [...before.rows, mark] };
    case 'backup':
      return { ...before, backups: [...before.backups, mark.name], step: `backup ${mark.name}` };
    case 'pruning':
      return { ...before, backups: mark.kept };
    case 'restore-asked':
      return { ...before, isRestoring: true, step: 'a restore was asked for' };
    case 'restored':
      // What the older copy never heard of is told by operations, which are carried over; its rows and its audit are the copy's.
      return {
        ...before,
        epoch: mark.epoch,
        epochsBefore: before.epoch === null ? before.epochsBefore : [...before.epochsBefore, before.epoch],
        head: null,
        audit: new Map(),
        pulses: new Map(),
        isRestoring: false,
        step: 'restored',
      };
    case 'counted':
      return { ...before, counted: mark.value };
  }
}

function plusOne(counts: ReadonlyMap<string, number>, key: string): ReadonlyMap<string, number> {
  return new Map(counts).set(key, (counts.get(key) ?? 0) + 1);
}
