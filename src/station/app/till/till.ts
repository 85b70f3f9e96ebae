import type { OrderSummary } from '../../../contract/orders.ts';
import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { StaffOrder } from '../../../contract/station/views.ts';
import { leftToHandOver } from '../../../core/orders/hand-over.ts';
import { readOrderNumber } from '../../../core/orders/order-number.ts';
import { stepOrder } from '../../../core/orders/order-machine.ts';
import { readTillCode } from '../../../core/payments/till-code.ts';
import { isUndone } from '../../../core/discounts/marked-price.ts';
import { stepTillPayment, tillPaymentOf } from '../../../core/payments/till-payment.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { type OrderId, type PaymentId, uuidV7 } from '../../../kernel/ids.ts';
import type { Money } from '../../../kernel/money.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import { err, expectOk, ok, type Result } from '../../../kernel/result.ts';
import type { PrintOutcome, SlipPrinter } from '../../ports/peripherals.ts';
import type { OrderRow, StationStore, StoreWriter } from '../../ports/store.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import { writePrinted } from '../staff-access/printed.ts';
import { type NoSeller, whoSells } from '../staff-access/who-sells.ts';
import { writeHandOver } from './desk.ts';
import { paymentReceipt } from './slips.ts';
import { staffOrderOf } from './staff-order.ts';

/** The till: finding an order by what the shopper shows, and taking its money. */
export interface Till {
  findOrder(input: { readonly code: string }): Result<StaffOrder, { readonly kind: NoSeller['kind'] | 'unreadable' | 'unknown-order' }>;
  takePayment(input: TakePayment): Result<{ readonly receipt: ReceiptDocument }, { readonly kind: TakePaymentRefusal }>;
  /** The receipt of the last payment of whoever is signed in, or null. */
  lastReceipt(): ReceiptDocument | null;
  /** Prints `lastReceipt`. */
  printReceipt(): Promise<Result<undefined, { readonly kind: 'not-signed-in' | 'nothing-to-print' | Exclude<PrintOutcome['kind'], 'printed'> }>>;
}

/** Money taken at the till, as staff typed it in. */
export interface TakePayment {
  readonly orderId: string;
  readonly tender: 'cash' | 'card';
  readonly amount: Money;
}

/** Why the till takes no money. */
export type TakePaymentRefusal = NoSeller['kind'] | 'unknown-order' | 'already-paid' | 'cancelled' | 'wrong-amount' | 'discount-refused' | 'storage';

/** What the till needs. `timeZone` is the shop's IANA time zone. */
export interface TillParts {
  readonly store: StationStore;
  readonly staff: StaffSession;
  readonly printer: SlipPrinter;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly timeZone: string;
  storeName(): string;
}

/** Creates the till. */
export function createTill(parts: TillParts): Till {
  let last: { readonly staffId: string; readonly orderId: string; readonly receipt: ReceiptDocument } | null = null;
  const lastReceipt = (): ReceiptDocument | null => (last !== null && parts.staff.current()?.staffId === last.staffId ? last.receipt : null);
  return {
    lastReceipt,
    findOrder: ({ code }) => {
      const seller = whoSells(parts.staff);
      if (!seller.ok) return seller;
      parts.staff.touch();
      const found = orderBehind(parts.store, code);
      if (found.ok) recordLook(parts, { staffId: seller.value.staffId, orderId: found.value.orderId });
      return found.ok ? ok(staffOrderOf(found.value)) : found;
    },
    takePayment: (input) => {
      const seller = whoSells(parts.staff);
      if (!seller.ok) return seller;
      const { staffId } = seller.value;
      parts.staff.touch();
      const taken = takePayment(parts, input, staffId);
      if (taken.ok) last = { staffId, orderId: input.orderId, receipt: taken.value.receipt };
      return taken;
    },
    printReceipt: async () => {
      const member = parts.staff.current();
      if (member === null) return err({ kind: 'not-signed-in' });
      const receipt = lastReceipt();
      if (receipt === null || last === null) return err({ kind: 'nothing-to-print' });
      const { orderId } = last;
      const outcome = await parts.printer.print(receipt);
      if (outcome.kind !== 'printed') return err({ kind: outcome.kind });
      writePrinted(parts, 'receipt.printed', { staffId: member.staffId, orderId });
      return ok(undefined);
    },
  };
}

/** Who looked at whose order. The sale goes on where the disk does not take that. */
function recordLook({ store, clock }: TillParts, facts: Readonly<Record<string, string>>): void {
  const recorded = store.commit((tx) => {
    tx.audit({ kind: 'order.looked-up', at: clock.now(), facts });
    return ok(undefined);
  });
  if (!recorded.ok) return;
}

/** The till believes its own records: a code whose amount is not the order's is a code of something else. */
function orderBehind(store: StationStore, code: string): Result<OrderRow, { readonly kind: 'unreadable' | 'unknown-order' }> {
  const tillCode = readTillCode(code.trim());
  if (!tillCode.ok && tillCode.error.kind !== 'other-code') return err({ kind: 'unreadable' });
  const number = tillCode.ok ? tillCode.value.number : readOrderNumber(code);
  if (number === null) return err({ kind: 'unreadable' });
  const order = store.read.orderByNumber(number);
  if (order === null) return err({ kind: 'unknown-order' });
  // What its customer gave up since made it cheaper than the code says.
  if (order.stock?.changed === true) return ok(order);
  return tillCode.ok && !isCodeOf(tillCode.value.total, order) ? err({ kind: 'unreadable' }) : ok(order);
}

/** Status, operation and audit entry are one transaction; what the order is now is read inside it, so that it is paid once. */
function takePayment(
  parts: TillParts,
  input: TakePayment,
  staffId: string,
): Result<{ readonly receipt: ReceiptDocument }, { readonly kind: TakePaymentRefusal }> {
  const takenAt = parts.clock.now();
  const paymentId = uuidV7<'payment'>(takenAt, parts.random);
  const paid = parts.store.commit((tx): Result<OrderSummary, { readonly kind: TakePaymentRefusal }> => {
    const order = tx.order(input.orderId as OrderId);
    if (order === null) return err({ kind: 'unknown-order' });
    // Whoever pays must not pay a price that the shop may not stand by: people decide first, or take it back.
    if (order.discountRefused === true && order.status === 'placed') return err({ kind: 'discount-refused' });
    const payment = stepTillPayment(tillPaymentOf(order), { kind: 'take', amount: input.amount });
    if (!payment.ok) return payment;
    const next = expectOk(stepOrder(order, { kind: 'paid' }), 'an order whose payment is due can be paid');
    const settled: OrderRow = { ...order, status: next.status, paidHere: true };
    writePayment(tx, settled, { ...input, staffId, takenAt, paymentId });
    handOverWhatIsTakenAlong(tx, settled, { staffId, at: takenAt });
    return ok(tx.order(settled.orderId as OrderId) ?? settled);
  });
  if (!paid.ok) return paid.error.kind === 'storage' ? err({ kind: 'storage' }) : err({ kind: paid.error.kind });
  const { tender } = input;
  return ok({ receipt: paymentReceipt({ storeName: parts.storeName(), order: paid.value, tender, takenAt, timeZone: parts.timeZone }) });
}

interface Payment extends TakePayment {
  readonly paymentId: PaymentId;
  readonly staffId: string;
  readonly takenAt: number;
}

function writePayment(tx: StoreWriter, order: OrderRow, payment: Payment): void {
  const { paymentId, tender, amount, staffId, takenAt } = payment;
  tx.putOrder(order);
  tx.enqueue({ kind: 'payment.taken', paymentId, orderId: order.orderId, tender, amount, staffId, takenAt }, takenAt);
  tx.audit({
    kind: 'payment.taken',
    at: takenAt,
    facts: { paymentId, orderId: order.orderId, tender, minor: amount.minor, currency: amount.currency, staffId },
  });
}

/** What lies before the customer at the till is theirs with the payment. An order that has nothing of the kind stays as it is. */
function handOverWhatIsTakenAlong(tx: StoreWriter, order: OrderRow, { staffId, at }: { readonly staffId: string; readonly at: number }): void {
  if (!leftToHandOver(order).includes('carry-out')) return;
  expectOk(writeHandOver(tx, order, { kind: 'handed', way: 'carry-out', at }, staffId), 'what is taken along of an order that was just paid');
}

/** What the till took off since the code was made is no reason to refuse its code. */
function isCodeOf(told: Money, order: OrderRow): boolean {
  if (sameMoney(told, order.total)) return true;
  // Nor is what staff took off and took back again since.
  if (isUndone(order) && told.currency === order.total.currency && told.minor < order.total.minor) return true;
  return (order.discounts ?? []).length > 0 && told.currency === order.total.currency && told.minor > order.total.minor;
}

function sameMoney(one: Money, two: Money): boolean {
  return one.minor === two.minor && one.currency === two.currency;
}
