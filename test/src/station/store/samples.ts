import type { Operation } from '../../../../src/contract/events/operations.ts';
import type { CompartmentId, IntentId, OrderId, ParcelId, PassId } from '../../../../src/kernel/ids.ts';
import type { CompartmentRow, IntentRow, OrderRow, ParcelRow } from '../../../../src/station/ports/store.ts';
import type { BlankPass } from '../../../../src/contract/hub/sync.ts';

/** A UUID that ends in `n`. */
export function uuidOf(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** The id of order `n`. */
export const orderIdOf = (n: number): OrderId => uuidOf(n) as OrderId;
/** The id of parcel `n`. */
export const parcelIdOf = (n: number): ParcelId => uuidOf(0x1000 + n) as ParcelId;
/** The id of intent `n`. */
export const intentIdOf = (n: number): IntentId => uuidOf(0x2000 + n) as IntentId;
/** The id of pass `n`. */
export const passIdOf = (n: number): PassId => n.toString(16).padStart(32, '0') as PassId;

/** Order `n`, paid and for the silo unless said otherwise. */
export function order(n: number, changes: Partial<OrderRow> = {}): OrderRow {
  return {
    orderId: orderIdOf(n),
    number: `K1-${String(n).padStart(5, '0')}-7`,
    status: 'paid',
    placedAt: 1_760_000_000_000 + n,
    lines: [
      {
        sku: 'S-1',
        title: 'Camisa',
        size: 'M',
        colour: 'Azul',
        picture: { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' },
        quantity: 1,
        unitPrice: { minor: 2995, currency: 'EUR' },
      },
    ],
    total: { minor: 2995, currency: 'EUR' },
    fulfilmentKind: 'silo',
    locale: 'es',
    paidHere: false,
    holder: null,
    ...changes,
  };
}

/** Parcel `n` of order `n`, stored behind door `n`. */
export function parcel(n: number, changes: Partial<ParcelRow> = {}): ParcelRow {
  return {
    parcelId: parcelIdOf(n),
    kind: 'order',
    orderId: orderIdOf(n),
    passId: null,
    holder: null,
    size: 'M',
    status: 'stored',
    doorNumber: n,
    loadedAt: 1_760_000_000_000,
    collectedAt: null,
    deadline: null,
    recall: null,
    ended: null,
    ...changes,
  };
}

/** Compartment `n`, free and seen empty. */
export function compartment(n: number, changes: Partial<CompartmentRow> = {}): CompartmentRow {
  return {
    compartmentId: `1-${String(n).padStart(2, '0')}` as CompartmentId,
    number: n,
    size: 'M',
    heightMm: 200,
    column: 0,
    row: n,
    bus: 'bank',
    board: 0,
    lock: n,
    state: 'free-verified',
    parcelId: null,
    needsCheck: false,
    heldUntil: null,
    reason: null,
    ...changes,
  };
}

/** Intent `n` to collect parcel `n` from compartment `n`. */
export function intent(n: number, changes: Partial<IntentRow> = {}): IntentRow {
  return {
    intentId: intentIdOf(n),
    compartmentId: compartment(n).compartmentId,
    purpose: 'collect',
    parcelId: parcelIdOf(n),
    orderId: orderIdOf(n),
    passId: null,
    staffId: null,
    secondStaffId: null,
    commandId: null,
    delegateId: null,
    state: '{"kind":"pulsing"}',
    createdAt: 1_760_000_000_000,
    endedAt: null,
    outcome: null,
    ...changes,
  };
}

/** Blank pass `n`. */
export function blankPass(n: number, changes: Partial<BlankPass> = {}): BlankPass {
  return {
    passId: passIdOf(n),
    code: `LK1:${n}`,
    shortCode: `0000000${n}A`.slice(-9),
    pin: 'scrypt$1024$8$1$00$00',
    notBefore: 1_760_000_000,
    expires: 1_761_000_000 + n,
    delegateIds: [],
    ...changes,
  };
}

/** The operation that a payment for order `n` was taken. */
export function payment(n: number): Operation {
  return {
    kind: 'payment.taken',
    paymentId: uuidOf(0x3000 + n),
    orderId: orderIdOf(n),
    tender: 'card',
    amount: { minor: 2995, currency: 'EUR' },
    staffId: 'ana',
    takenAt: 1_760_000_000_000,
  };
}

/** An operation about no order. */
export function started(n: number): Operation {
  return { kind: 'station.started', version: '1', schema: 20, at: n };
}
