import {
  type LookNote as Note,
  type LookRound as RoundView,
  type LookView,
  type StoredLookRound as StoredRound,
  storedLookRound,
} from '../../../contract/station/look-views.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { CompartmentRow, StationStore } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import type { DoorRunner, LiveDoor } from '../doors/door-runner.ts';
import { createListeners } from '../listeners.ts';
import { doorOf } from '../silo/door-of.ts';
import type { TrustedClock } from '../silo/trusted-clock.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import type { BeginCheckRefusal, Check } from './check.ts';
import { wantsLook } from './wants-look.ts';

type Kind<K extends string> = { readonly kind: K };
/** The compartment that was on the screen as the next. */
type Shown = { readonly compartmentId: string };

/** A round of looks through every compartment that nobody has seen empty: a new bank, or one after a restore. */
export interface LookRound {
  /** Begins a round, or goes on with the one under way. */
  beginRound(): Result<undefined, Kind<'not-signed-in' | 'nothing-to-do' | 'storage'>>;
  /** Opens the next compartment, as a look like any other. */
  openNextInRound(shown: Shown): Result<undefined, Kind<BeginCheckRefusal | 'not-now'>>;
  /** Passes the next one over, for this round. */
  skipInRound(shown: Shown): Result<undefined, Kind<'not-signed-in' | 'not-now' | 'storage'>>;
  endRound(): Result<undefined, Kind<'not-signed-in' | 'not-now' | 'storage'>>;
  /** For whoever is signed in. */
  view(): LookView | null;
  onChange(listener: () => void): Cancel;
  close(): void;
}

/** What a round needs. */
export interface LookRoundParts {
  readonly store: StationStore;
  readonly runner: Pick<DoorRunner, 'liveOn' | 'onChange'>;
  readonly staff: StaffSession;
  readonly trusted: Pick<TrustedClock, 'read'>;
  readonly check: Pick<Check, 'beginCheck'>;
  readonly logger: Logger;
}

/** Key of `meta`: the round under way, as JSON; empty: none is. */
export const LOOK_ROUND_KEY = 'lookRound';

/**
 * Creates the round. What it knows of a compartment is the compartment's own state; stored are only the list and what a state does not
 * tell: something was inside, it did not open, it was passed over. So a restart loses nothing, and a look that it cut short is offered again.
 *
 * ```
 *  list    1 2 3 4 5 6
 *  state   v v s u u u        v: seen empty   s: suspect   u: unverified
 *  notes       n   d          n: not empty    d: did not open
 *  next            ^ 4 (5 is noted, 6 comes after it)
 * ```
 */
export function createLookRound(parts: LookRoundParts): LookRound {
  const { store, runner, staff, check, trusted, logger } = parts;
  const listeners = createListeners();
  const keep = (round: StoredRound | null): Result<undefined, Kind<'storage'>> => {
    const kept = store.commit<undefined, never>((tx) => {
      tx.putMeta(LOOK_ROUND_KEY, round === null ? '' : JSON.stringify(round));
      return done;
    });
    listeners.tell();
    return kept.ok ? done : err({ kind: 'storage' });
  };
  const stop = runner.onChange((live) => {
    const round = readRound(store);
    const next = round === null ? null : noted(round, live);
    // What could not be stored is offered again: no door depends on it.
    if (next !== null && !keep(next).ok) logger.warn('what came of a look could not be noted', { compartment: live.intent.compartmentId });
  });
  const signedIn = (): boolean => {
    if (staff.current() === null) return false;
    staff.touch();
    return true;
  };
  const waiting = (): readonly CompartmentRow[] => {
    const { now } = trusted.read();
    return store.read.compartments().filter((row) => wantsLook(store.read, row, now));
  };
  const nextOf = (round: StoredRound): CompartmentId | null => entriesOf(parts, round).find(({ result }) => result === null)?.row.compartmentId ?? null;

  return {
    beginRound: () => {
      if (!signedIn()) return err({ kind: 'not-signed-in' });
      const running = readRound(store);
      if (running !== null && nextOf(running) !== null) return done;
      const rows = waiting().toSorted((a, b) => a.number - b.number);
      if (rows.length === 0) return err({ kind: 'nothing-to-do' });
      return keep({ compartments: rows.map(({ compartmentId }) => compartmentId), notes: {} });
    },
    openNextInRound: ({ compartmentId: shown }) => {
      if (!signedIn()) return err({ kind: 'not-signed-in' });
      const round = readRound(store);
      const compartmentId = round === null ? null : nextOf(round);
      return compartmentId === null || compartmentId !== shown ? err({ kind: 'not-now' }) : check.beginCheck({ compartmentId });
    },
    skipInRound: ({ compartmentId: shown }) => {
      if (!signedIn()) return err({ kind: 'not-signed-in' });
      const round = readRound(store);
      const compartmentId = round === null ? null : nextOf(round);
      if (round === null || compartmentId === null || compartmentId !== shown) return err({ kind: 'not-now' });
      return keep({ ...round, notes: { ...round.notes, [compartmentId]: 'skipped' } });
    },
    endRound: () => {
      if (!signedIn()) return err({ kind: 'not-signed-in' });
      return readRound(store) === null ? err({ kind: 'not-now' }) : keep(null);
    },
    view: () => {
      if (staff.current() === null) return null;
      const round = readRound(store);
      return { waiting: waiting().length, round: round === null ? null : roundView(parts, round) };
    },
    onChange: (listener) => listeners.add(listener),
    close: stop,
  };
}

type Settled = Note | 'empty';

interface Entry {
  readonly row: CompartmentRow;
  /** Null: still to be looked into. `in-hand`: somebody else's door, or one that moves now. */
  readonly result: Settled | 'in-hand' | null;
}

/** The round's compartments as they are now; one that the configuration no longer has is no part of it. */
function entriesOf({ store, runner, trusted }: Pick<LookRoundParts, 'store' | 'runner' | 'trusted'>, round: StoredRound): readonly Entry[] {
  const { now } = trusted.read();
  return round.compartments.flatMap((id): readonly Entry[] => {
    const row = store.read.compartment(id as CompartmentId);
    if (row === null || !isInUse(row)) return [];
    const live = runner.liveOn(row.compartmentId);
    if (live !== null) return [{ row, result: inHand(live) }];
    return [{ row, result: wantsLook(store.read, row, now) ? (round.notes[id] ?? null) : 'empty' }];
  });
}

/** What is said of a door before its quarantine is over. */
function inHand({ intent, flow }: LiveDoor): Settled | 'in-hand' {
  if (intent.purpose !== 'check') return 'in-hand';
  if (flow.kind === 'jammed') return 'did-not-open';
  return flow.kind === 'settling' && (flow.answer === 'empty' || flow.answer === 'not-empty') ? flow.answer : 'in-hand';
}

function roundView(parts: LookRoundParts, round: StoredRound): RoundView {
  const entries = entriesOf(parts, round);
  const count = (wanted: Settled) => entries.filter(({ result }) => result === wanted).length;
  const counts = { empty: count('empty'), notEmpty: count('not-empty'), didNotOpen: count('did-not-open'), skipped: count('skipped') };
  const next = entries.find(({ result }) => result === null);
  const settled = counts.empty + counts.notEmpty + counts.didNotOpen + counts.skipped;
  return { total: entries.length, done: settled, ...counts, next: next === undefined ? null : doorOf(next.row) };
}

/** The round after a look into one of its compartments has ended; null when that says nothing new. */
function noted(round: StoredRound, { intent, flow }: LiveDoor): StoredRound | null {
  const id = intent.compartmentId;
  if (flow.kind !== 'ended' || intent.purpose !== 'check' || !round.compartments.includes(id)) return null;
  const { [id]: before, ...others } = round.notes;
  const now: Note | null = flow.outcome === 'open-failed' ? 'did-not-open' : flow.outcome === 'suspect' && flow.answer === 'not-empty' ? 'not-empty' : null;
  if (now === (before ?? null)) return null;
  return { ...round, notes: now === null ? others : { ...others, [id]: now } };
}

function readRound(store: StationStore): StoredRound | null {
  const text = store.read.meta(LOOK_ROUND_KEY) ?? '';
  return text === '' ? null : storedLookRound.parse(JSON.parse(text));
}
