import type { Door } from '../../../contract/station/place-views.ts';
import type { SiloState, SiloView } from '../../../contract/station/silo-views.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { CompartmentRow } from '../../ports/store.ts';
import { isAnyBusOk } from '../../ports/doors.ts';
import { isInUse } from '../boot/seed-bank.ts';
import { createListeners } from '../listeners.ts';
import type { SiloGuest } from './silo-guest.ts';
import { type Front, frontState, yields } from './silo-front.ts';
import type { SiloParts } from './silo-parts.ts';

/** Something said to the person for a short while. `until` in monotonic milliseconds. */
export interface Notice {
  readonly state: (untilWall: number) => SiloState;
  readonly until: number;
}

/** What the silo shows: the door of the person in front of it, else a notice, else whether it is ready. */
export interface SiloScreen {
  front(): Front | null;
  setFront(front: Front | null): void;
  /** Shows something for `ms` milliseconds; null takes away what is shown. */
  notice(state: Notice['state'] | null, ms: number): void;
  hasNotice(): boolean;
  /** Why nothing can be opened now, or null. */
  unavailable(): SiloState | null;
  current(): SiloView;
  onChange(listener: () => void): Cancel;
  /** Tells everybody that what is shown may have changed for a reason outside. */
  refresh(): void;
  invite(guest: SiloGuest): Cancel;
  close(): void;
}

/** An empty screen. It clears by itself what has run out. */
export function createSiloScreen(parts: SiloParts): SiloScreen {
  const { clock } = parts;
  const listeners = createListeners();
  let front: Front | null = null;
  let notice: Notice | null = null;
  let timer: Cancel = () => {};

  const tidy = (): void => {
    const mono = clock.monotonic();
    if (front?.until != null && front.until <= mono) front = null;
    if (notice !== null && notice.until <= mono) notice = null;
  };
  const changed = (): void => {
    tidy();
    timer();
    const ends = [front?.until, notice?.until].filter((end) => typeof end === 'number');
    timer = ends.length === 0 ? () => {} : clock.after(Math.max(0, Math.min(...ends) - clock.monotonic()), changed);
    listeners.tell();
  };
  const wall = (mono: number): number => Math.max(0, Math.round(clock.now() + mono - clock.monotonic()));
  /** On a broken disk no flow goes on; what is left to say is that a door has to be closed. */
  const needsAHand = (): boolean => front?.shows === 'open' && parts.doors.sensor(front.compartmentId) !== 'closed';
  const state = (): SiloState => {
    tidy();
    if (parts.store.health === 'failed' && !needsAHand()) return { kind: 'unavailable', reason: 'storage' };
    // What is said to the next person comes before the thanks to the last one, never before a door that needs somebody's hand.
    if (notice !== null && (front === null || yields(front, parts.runner.timings))) return notice.state(wall(notice.until));
    if (front !== null) return frontState(front, wall(front.until ?? clock.monotonic()));
    return unavailableState(parts) ?? { kind: 'ready' };
  };
  return {
    front: () => {
      tidy();
      return front;
    },
    setFront: (next) => {
      front = next;
      if (next !== null) notice = null;
      changed();
    },
    notice: (next, ms) => {
      notice = next === null ? null : { state: next, until: clock.monotonic() + ms };
      changed();
    },
    hasNotice: () => notice !== null && notice.until > clock.monotonic(),
    unavailable: () => unavailableState(parts),
    current: () => ({
      at: clock.now(),
      place: parts.place(),
      hub: parts.hub.current(),
      bank: parts.store.read.compartments().filter(isInUse).map(doorOf),
      state: state(),
    }),
    onChange: (listener) => listeners.add(listener),
    refresh: changed,
    invite: (guest) => guest.onChange(changed),
    close: () => timer(),
  };
}

/** A compartment as people see it: its number and its place in the drawing. */
export function doorOf(row: CompartmentRow): Door {
  const { compartmentId, number, size, column, row: fromTop } = row;
  return { compartmentId, number, size, column, row: fromTop };
}

function unavailableState(parts: SiloParts): SiloState | null {
  if (parts.store.health === 'failed') return { kind: 'unavailable', reason: 'storage' };
  if (!parts.isStarted()) return { kind: 'unavailable', reason: 'starting' };
  return isAnyBusOk(parts.doors) ? null : { kind: 'unavailable', reason: 'doors-unreachable' };
}
