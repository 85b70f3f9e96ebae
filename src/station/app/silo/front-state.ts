import type { Door } from '../../../contract/station/place-views.ts';
import type { ParcelCount, Reported, SiloState } from '../../../contract/station/silo-views.ts';
import type { ParcelPlace } from '../../../core/parcels/judge-visit.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { type Front, MAX_EXTENSIONS } from './silo-front.ts';

/** What the page is told of a front beside the front itself: read anew for each drawing, so that no button outlives its use. */
export interface FrontFacts {
  /** Unix milliseconds. */
  readonly until: number;
  readonly parcels: ParcelCount;
  /** The doors of this visit that can still be opened, in order. */
  readonly waiting: readonly WaitingDoor[];
  readonly emptied: Extract<SiloState, { readonly kind: 'thanks' }>['emptied'];
  /** Doors that hold parcels of theirs and cannot be opened now. */
  readonly shut: readonly Door[];
  readonly reported: Reported | null;
  readonly canReport: boolean;
  readonly canRetry: boolean;
  readonly canGoOn: boolean;
  readonly isSeen: boolean;
  readonly isCalled: boolean;
  readonly why: 'stuck' | 'unseen' | 'silent';
}

/** A door that waits for a press. */
export interface WaitingDoor extends ParcelPlace {
  readonly door: Door;
  readonly parcels: ParcelCount;
}

/** The front as the page draws it. */
export function frontState(front: Front, facts: FrontFacts): SiloState {
  const { door, again, flow } = front;
  const { until, parcels, reported } = facts;
  switch (front.shows) {
    case 'opening':
      return { kind: 'opening', door, parcels, again };
    case 'open': {
      const reminders = flow.kind === 'open' ? flow.reminders : 0;
      return { kind: 'open', door, openedAt: flow.openedAt ?? 0, reminders, parcels, again, seen: facts.isSeen, called: facts.isCalled, reported };
    }
    case 'did-not-open': {
      const { canRetry, canGoOn, why } = facts;
      return { kind: 'did-not-open', door, canRetry, parcels, again, why, canGoOn, reported: reported !== null };
    }
    case 'next': {
      const [next] = facts.waiting;
      if (next === undefined) return thanks(front, facts);
      const canExtend = front.extensions < MAX_EXTENSIONS;
      return { kind: 'next', door: next.door, left: facts.waiting.length, parcels: next.parcels, until, canExtend };
    }
    case 'thanks':
      return thanks(front, facts);
    case 'unsure':
      return { kind: 'unsure', door, why: 'unseen', until };
    default:
      return assertNever(front.shows);
  }
}

function thanks({ door }: Front, { until, waiting, emptied, shut, reported, canReport }: FrontFacts): SiloState {
  const left = waiting.length;
  return { kind: 'thanks', door, until, left, emptied, reported, canReport, ...(shut.length === 0 ? {} : { shut: [...shut] }) };
}
