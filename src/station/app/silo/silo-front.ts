import type { Door } from '../../../contract/station/place-views.ts';
import type { SiloState } from '../../../contract/station/silo-views.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import { mayRetry } from '../../../core/compartments/door-step.ts';
import type { DoorTimings } from '../../../core/compartments/door-timings.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { CompartmentId, IntentId, PassId } from '../../../kernel/ids.ts';

/** What the silo shows of the opening of the person in front of it. Times are monotonic milliseconds. */
export interface Front {
  readonly intentId: IntentId;
  readonly compartmentId: CompartmentId;
  readonly passId: PassId | null;
  readonly door: Door;
  readonly shows: 'opening' | 'open' | 'did-not-open' | 'thanks';
  readonly openedAt: number;
  readonly reminders: number;
  readonly canRetry: boolean;
  /** When it goes away by itself; null while a door moves or stands open. */
  readonly until: number | null;
}

/** How long thanks, and the advice after a door that did not open, stay. Milliseconds. */
const THANKS_MS = 4000;
const ADVICE_MS = 30_000;

/** The front after its flow changed. What was already counting down goes on doing so. */
export function frontOf(before: Front, flow: DoorFlow, mono: number, timings: DoorTimings): Front {
  const keep = (shows: Front['shows'], ms: number): Front => ({
    ...before,
    shows,
    canRetry: mayRetry(flow, timings),
    until: before.shows === shows && before.until !== null ? before.until : mono + ms,
  });
  switch (flow.kind) {
    case 'pulsing':
    case 'looking':
      return { ...before, shows: 'opening', canRetry: false, until: null };
    case 'open':
      return { ...before, shows: 'open', openedAt: flow.openedAt ?? before.openedAt, reminders: flow.reminders, canRetry: false, until: null };
    case 'jammed':
      return keep('did-not-open', ADVICE_MS);
    case 'settling':
    case 'asking':
    case 'guarding':
      return keep('thanks', THANKS_MS);
    case 'ended':
      return flow.outcome === 'collected' ? keep('thanks', THANKS_MS) : keep('did-not-open', ADVICE_MS);
    default:
      return assertNever(flow);
  }
}

/** May the next person be served? A door that was left open for long enough does not hold up the silo; it stays watched. */
export function yields(front: Front, timings: DoorTimings): boolean {
  switch (front.shows) {
    case 'opening':
      return false;
    case 'open':
      return front.reminders >= timings.remindersMs.length;
    case 'did-not-open':
    case 'thanks':
      return true;
    default:
      return assertNever(front.shows);
  }
}

/** The front as the page draws it; `untilWall` is its end in Unix milliseconds. */
export function frontState(front: Front, untilWall: number): SiloState {
  const { door } = front;
  switch (front.shows) {
    case 'opening':
      return { kind: 'opening', door, parcels: one, again: false };
    case 'open':
      return {
        kind: 'open',
        door,
        openedAt: front.openedAt,
        reminders: front.reminders,
        parcels: one,
        again: false,
        seen: true,
        called: false,
        reported: null,
      };
    case 'did-not-open':
      return { kind: 'did-not-open', door, canRetry: front.canRetry, parcels: one, again: false, why: 'stuck', canGoOn: false, reported: false };
    case 'thanks':
      return { kind: 'thanks', door, until: untilWall, left: 0, emptied: null, reported: null, canReport: false };
    default:
      return assertNever(front.shows);
  }
}

const one = { at: 1, of: 1 };
