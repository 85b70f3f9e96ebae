import type { SiloState, SiloView } from '../../../contract/station/silo-views.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { CompartmentId, PassId } from '../../../kernel/ids.ts';
import { isAnyBusOk } from '../../ports/doors.ts';
import { takesNew } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import { createListeners } from '../listeners.ts';
import { openDoors } from './attention.ts';
import type { SeenPass } from './held-code.ts';
import { createVisits } from './visits.ts';
import type { Visitor } from './visitor.ts';
import { doorOf } from './door-of.ts';
import { frontFacts } from './front-facts.ts';
import { frontState } from './front-state.ts';
import type { SiloGuest } from './silo-guest.ts';
import { type Front, type Visit, yields } from './silo-front.ts';
import type { SiloParts } from './silo-parts.ts';

/** What a notice waits for, where it waits for something: the PIN of a code, or a choice among doors. */
export type Question =
  | { readonly kind: 'pin'; readonly visitor: Visitor; readonly extensions: number }
  | { readonly kind: 'again'; readonly visit: Visit; readonly extensions: number };

/** Something said to the person for a while. `until` in monotonic milliseconds. */
export interface Notice {
  readonly state: (untilWall: number) => SiloState;
  readonly until: number;
  readonly question: Question | null;
}

/** What the silo shows: the door of the person in front of it, else a guest, a notice, a door to be closed, else whether it is ready. */
export interface SiloScreen {
  front(): Front | null;
  setFront(front: Front | null): void;
  /** Whose code this is, they are served from here on: the views say so by the number of the visit. What they are shown is published by whoever shows it. */
  begin(shown: PassId): void;
  /** The pass whose door was in front of somebody last, and when that ended; null before the first. */
  left(): SeenPass | null;
  /** Shows something for `ms` milliseconds; null takes away what is shown. */
  notice(state: Notice['state'] | null, ms: number, question?: Question): void;
  /** The notice that is shown or would be, or null. */
  noticed(): Notice | null;
  /** The guest that is shown or would be, or null. */
  guest(): SiloGuest | null;
  guests(): readonly SiloGuest[];
  /** Somebody has read that a door stands open: it goes to the edge of the screen until it was closed. False: none is shown. */
  acknowledge(): boolean;
  /** Why nothing can be opened now, or null. */
  unavailable(): SiloState | null;
  current(): SiloView;
  onChange(listener: () => void): Cancel;
  /** Tells everybody that what is shown may have changed for a reason outside. */
  refresh(): void;
  invite(guest: SiloGuest): Cancel;
  close(): void;
}

/** What is there to be shown, of which one thing is. */
interface Candidates {
  readonly front: Front | null;
  readonly notice: Notice | null;
  readonly guest: SiloGuest | null;
  readonly acknowledged: ReadonlySet<CompartmentId>;
}

/** An empty screen. It clears by itself what has run out. */
export function createSiloScreen(parts: SiloParts): SiloScreen {
  const { clock } = parts;
  const listeners = createListeners();
  const guests: SiloGuest[] = [];
  const acknowledged = new Set<CompartmentId>();
  const visits = createVisits(Math.floor(clock.now() / 1000));
  let front: Front | null = null;
  let notice: Notice | null = null;
  let left: SeenPass | null = null;
  let timer: Cancel = () => {};

  const put = (next: Front | null): void => {
    if (front !== null && next === null) left = { passId: front.visit.visitor.passId, at: clock.monotonic() };
    front = next;
  };
  const tidy = (): void => {
    const mono = clock.monotonic();
    if (front?.until != null && front.until <= mono) put(null);
    if (notice !== null && notice.until <= mono) notice = null;
    for (const id of acknowledged) if (parts.doors.sensor(id) === 'closed') acknowledged.delete(id);
  };
  const changed = (): void => {
    tidy();
    timer();
    const ends = [front?.until, notice?.until].filter((end) => typeof end === 'number');
    timer = ends.length === 0 ? () => {} : clock.after(Math.max(0, Math.min(...ends) - clock.monotonic()), changed);
    listeners.tell();
  };
  const tidied = <T>(read: () => T): T => {
    tidy();
    return read();
  };
  const guest = (): SiloGuest | null => guests.find((candidate) => candidate.current() !== null) ?? null;
  return {
    front: () => tidied(() => front),
    left: () => tidied(() => left),
    begin: visits.begin,
    setFront: (next) => {
      put(next);
      if (next !== null) notice = null;
      changed();
    },
    notice: (next, ms, question) => {
      notice = next === null ? null : { state: next, until: clock.monotonic() + ms, question: question ?? null };
      changed();
    },
    noticed: () => tidied(() => notice),
    guest,
    guests: () => guests,
    acknowledge: () => {
      const unread = openDoors(parts, front?.intentId ?? null).find(({ compartmentId }) => !acknowledged.has(compartmentId));
      if (unread === undefined) return false;
      acknowledged.add(unread.compartmentId);
      changed();
      return true;
    },
    unavailable: () => unavailableState(parts),
    current: () =>
      viewOf(
        parts,
        guests,
        visits.current(),
        tidied(() => stateOf(parts, { front, notice, guest: guest(), acknowledged })),
      ),
    onChange: (listener) => listeners.add(listener),
    refresh: changed,
    invite: (newcomer) => invited(guests, newcomer, changed),
    close: () => timer(),
  };
}

function invited(guests: SiloGuest[], newcomer: SiloGuest, changed: () => void): Cancel {
  guests.push(newcomer);
  const stop = newcomer.onChange(changed);
  return () => {
    stop();
    const at = guests.indexOf(newcomer);
    if (at >= 0) guests.splice(at, 1);
  };
}

/** The first that applies, in the order that `SiloGuest` draws. */
function stateOf(parts: SiloParts, { front, notice, guest, acknowledged }: Candidates): SiloState {
  // On a broken disk no flow goes on; what is left to say is that a door has to be closed.
  const needsAHand = front?.shows === 'open' && parts.doors.sensor(front.compartmentId) !== 'closed';
  if (parts.store.health === 'failed' && !needsAHand) return { kind: 'unavailable', reason: 'storage' };
  if (front !== null && !yields(front, parts.runner.timings)) return frontNow(parts, front);
  const ofGuest = guest?.current() ?? null;
  if (guest !== null && ofGuest !== null && !guest.yields()) return ofGuest;
  // What is said to the next person comes before the thanks to the last one, never before a door that needs somebody's hand.
  if (notice !== null) return notice.state(wall(parts, notice.until));
  if (front !== null) return frontNow(parts, front);
  return ofGuest ?? idleState(parts, acknowledged);
}

function frontNow(parts: SiloParts, front: Front): SiloState {
  return frontState(front, frontFacts(parts, front, wall(parts, front.until ?? parts.clock.monotonic())));
}

/** Nobody is in front: whether it works, then a door that asks to be closed, then that it is ready. */
function idleState(parts: SiloParts, acknowledged: ReadonlySet<CompartmentId>): SiloState {
  const unavailable = unavailableState(parts);
  if (unavailable !== null) return unavailable;
  const open = openDoors(parts, null);
  const unread = open.find(({ compartmentId }) => !acknowledged.has(compartmentId));
  if (unread !== undefined) return { kind: 'close-door', door: unread.door, why: unread.why, called: parts.store.read.helpCall('silo') !== null };
  const [first] = open;
  return { kind: 'ready', ...(first === undefined ? {} : { openDoor: first.door }), ...(takesNew(parts.store) ? {} : { collectOnly: true }) };
}

function viewOf(parts: SiloParts, guests: readonly SiloGuest[], visit: number | null, state: SiloState): SiloView {
  const bank = parts.store.read
    .compartments()
    .filter(isInUse)
    .map((row) => doorOf(row));
  let view: SiloView = { at: parts.clock.now(), place: parts.place(), hub: parts.hub.current(), bank, state, ...(visit === null ? {} : { visit }) };
  for (const guest of guests) view = { ...view, ...guest.adds?.() };
  return view;
}

/** A monotonic time as Unix milliseconds. */
function wall({ clock }: Pick<SiloParts, 'clock'>, mono: number): number {
  return Math.max(0, Math.round(clock.now() + mono - clock.monotonic()));
}

function unavailableState(parts: SiloParts): SiloState | null {
  if (parts.store.health === 'failed') return { kind: 'unavailable', reason: 'storage' };
  if (!parts.isStarted()) return { kind: 'unavailable', reason: 'starting' };
  return isAnyBusOk(parts.doors) ? null : { kind: 'unavailable', reason: 'doors-unreachable' };
}
