import type { CheckState, StaffView } from '../../../contract/station/views.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import type { DoorTimings } from '../../../core/compartments/door-timings.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { CompartmentId, IntentId, StaffId } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { StationStore } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import { createListeners } from '../listeners.ts';
import { doorInHand, isBusy } from '../doors/door-in-hand.ts';
import { doorOf } from '../silo/door-of.ts';
import type { StaffAccess, StaffSession } from '../staff-access/staff-access.ts';

/** Why a compartment is not opened for a look. */
export type BeginCheckRefusal = 'not-signed-in' | 'unknown-compartment' | 'holds-parcel' | 'busy' | 'doors-unreachable' | 'storage';

/** Looking into compartments that nobody knows the inside of, so that they can be used again. */
export interface Check {
  /** Opens a compartment that holds no parcel on the books. */
  beginCheck(input: { readonly compartmentId: string }): Result<undefined, { readonly kind: BeginCheckRefusal }>;
  /** The same for a technician, who has been judged before: also one that is out of service, which stays so. Never one with a parcel. */
  beginService(compartmentId: CompartmentId): Result<undefined, { readonly kind: BeginCheckRefusal }>;
  retryCheck(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  /** What is inside, once the door is closed again. `empty` also after something was taken out. */
  answerCheck(input: { readonly answer: 'empty' | 'not-empty' }): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' | 'door-open' | 'storage' }>;
  closeCheck(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  /** Must this look be finished before staff may open another door? */
  isBusy(): boolean;
  /** The look under way, for whoever is signed in. */
  current(): StaffView['check'];
  onChange(listener: () => void): Cancel;
  close(): void;
}

/** What looking needs. */
export interface CheckParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly staff: StaffSession & Pick<StaffAccess, 'member'>;
  readonly clock: Clock;
  /** Is another door of this staff screen under way? */
  isOtherBusy(): boolean;
}

interface Front {
  readonly intentId: IntentId;
  readonly door: CheckState['door'];
  readonly by: StaffId;
  readonly flow: DoorFlow;
}

/** Creates the looking, one compartment at a time. A look that a restart interrupted is not shown again: its compartment is suspect. */
export function createCheck(parts: CheckParts): Check {
  const { runner, clock, staff } = parts;
  const listeners = createListeners();
  let front: Front | null = null;
  const show = (next: Front | null): void => {
    front = next;
    listeners.tell();
  };
  const stop = runner.onChange(({ intent, flow }) => {
    if (front?.intentId === intent.intentId) show({ ...front, flow });
  });
  const at = () => ({ mono: clock.monotonic(), wall: clock.now() });
  const signedIn = (): string | null => {
    const member = staff.current();
    if (member !== null) staff.touch();
    return member?.staffId ?? null;
  };
  const busy = (): boolean => front !== null && isBusy(front, runner.timings);
  const open = (compartmentId: CompartmentId, ofService: boolean): ReturnType<Check['beginCheck']> => {
    const staffId = signedIn();
    if (staffId === null) return err({ kind: 'not-signed-in' });
    if (busy() || parts.isOtherBusy()) return err({ kind: 'busy' });
    const begun = begin(parts, compartmentId, staffId as StaffId, ofService);
    if (!begun.ok) return begun;
    show(begun.value);
    return done;
  };
  // What somebody else saw in a compartment, and was told, is not for whoever comes to work after them.
  const stopStaff = staff.member.onChange(() => {
    const member = staff.current();
    if (member !== null && front !== null && front.by !== member.staffId && !busy()) show(null);
  });
  return {
    beginCheck: ({ compartmentId }) => open(compartmentId as CompartmentId, false),
    beginService: (compartmentId) => open(compartmentId, true),
    retryCheck: () => {
      if (signedIn() === null) return err({ kind: 'not-signed-in' });
      if (front?.flow.kind !== 'jammed' || parts.doors.health(front.door.compartmentId as CompartmentId) !== 'ok' || parts.store.health === 'failed')
        return err({ kind: 'not-now' });
      return runner.send(front.intentId, { kind: 'retry', at: at() }) ? done : err({ kind: 'not-now' });
    },
    answerCheck: ({ answer }) => {
      if (signedIn() === null) return err({ kind: 'not-signed-in' });
      if (front?.flow.kind === 'open') return err({ kind: 'door-open' });
      if (front?.flow.kind !== 'asking') return err({ kind: 'not-now' });
      return runner.send(front.intentId, { kind: 'answer', answer, at: at() }) ? done : err({ kind: 'storage' });
    },
    closeCheck: () => {
      if (signedIn() === null) return err({ kind: 'not-signed-in' });
      if (front === null || busy()) return err({ kind: 'not-now' });
      show(null);
      return done;
    },
    isBusy: busy,
    current: () => (front === null || staff.current() === null ? null : checkState(front, runner.timings)),
    onChange: (listener) => listeners.add(listener),
    close: () => {
      stop();
      stopStaff();
    },
  };
}

function begin(parts: CheckParts, compartmentId: CompartmentId, staffId: StaffId, ofService: boolean): Result<Front, { readonly kind: BeginCheckRefusal }> {
  const { store, runner } = parts;
  const row = store.read.compartment(compartmentId);
  if (row === null || !isInUse(row) || (row.state === 'out-of-service' && !ofService)) return err({ kind: 'unknown-compartment' });
  const parcel = row.parcelId === null ? null : store.read.parcel(row.parcelId);
  const isKept = parcel?.status === 'stored' || parcel?.status === 'loading';
  if (row.state === 'occupied' || row.state === 'pending' || isKept) return err({ kind: 'holds-parcel' });
  const opened = runner.open<never>({
    purpose: 'check',
    compartmentId,
    parcelId: null,
    orderId: null,
    passId: null,
    staffId,
    prepare: () => done,
  });
  if (!opened.ok) return err({ kind: opened.error.kind === 'guarded' ? 'busy' : opened.error.kind });
  const live = runner.live(opened.value);
  return live === null ? err({ kind: 'storage' }) : ok({ intentId: opened.value, door: doorOf(row), by: staffId, flow: live.flow });
}

function checkState(front: Front, timings: DoorTimings): CheckState {
  const inHand = doorInHand(front, timings);
  if (inHand !== null) return inHand;
  const { door, flow } = front;
  return { kind: 'checked', door, isEmpty: flow.kind === 'ended' ? flow.outcome === 'verified' : flow.answer === 'empty' };
}
