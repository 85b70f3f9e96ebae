import { usualSiloRules } from '../../../contract/hub/silo.ts';
import type { SizeClass } from '../../../contract/schema.ts';
import type { LoadStopReason } from '../../../contract/station/load-views.ts';
import { type Candidate, findCompartment, nextSize, type Wishes } from '../../../core/compartments/choose.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { type OrderId, type ParcelId, uuidV7 } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import { isAnyBusOk } from '../../ports/doors.ts';
import type { CompartmentRow, OrderRow, StoreWriter } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import type { Operator } from '../courier/operator.ts';
import { changeCompartment } from '../doors/door-book.ts';
import { doorOf } from '../silo/door-of.ts';
import type { LoadFront } from './load-front.ts';
import type { LoadParts, LoadWishes } from './load-parts.ts';
import { loadableOrder } from './loadable.ts';
import { parcelsOfPerson, type PassChoice, passFor } from './pass-for.ts';

/** What is to be loaded, and how. */
export interface LoadRequest {
  readonly orderId: OrderId;
  readonly size: SizeClass;
  readonly wishes: LoadWishes;
}

/** Chooses a compartment and a pass for a parcel and opens the door; or says why not, and nothing was changed. */
export function beginLoad(parts: LoadParts, { orderId, size, wishes }: LoadRequest, by: Operator): Result<LoadFront, { readonly kind: LoadStopReason }> {
  const { store, doors, runner, clock, random } = parts;
  const loadable = loadableOrder(parts, orderId, wishes.another);
  if (!loadable.ok) return loadable;
  const { order, parcel } = loadable.value;
  // On a full disk what room is left is for people who come to collect.
  if (store.health !== 'ok') return err({ kind: 'storage' });
  if (!isAnyBusOk(doors)) return err({ kind: 'doors-unreachable' });
  const place = placeFor(parts, order, size, wishes);
  if (!place.ok) return place;
  const pass = passFor(parts, order);
  if (pass === null) return err({ kind: 'no-blank-pass' });
  const parcelId = uuidV7<'parcel'>(clock.now(), random);
  const row = place.value.compartment;
  const opened = runner.open<never>({
    purpose: 'load',
    compartmentId: row.compartmentId,
    parcelId,
    orderId,
    passId: pass.passId,
    staffId: by.id,
    prepare: (tx) => {
      tx.addToLoadRound({ parcelId, staffId: by.id, begunAt: clock.now() });
      return promise(tx, row, order, { parcelId, size, pass });
    },
  });
  if (!opened.ok) return err({ kind: opened.error.kind === 'guarded' ? 'no-free-compartment' : opened.error.kind });
  const live = runner.live(opened.value);
  if (live === null) return err({ kind: 'storage' });
  return ok({
    intentId: opened.value,
    by: by.id,
    parcelId,
    orderId,
    number: order.number,
    size,
    parcel,
    sharesCode: pass.isShared,
    lowDoor: wantsLow(order, wishes) ? (place.value.isLow ? 'given' : 'none-free') : 'not-asked',
    canGrow: nextSize(bankOf(parts), row.size) !== null,
    wishes,
    next: null,
    wasGivenUp: false,
    door: doorOf(row),
    flow: live.flow,
  });
}

/** The doors of this bank, as the choice sees them. */
export function bankOf({ store, runner, doors }: LoadParts): readonly (CompartmentRow & Candidate)[] {
  return store.read
    .compartments()
    .filter(isInUse)
    .map((row) => ({ ...row, guarded: runner.liveOn(row.compartmentId) !== null || doors.sensor(row.compartmentId) !== 'closed' }));
}

function placeFor(parts: LoadParts, order: OrderRow, size: SizeClass, wishes: LoadWishes): Result<Place, { readonly kind: LoadStopReason }> {
  const choice = findCompartment(bankOf(parts), size, 'staff', wishesOf(parts, order, wishes));
  switch (choice.kind) {
    case 'found':
      return ok(choice);
    case 'too-big':
    case 'only-kept':
      return err({ kind: choice.kind });
    case 'full':
      return err({ kind: 'no-free-compartment' });
    default:
      return assertNever(choice);
  }
}

interface Place {
  readonly compartment: CompartmentRow;
  readonly isLow: boolean;
}

/** Longer ago than this, an order's customer is not about to come round. Milliseconds. */
const SOON_MS = 86_400_000;

function wishesOf(parts: LoadParts, order: OrderRow, wishes: LoadWishes): Wishes {
  const { store, trusted } = parts;
  const { now } = trusted.read();
  const waiting = parcelsOfPerson(parts, order);
  const near = waiting.flatMap(({ parcelId }) => store.read.compartmentOfParcel(parcelId) ?? []);
  return {
    now,
    keepForReturns: wishes.useKept ? 0 : (store.read.config()?.silo ?? usualSiloRules).keepForReturns,
    lowDoor: wantsLow(order, wishes),
    // Who ordered in the shop today, or has something waiting already, comes soon.
    dwell: waiting.length > 0 || now - order.placedAt < SOON_MS ? 'short' : 'long',
    near,
  };
}

function wantsLow(order: OrderRow, wishes: LoadWishes): boolean {
  return wishes.lowDoor || order.needsLowDoor === true;
}

/** The compartment is promised to the parcel and the pass bound to it, in the intent's own transaction. */
function promise(
  tx: StoreWriter,
  row: CompartmentRow,
  order: OrderRow,
  parcel: { readonly parcelId: ParcelId; readonly size: SizeClass; readonly pass: PassChoice },
): Result<undefined, never> {
  const { parcelId, size, pass } = parcel;
  tx.putParcel({
    parcelId,
    kind: 'order',
    orderId: order.orderId as OrderId,
    passId: pass.passId,
    holder: order.holder,
    size,
    status: 'loading',
    doorNumber: row.number,
    loadedAt: null,
    collectedAt: null,
    deadline: null,
    recall: null,
    ended: null,
  });
  if (!pass.isShared) tx.bindPass(pass.passId, parcelId);
  changeCompartment(tx, row, { state: 'pending', parcelId });
  return done;
}
