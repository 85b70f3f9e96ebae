import { usualSiloRules } from '../../../contract/hub/silo.ts';
import { readPassText } from '../../../contract/pass/lk1.ts';
import type { PassBody, PassRefusal } from '../../../contract/pass/pass.ts';
import { readOrderNumber } from '../../../core/orders/order-number.ts';
import { readShortCode } from '../../../core/passes/short-code.ts';
import { returnedByEither } from '../../../core/returns/goods.ts';
import { judgeReturn } from '../../../core/returns/judge-return.ts';
import type { Bundle, Refusal } from '../../../core/returns/return-flow.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { OrderId, PassId } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { OrderRow, ParcelRow, StoreReader } from '../../ports/store.ts';
import { type CodeParts, readCode } from '../silo/judge-code.ts';
import type { PinHolder } from '../silo/pin-entry.ts';
import { goodsOfPermit } from './permit-goods.ts';
import type { ReturnsParts } from './returns-parts.ts';

/** Why nothing may be returned with what was shown: what the person reads, and what the audit learns. */
export interface Refused {
  readonly refusal: Refusal;
  readonly reason: PassRefusal['kind'] | 'R_RETURN';
  readonly passId: PassId | null;
}

/** What may be returned: more than one bundle where one code is for several orders. Never empty. */
export type Identified = Result<readonly Bundle[], Refused>;

/** What identifying needs. */
export type IdentifyParts = CodeParts & Pick<ReturnsParts, 'catalogue' | 'clock'>;

/**
 * Who wants to return what, by the text of a code. Any code of the tenant is good for it: that of a return at any bank; that of an order
 * also after its own time, because goods come back later than they are collected; and that of an order of another silo, whose order
 * nobody knows here. It costs a compartment at most: what is paid back, the hub decides.
 */
export function identifyCode(parts: IdentifyParts, text: string): Identified {
  const read = readCode(parts, text);
  if (read.ok) return identifyPass(parts, read.value);
  const { kind } = read.error;
  // Both are told only of a code whose signature is good, so what it says may be believed.
  const late = kind === 'R_TIME' || kind === 'R_BANK' ? readPassText(text) : null;
  if (late?.ok === true && late.value.body.kind === 'collect' && isBegun(parts, late.value.body)) {
    return kind === 'R_BANK' ? identifyElsewhere(parts.store.read, late.value.body) : identifyPass(parts, late.value.body);
  }
  if (read.error.kind === 'R_FORMAT') return refuse(read.error.productCode ? 'product-code' : 'unreadable', kind, null);
  return refuse('not-valid', kind, null);
}

/** The same for a code that was judged already. */
export function identifyPass(parts: IdentifyParts, pass: PassBody): Identified {
  const { passId, kind, flags } = pass;
  if (parts.store.read.isRevoked(passId)) return refuse('not-valid', 'R_REVOKED', passId);
  if (flags.assistOnly) return refuse('not-valid', 'R_STATE', passId);
  switch (kind) {
    case 'return':
      return identifyReturn(parts, passId);
    case 'collect':
      return identifyHolder(parts, pass);
    case 'courier-deposit':
    case 'courier-collect':
    case 'staff-challenge':
      return refuse('not-valid', 'R_STATE', passId);
    default:
      return assertNever(kind);
  }
}

/**
 * The pass behind what a person typed: an order's number, or a short code. Of an order that was collected in another silo of the shop the hub has
 * told what its PIN is checked with. Null: there is none whose PIN could be known here.
 */
export function findTypedPass(read: StoreReader, typed: string): PinHolder | null {
  const number = readOrderNumber(typed);
  const order = number === null ? null : read.orderByNumber(number);
  if (order !== null) return findPassOfOrder(read, order);
  const shortCode = readShortCode(typed);
  const pass = shortCode === null ? null : read.passByShortCode(shortCode);
  return pass?.parcelId == null ? null : pass;
}

/** What may be returned by who typed an order's number, or a short code, with the right PIN. */
export function identifyTyped(parts: IdentifyParts, passId: PassId, typed: string): Identified {
  const { read } = parts.store;
  if (read.isRevoked(passId)) return refuse('not-valid', 'R_REVOKED', passId);
  const number = readOrderNumber(typed);
  const order = number === null ? null : read.orderByNumber(number);
  return judgeOrders(parts, order === null ? ordersOf(read, passId) : [order.orderId as OrderId], passId);
}

/** The pass of the parcel that was handed over last, here or elsewhere: its PIN is the one that the customer was sent last. */
function findPassOfOrder(read: StoreReader, { orderId, collected }: OrderRow): PinHolder | null {
  const parcels = read.parcelsOfOrder(orderId as OrderId).filter((parcel) => parcel.kind === 'order' && parcel.passId !== null);
  const newest = parcels.toSorted((a, b) => lastTime(b) - lastTime(a))[0];
  const here = newest?.passId == null ? null : read.pass(newest.passId);
  if (collected === undefined || (here !== null && newest !== undefined && lastTime(newest) >= collected.at)) return here;
  return read.pass(collected.passId as PassId) ?? { passId: collected.passId as PassId, pin: collected.pin };
}

function identifyReturn(parts: IdentifyParts, returnId: PassId): Identified {
  const { read } = parts.store;
  if (read.depositsOfReturn(returnId).some(({ parcelId }) => cameBack(read.parcel(parcelId)))) return refuse('all-returned', 'R_RETURN', returnId);
  const permit = read.returnPermit(returnId);
  const unknown = { returnId, orderId: null, goods: [], pieces: 1, size: null, email: null };
  // A return that the hub has not told of is taken all the same: the customer has a code, and stands here with the goods.
  if (permit === null) return ok([{ ...unknown, number: null }]);
  const { number } = permit;
  const order = read.order(permit.orderId as OrderId);
  if (order === null) return ok([{ ...unknown, number, goods: goodsOfPermit(parts.catalogue, permit) }]);
  const orderId = permit.orderId as OrderId;
  const judged = judgeReturn({ lines: order.lines, collectedAt: null, returned: returnedOf(read, orderId), announced: permit.lines }, 0, 0);
  return judged.ok ? ok([{ ...unknown, orderId, number, goods: judged.value }]) : err({ refusal: judged.error, reason: 'R_RETURN', passId: returnId });
}

function identifyHolder(parts: IdentifyParts, { passId, generation, flags }: PassBody): Identified {
  const { read } = parts.store;
  if (read.ownerOfDelegate(passId) !== null) return refuse('delegate', 'R_STATE', passId);
  if (generation < (read.pass(passId)?.seenGeneration ?? 0)) return refuse('not-valid', 'R_REVOKED', passId);
  if (flags.pin) return refuse('needs-pin', 'R_PIN', passId);
  const orders = ordersOf(read, passId);
  return orders.length === 0 ? refuse('not-valid', 'R_STATE', passId) : judgeOrders(parts, orders, passId);
}

/** The code of an order that lay in another silo: signed by the shop, and good for nothing but bringing goods back. */
function identifyElsewhere(read: StoreReader, { passId, flags }: PassBody): Identified {
  if (read.isRevoked(passId)) return refuse('not-valid', 'R_REVOKED', passId);
  if (flags.pin || flags.assistOnly) return refuse(flags.pin ? 'needs-pin' : 'not-valid', flags.pin ? 'R_PIN' : 'R_STATE', passId);
  return ok([{ returnId: passId, orderId: null, number: null, goods: [], pieces: 1, size: null, email: null }]);
}

/** Of several orders behind one code, those of which something may come back; where none is left, why the last one may not. */
function judgeOrders({ store, trusted }: IdentifyParts, orders: readonly OrderId[], passId: PassId): Identified {
  const { read } = store;
  const { returnDays } = read.config()?.silo ?? usualSiloRules;
  const bundles: Bundle[] = [];
  let refusal: Refusal = { kind: 'not-valid' };
  for (const orderId of orders) {
    const order = read.order(orderId);
    if (order === null) continue;
    const facts = { lines: order.lines, collectedAt: collectedAt(read, order), returned: returnedOf(read, orderId), announced: null };
    const judged = judgeReturn(facts, returnDays, trusted.read().now);
    if (judged.ok) bundles.push({ returnId: null, orderId, number: order.number, goods: judged.value, pieces: 1, size: null, email: null });
    else refusal = judged.error;
  }
  return bundles.length > 0 ? ok(bundles) : err({ refusal, reason: 'R_RETURN', passId });
}

/** When the last parcel of an order was handed over, here or, as far as the hub has told, elsewhere; or null. */
function collectedAt(read: StoreReader, { orderId, collected }: OrderRow): number | null {
  const here = read
    .parcelsOfOrder(orderId as OrderId)
    .flatMap(({ kind, status, collectedAt: at }) => (kind === 'order' && status === 'collected' && at !== null ? [at] : []));
  const times = collected === undefined ? here : [...here, collected.at];
  return times.length === 0 ? null : Math.max(...times);
}

/** What has come back of an order: deposits that people confirmed here, and what the hub has told. */
function returnedOf(read: StoreReader, orderId: OrderId) {
  const here = read
    .parcelsOfOrder(orderId)
    .flatMap((parcel) => (parcel.kind === 'return' && cameBack(parcel) ? (read.returnDeposit(parcel.parcelId)?.lines ?? []) : []));
  return returnedByEither(here, read.order(orderId)?.returned ?? []);
}

/** Was this return confirmed? One that nobody answered for is no return, whatever lies behind the door. */
function cameBack(parcel: ParcelRow | null): boolean {
  return parcel !== null && (parcel.status === 'stored' || parcel.ended === 'recalled');
}

function ordersOf(read: StoreReader, passId: PassId): readonly OrderId[] {
  const ids = read.parcelsOfPass(passId).flatMap(({ kind, orderId }) => (kind === 'order' && orderId !== null ? [orderId] : []));
  return [...new Set(ids)];
}

function lastTime({ collectedAt: at, loadedAt }: ParcelRow): number {
  return at ?? loadedAt ?? 0;
}

function isBegun({ trusted }: IdentifyParts, pass: PassBody): boolean {
  return trusted.read().now / 1000 >= pass.notBefore - EARLY_SECONDS;
}

/** As for every code: clocks differ by so much. */
const EARLY_SECONDS = 600;

function refuse(kind: Exclude<Refusal['kind'], 'too-late'>, reason: Refused['reason'], passId: PassId | null): Result<never, Refused> {
  return err({ refusal: { kind }, reason, passId });
}
