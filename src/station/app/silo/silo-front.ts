import type { Door } from '../../../contract/station/place-views.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import type { DoorTimings } from '../../../core/compartments/door-timings.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { CompartmentId, IntentId, ParcelId } from '../../../kernel/ids.ts';
import type { Visitor } from './visitor.ts';

/** Why a person is here: their code, and the parcels that it opened or will open, in that order. */
export interface Visit {
  readonly visitor: Visitor;
  readonly parcels: readonly ParcelId[];
}

/** What the silo shows of the door of the person in front of it. Times are monotonic milliseconds. */
export interface Front {
  readonly visit: Visit;
  readonly intentId: IntentId;
  readonly compartmentId: CompartmentId;
  readonly parcelId: ParcelId;
  readonly door: Door;
  /** Is this a compartment that they have just emptied? */
  readonly again: boolean;
  readonly shows: 'opening' | 'open' | 'did-not-open' | 'next' | 'thanks' | 'unsure';
  readonly flow: DoorFlow;
  /** Did the person say that the rest stays for later? */
  readonly later: boolean;
  /** When it goes away by itself; null while a door moves or stands open. */
  readonly until: number | null;
  readonly extensions: number;
}

/** What a front needs to know of its surroundings to go on. */
export interface FrontTimes {
  readonly mono: number;
  /** How long this door's quarantine is, in milliseconds. */
  readonly quarantineMs: number;
  /** Are there parcels of this visit left that could be opened? */
  readonly hasMore: boolean;
}

/** How long thanks stay after the quarantine, advice after a door that did not open, and the question for the next door. Milliseconds. */
const THANKS_MS = 8000;
const ADVICE_MS = 30_000;
const NEXT_MS = 60_000;
const UNSURE_MS = 60_000;

/** How often a person may ask for more time, as WCAG 2.2.1 has it. */
export const MAX_EXTENSIONS = 10;

/** The front after its flow changed. What was already counting down goes on doing so. */
export function frontOf(before: Front, flow: DoorFlow, times: FrontTimes): Front {
  const keep = (shows: Front['shows'], ms: number): Front => {
    const goesOn = before.shows === shows && before.until !== null;
    return { ...before, flow, shows, until: goesOn ? before.until : times.mono + ms, extensions: goesOn ? before.extensions : 0 };
  };
  const finished = (): Front =>
    times.hasMore && !before.again && !before.later ? keep('next', NEXT_MS) : keep('thanks', THANKS_MS + (flow.kind === 'ended' ? 0 : times.quarantineMs));
  switch (flow.kind) {
    case 'pulsing':
    case 'looking':
      return { ...before, flow, shows: 'opening', until: null };
    case 'open':
      return { ...before, flow, shows: 'open', until: null };
    case 'jammed':
      return keep('did-not-open', ADVICE_MS);
    case 'settling':
    case 'asking':
    case 'guarding':
      return finished();
    case 'ended':
      if (flow.outcome === 'open-failed') return keep('did-not-open', ADVICE_MS);
      return flow.outcome === 'unknown' ? keep('unsure', UNSURE_MS) : finished();
    default:
      return assertNever(flow);
  }
}

/** The front of a person who takes the rest another time. */
export function takeRestLater(front: Front, mono: number): Front {
  return { ...front, shows: 'thanks', later: true, until: mono + THANKS_MS, extensions: 0 };
}

/** The front with its time begun anew; null where it has none, or was given it too often. */
export function withMoreTime(front: Front, mono: number): Front | null {
  if (front.until === null || front.extensions >= MAX_EXTENSIONS) return null;
  const ms = front.shows === 'next' ? NEXT_MS : ADVICE_MS;
  return { ...front, until: Math.max(front.until, mono + ms), extensions: front.extensions + 1 };
}

/** May the next person be served? A door that was left open for long enough does not hold up the silo; it stays watched. */
export function yields(front: Front, timings: DoorTimings): boolean {
  switch (front.shows) {
    case 'opening':
    case 'next':
      return false;
    case 'open':
      return isLeftOpen(front.flow, timings);
    case 'did-not-open':
    case 'thanks':
    case 'unsure':
      return true;
    default:
      return assertNever(front.shows);
  }
}

/** Was the last reminder given, and the door is still not closed? */
export function isLeftOpen(flow: DoorFlow, timings: DoorTimings): boolean {
  return (flow.kind === 'open' || flow.kind === 'guarding') && flow.reminders >= timings.remindersMs.length;
}
