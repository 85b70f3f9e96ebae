import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { contact, deliveryPromise, fulfilment, shipAddress, way } from '../orders.ts';
import { receiptDocument } from '../receipt.ts';
import { locale, money, sku, text, uuid } from '../schema.ts';
import { assist } from './assist-contract.ts';
import { benefits } from './benefit-contract.ts';
import { desk } from './desk-contract.ts';
import { help } from './help-contract.ts';
import { lookIntents } from './look-contract.ts';
import { courierIntents, loadIntents, recallIntents } from './load-contract.ts';
import { bagCode, bagTaken } from './bag-views.ts';
import { answer, noSeller, nothing, outcome } from './outcome.ts';
import { reader } from './reader-contract.ts';
import { service } from './service-contract.ts';
import { orders } from './order-contract.ts';
import { returns } from './return-contract.ts';
import { silo } from './silo-contract.ts';
import { speech } from './speech-contract.ts';
import { catalogue } from './catalogue-contract.ts';
import { kioskView, staffOrder, staffView, stationStatus, toDo } from './views.ts';

/** Largest message between page and station, in bytes. */
export const MAX_RPC_BYTES = 65_536;

const kiosk = {
  watch: oc.input(nothing).output(eventIterator(kioskView)),
  /** Begins a shopper's session, or changes its language if one runs. */
  start: oc.input(z.strictObject({ locale })).output(outcome('storage')),
  /** Any touch: pushes the idle deadline out again. */
  touch: oc.input(nothing).output(outcome('no-session')),
  /** The answer to the idle warning; ten are given per session. */
  extend: oc.input(nothing).output(outcome('no-session', 'no-extensions-left')),
  /** Switches the time limit of this session off, or on again (WCAG 2.2.1). */
  setLimit: oc.input(z.strictObject({ limit: z.enum(['usual', 'off']) })).output(outcome('no-session', 'storage')),
  add: oc.input(z.strictObject({ sku })).output(outcome('no-session', 'unknown-sku', 'nowhere-in-stock', 'bag-full', 'storage')),
  setQuantity: oc
    .input(z.strictObject({ lineId: text(40), quantity: z.number().int().min(0).max(20) }))
    .output(outcome('no-session', 'unknown-line', 'not-enough', 'storage')),
  setFulfilment: oc.input(z.strictObject({ fulfilment })).output(outcome('no-session', 'no-silo', 'storage')),
  /** How one line reaches the shopper, or all of them (`lineId` null). Ways that a line cannot go are refused. */
  setWay: oc
    .input(z.strictObject({ lineId: text(40).nullable(), way, needsLowDoor: z.boolean().optional() }))
    .output(outcome('no-session', 'unknown-line', 'way-not-possible', 'storage')),
  setShipTo: oc.input(z.strictObject({ address: shipAddress })).output(outcome('no-session', 'not-sent-there', 'storage')),
  /** What is sent goes to the address that the hub knows of the member whose code was shown in this session. */
  takeKnownAddress: oc.input(nothing).output(outcome('no-session', 'no-member', 'show-again', 'address-unknown', 'hub-away', 'not-sent-there', 'storage')),
  setContact: oc.input(z.strictObject({ contact })).output(outcome('no-session', 'storage')),
  /**
   * Turns the bag into an order. Asked twice in one session it answers with the same order. What was withdrawn or sold out since is
   * taken out of the bag first, and the shopper is told (`unknown-sku`, `nowhere-in-stock`, `not-enough`) before anything is ordered; so it is with prices (`price-changed`). `seen` is
   * what the page showed of costs and days: an order that would be another is refused (`promise-changed`), so that it can be shown again.
   */
  place: oc
    .input(z.strictObject({ seen: z.strictObject({ total: money, delivery: z.array(deliveryPromise).max(4) }).optional() }))
    .output(
      outcome(
        ...(['no-session', 'empty-bag', 'no-fulfilment', 'no-address', 'no-contact', 'unknown-sku', 'nowhere-in-stock', 'not-enough', 'storage'] as const),
        ...(['way-not-possible', 'promise-changed', 'price-changed'] as const),
      ),
    ),
  print: oc.input(nothing).output(outcome('no-session', 'nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline')),
  /** The address that carries the bag to a phone, and from there to another kiosk; it works with the hub away. `no-hub`: the station was never enrolled. */
  bagCode: oc.input(nothing).output(answer(bagCode, 'no-session', 'empty-bag', 'too-large', 'no-hub')),
  /** Takes over a bag from such an address: it joins what is in the bag. */
  takeBag: oc.input(z.strictObject({ code: text(1000) })).output(answer(bagTaken, 'no-session', 'unreadable', 'storage')),
  /** Ends the session and wipes everything of it. */
  end: oc.input(nothing).output(outcome('storage')),
};

const staff = {
  watch: oc.input(nothing).output(eventIterator(staffView)),
  /** `badge` is the badge's QR text or the staff number. */
  signIn: oc.input(z.strictObject({ badge: text(128), pin: z.string().regex(/^\d{4,12}$/) })).output(outcome('refused', 'wait')),
  signOut: oc.input(nothing).output(outcome('not-signed-in')),
  touch: oc.input(nothing).output(outcome('not-signed-in')),
  /** Finds the order behind a till code, or by its number. */
  findOrder: oc.input(z.strictObject({ code: text(120) })).output(answer(staffOrder, ...noSeller, 'unreadable', 'unknown-order')),
  takePayment: oc
    .input(z.strictObject({ orderId: uuid, tender: z.enum(['cash', 'card']), amount: money }))
    .output(
      answer(
        z.strictObject({ receipt: receiptDocument }),
        ...noSeller,
        'unknown-order',
        'already-paid',
        'cancelled',
        'wrong-amount',
        'discount-refused',
        'storage',
      ),
    ),
  /** How much there is to do of each kind, without any of it; null where it is not theirs. */
  toDo: oc.input(nothing).output(answer(toDo, 'not-signed-in')),
  /** Paid orders of which something is still to be handed over, at the desk or taken along, oldest first. */
  deskOrders: oc.input(nothing).output(answer(z.array(staffOrder).max(500), ...noSeller)),
  /** Orders that miss something, oldest first. */
  shortOrders: oc.input(nothing).output(answer(z.array(staffOrder).max(500), ...noSeller)),
  /** The desk's part of an order lies there: its customer is called. */
  deskReady: oc.input(z.strictObject({ orderId: uuid })).output(handedOver()),
  /** Somebody who showed that it is theirs has it. What is taken along is handed over by `takePayment` already where it is paid at the till. */
  handOver: oc.input(z.strictObject({ orderId: uuid, way: z.enum(['carry-out', 'desk']) })).output(handedOver()),
  ordersToPrepare: oc.input(nothing).output(answer(z.array(staffOrder).max(500), 'not-signed-in')),
  ...loadIntents,
  ...recallIntents,
  ...courierIntents,
  /** Opens a compartment that holds no parcel on the books, so that a person can look inside. */
  beginCheck: oc
    .input(z.strictObject({ compartmentId: text(40) }))
    .output(outcome('not-signed-in', 'unknown-compartment', 'holds-parcel', 'busy', 'doors-unreachable', 'storage')),
  retryCheck: oc.input(nothing).output(outcome('not-signed-in', 'not-now')),
  /** What is inside, once the door is closed again; `empty` also after something was taken out. */
  answerCheck: oc.input(z.strictObject({ answer: z.enum(['empty', 'not-empty']) })).output(outcome('not-signed-in', 'not-now', 'door-open', 'storage')),
  /** Leaves the check after `checked` or `did-not-open`. */
  closeCheck: oc.input(nothing).output(outcome('not-signed-in', 'not-now')),
  ...lookIntents,
  printSlip: oc.input(nothing).output(outcome('not-signed-in', 'nothing-to-print', 'no-printer', 'paper-out', 'cover-open', 'offline')),
  status: oc.input(nothing).output(answer(stationStatus, 'not-signed-in')),
};

function handedOver() {
  return outcome(...noSeller, 'unknown-order', 'not-paid', 'on-hold', 'cancelled', 'nothing-to-hand-over', 'already', 'storage');
}

/** Everything that a page may ask of its station; the same over a MessagePort and over a WebSocket. */
export const stationContract = { catalogue, kiosk, orders, benefits, silo, returns, staff, assist, desk, help, service, reader, speech };
export type StationContract = typeof stationContract;
