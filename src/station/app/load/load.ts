import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { SizeClass } from '../../../contract/schema.ts';
import type { StaffView } from '../../../contract/station/views.ts';
import { chooseCompartment } from '../../../core/compartments/choose.ts';
import type { answersTo } from '../../../core/compartments/door-flow.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import { type CompartmentId, type OrderId, type ParcelId, type PassId, type StaffId, uuidV7 } from '../../../kernel/ids.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import { type Doors, isAnyBusOk } from '../../ports/doors.ts';
import type { PrintOutcome, SlipPrinter } from '../../ports/peripherals.ts';
import type { CompartmentRow, OrderRow, StationStore, StoreWriter } from '../../ports/store.ts';
import { changeCompartment } from '../doors/door-book.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import { isBusy } from '../doors/door-in-hand.ts';
import { createListeners } from '../listeners.ts';
import type { CodeParts } from '../silo/judge-code.ts';
import { doorOf } from '../silo/silo-screen.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import { type LoadFront, loadState } from './load-front.ts';
import { loadSlip } from './slip.ts';
import { usablePasses } from './usable-passes.ts';

/** Why no load begins. */
export type BeginLoadRefusal =
  | 'not-signed-in'
  | 'unknown-order'
  | 'not-paid'
  | 'already-loaded'
  | 'no-free-compartment'
  | 'no-blank-pass'
  | 'busy'
  | 'doors-unreachable'
  | 'storage';

/** Loading parcels: the staff intents about it, and its part of the staff screen. */
export interface Load {
  beginLoad(input: { readonly orderId: string; readonly size: SizeClass }): Result<undefined, { readonly kind: BeginLoadRefusal }>;
  retryLoad(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  answerLoad(input: {
    readonly answer: (typeof answersTo.load)[number];
  }): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' | 'door-open' | 'storage' }>;
  closeLoad(): Result<undefined, { readonly kind: 'not-signed-in' | 'not-now' }>;
  printSlip(): Promise<Result<undefined, { readonly kind: 'not-signed-in' | 'nothing-to-print' | Exclude<PrintOutcome['kind'], 'printed'> }>>;
  /** Must this load be finished before staff may open another door? */
  isBusy(): boolean;
  /** The load under way; null when there is none, and for whoever is not signed in, since the slip opens a door. */
  current(): StaffView['load'];
  onChange(listener: () => void): Cancel;
  close(): void;
}

/** What loading needs. */
export interface LoadParts extends CodeParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly staff: StaffSession;
  readonly printer: SlipPrinter;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
  storeName(): string;
  /** Is another door of this staff screen under way? */
  isOtherBusy(): boolean;
}

/** Creates the loading of parcels, one at a time. A load that a restart interrupted is not shown again: its compartment is suspect. */
export function createLoad(parts: LoadParts): Load {
  const { runner, clock } = parts;
  const listeners = createListeners();
  let front: LoadFront | null = null;
  const stop = runner.onChange(({ intent, flow }) => {
    if (front?.intentId !== intent.intentId) return;
    front = { ...front, flow };
    listeners.tell();
  });
  const slip = (): ReceiptDocument | null => (front === null ? null : slipOf(parts, front));
  const at = () => ({ mono: clock.monotonic(), wall: clock.now() });
  const signedIn = (): string | null => {
    const member = parts.staff.current();
    if (member !== null) parts.staff.touch();
    return member?.staffId ?? null;
  };
  const busy = (): boolean => front !== null && isBusy(front, runner.timings);
  return {
    beginLoad: (input) => {
      const staffId = signedIn();
      if (staffId === null) return err({ kind: 'not-signed-in' });
      if (busy() || parts.isOtherBusy()) return err({ kind: 'busy' });
      const begun = beginLoad(parts, input.orderId as OrderId, input.size, staffId as StaffId);
      if (!begun.ok) return begun;
      front = begun.value;
      listeners.tell();
      return done;
    },
    retryLoad: () => {
      if (signedIn() === null) return err({ kind: 'not-signed-in' });
      if (front?.flow.kind !== 'jammed' || parts.doors.health(compartmentOf(front)) !== 'ok' || parts.store.health === 'failed')
        return err({ kind: 'not-now' });
      return runner.send(front.intentId, { kind: 'retry', at: at() }) ? done : err({ kind: 'not-now' });
    },
    answerLoad: ({ answer }) => {
      if (signedIn() === null) return err({ kind: 'not-signed-in' });
      if (front?.flow.kind === 'open') return err({ kind: 'door-open' });
      if (front?.flow.kind !== 'asking') return err({ kind: 'not-now' });
      return runner.send(front.intentId, { kind: 'answer', answer, at: at() }) ? done : err({ kind: 'storage' });
    },
    closeLoad: () => {
      if (signedIn() === null) return err({ kind: 'not-signed-in' });
      if (front === null || busy()) return err({ kind: 'not-now' });
      front = null;
      listeners.tell();
      return done;
    },
    printSlip: () => printSlip(parts, slip),
    isBusy: busy,
    current: () => {
      if (front === null || parts.staff.current() === null) return null;
      const { orderId, number, size } = front;
      return {
        orderId,
        number,
        size,
        parcel: 1,
        sharesCode: false,
        lowDoor: 'not-asked',
        canGrow: false,
        next: null,
        state: loadState(front, slip, runner.timings),
      };
    },
    onChange: (listener) => listeners.add(listener),
    close: () => stop(),
  };
}

function beginLoad(parts: LoadParts, orderId: OrderId, size: SizeClass, staffId: StaffId): Result<LoadFront, { readonly kind: BeginLoadRefusal }> {
  const { store, doors, runner, clock, random } = parts;
  const loadable = loadableOrder(parts, orderId);
  if (!loadable.ok) return loadable;
  const order = loadable.value;
  // On a full disk what room is left is for people who come to collect.
  if (store.health !== 'ok') return err({ kind: 'storage' });
  if (!isAnyBusOk(doors)) return err({ kind: 'doors-unreachable' });
  const row = chooseCompartment(
    store.read.compartments().map((compartment) => ({ ...compartment, guarded: isGuarded(parts, compartment) })),
    size,
    'staff',
  );
  if (row === null) return err({ kind: 'no-free-compartment' });
  const [pass] = usablePasses(parts);
  if (pass === undefined) return err({ kind: 'no-blank-pass' });
  const parcelId = uuidV7<'parcel'>(clock.now(), random);
  const passId = pass.passId as PassId;
  const opened = runner.open<{ readonly kind: BeginLoadRefusal }>({
    purpose: 'load',
    compartmentId: row.compartmentId,
    parcelId,
    orderId,
    passId,
    staffId,
    prepare: (tx) => promise(tx, row, { parcelId, orderId, passId, size }),
  });
  if (!opened.ok) return err({ kind: opened.error.kind === 'guarded' ? 'no-free-compartment' : opened.error.kind });
  const live = runner.live(opened.value);
  if (live === null) return err({ kind: 'storage' });
  return ok({ intentId: opened.value, orderId, number: order.number, size, door: doorOf(row), flow: live.flow });
}

/** The compartment is promised to the parcel and the pass bound to it, in the intent's own transaction. */
function promise(
  tx: StoreWriter,
  row: CompartmentRow,
  parcel: { readonly parcelId: ParcelId; readonly orderId: OrderId; readonly passId: PassId; readonly size: SizeClass },
): Result<undefined, never> {
  const times = { loadedAt: null, collectedAt: null, deadline: null };
  tx.putParcel({ ...parcel, ...times, kind: 'order', status: 'loading', doorNumber: row.number, holder: null, recall: null, ended: null });
  tx.bindPass(parcel.passId, parcel.parcelId);
  changeCompartment(tx, row, { state: 'pending', parcelId: parcel.parcelId });
  return done;
}

function loadableOrder({ store, runner }: LoadParts, orderId: OrderId): Result<OrderRow, { readonly kind: 'unknown-order' | 'not-paid' | 'already-loaded' }> {
  const order = store.read.order(orderId);
  if (order === null || order.fulfilmentKind !== 'silo' || order.status === 'cancelled') return err({ kind: 'unknown-order' });
  if (order.status === 'placed') return err({ kind: 'not-paid' });
  if (order.status !== 'paid') return err({ kind: 'already-loaded' });
  const parcel = store.read.parcelOfOrder(orderId);
  if (parcel?.status === 'stored') return err({ kind: 'already-loaded' });
  if (parcel?.status !== 'loading') return ok(order);
  // A load whose door never opened stands in its quarantine; any other one has to be finished first.
  const holder = store.read.compartments().find((row) => row.parcelId === parcel.parcelId);
  const flow = holder === undefined ? undefined : runner.liveOn(holder.compartmentId)?.flow;
  return flow === undefined || flow.kind === 'jammed' ? ok(order) : err({ kind: 'already-loaded' });
}

function compartmentOf({ door }: LoadFront): CompartmentId {
  return door.compartmentId as CompartmentId;
}

function isGuarded({ runner, doors }: LoadParts, row: CompartmentRow): boolean {
  return runner.liveOn(row.compartmentId) !== null || doors.sensor(row.compartmentId) !== 'closed';
}

function slipOf(parts: LoadParts, front: LoadFront): ReceiptDocument | null {
  const parcel = parts.store.read.parcelOfOrder(front.orderId);
  const pass = parcel?.passId == null ? null : parts.store.read.pass(parcel.passId);
  const order = parts.store.read.order(front.orderId);
  if (pass === null || order === null) return null;
  const { code, shortCode, expires } = pass;
  return loadSlip({
    storeName: parts.storeName(),
    orderNumber: order.number,
    locale: order.locale,
    doorNumber: front.door.number,
    code,
    shortCode,
    expires,
    timeZone: parts.timeZone,
  });
}

async function printSlip(parts: LoadParts, slip: () => ReceiptDocument | null): ReturnType<Load['printSlip']> {
  if (parts.staff.current() === null) return err({ kind: 'not-signed-in' });
  parts.staff.touch();
  const document = slip();
  if (document === null) return err({ kind: 'nothing-to-print' });
  const outcome = await parts.printer.print(document);
  return outcome.kind === 'printed' ? done : err({ kind: outcome.kind });
}
