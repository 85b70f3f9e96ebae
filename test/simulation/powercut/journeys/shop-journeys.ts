import { orderNumber } from '../../../../src/core/orders/order-number.ts';
import type { OrderId, PassId } from '../../../../src/kernel/ids.ts';
import { done, expectOk } from '../../../../src/kernel/result.ts';
import { codeOf, passBody, shirt, staff } from '../../../flows/support/shop.ts';
import { good, type TestStation } from '../../../flows/support/test-station.ts';
import { bornShop, closeShop, type Recording, recordedStation } from './recorded-shop.ts';

const price = shirt.variants[0]?.price ?? { minor: 0, currency: 'EUR' };

/** The whole path of an order, with every step that a person saw succeed: placed, paid, loaded, collected. Twice, the second time with a report. */
export async function path(recording: Recording): Promise<void> {
  bornShop(recording);
  const shop = await recordedStation(recording);
  for (const problem of [false, true]) {
    const orderId = await placeOrder(recording, shop);
    await pay(recording, shop, orderId);
    await load(recording, shop, orderId);
    await collect(recording, shop, orderId, problem);
  }
  closeShop(shop);
  // What a clean end wrote back is taken up by the next start.
  const again = await recordedStation(recording, { seed: 2, wallOffset: 3_600_000 });
  await placeOrder(recording, again);
  closeShop(again);
}

/** Goods that come back, a parcel that staff take out again, and a call for help. */
export async function returns(recording: Recording): Promise<void> {
  bornShop(recording);
  const shop = await recordedStation(recording);
  const { staff: clerk, help } = shop.station.intents;
  setAll(shop, 'free-verified');
  await bringBack(recording, shop);
  const orderId = shop.paidOrder(1, { number: orderNumber('K1', 1) });
  await shop.signIn();
  await load(recording, shop, orderId);
  good(await help.call({ screen: 'silo' }));
  recording.mark({ kind: 'saw', step: 'help is coming', operation: 'help.called', audit: 'help.called' });
  await recall(recording, shop, orderId);
  good(await clerk.signOut({}));
  closeShop(shop);
}

/** Wrong PINs until the silo takes no more: a power cut must give nobody their tries back. */
export async function pins(recording: Recording): Promise<void> {
  bornShop(recording);
  const shop = await recordedStation(recording);
  const orderId = shop.paidOrder(1);
  await load(recording, shop, orderId);
  const passId = shop.store.read.parcelOfOrder(orderId)?.passId ?? ('' as PassId);
  const code = codeOf({ ...passBody(1), passId, flags: { pin: true, totp: false, assistOnly: false } });
  for (let wrong = 0; wrong < 6; wrong++) {
    await shop.scan(code);
    if (shop.silo.kind !== 'pin') break;
    await shop.advance(600);
    const answer = await shop.station.intents.silo.confirmPin({ pin: '000000' });
    if (!answer.ok && answer.error.kind === 'refused') recording.mark({ kind: 'saw', step: `wrong PIN ${wrong + 1}`, operation: null, audit: 'pass.refused' });
  }
  closeShop(shop);
}

/** So much of everything that the journal is written back, begun anew and cut off again and again. */
export async function long(recording: Recording): Promise<void> {
  bornShop(recording);
  const shop = await recordedStation(recording, { passes: 6 });
  for (let n = 0; n < 14; n++) {
    const orderId = await placeOrder(recording, shop);
    await pay(recording, shop, orderId);
    if (n >= 6) continue;
    await load(recording, shop, orderId);
    await collect(recording, shop, orderId, false);
  }
  // More than a thousand pages without a session's end: the journal is written back in passing, and begun anew.
  for (let n = 0; n < 190; n++) shop.paidOrder(100 + n);
  expectOk(shop.store.emptyJournal(), 'the journal');
  await placeOrder(recording, shop);
  closeShop(shop);
}

async function placeOrder(recording: Recording, shop: TestStation): Promise<OrderId> {
  const { kiosk } = shop.station.intents;
  good(await kiosk.start({ locale: 'es' }));
  good(await kiosk.add({ sku: 'CAM-M' }));
  good(await kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
  good(await kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
  good(await kiosk.place({}));
  const placed = shop.station.screens.kiosk.current().session?.placed;
  if (placed == null) throw new Error('nothing was placed');
  recording.mark({ kind: 'saw', step: `placed ${placed.number}`, operation: 'order.placed', audit: 'order.placed' });
  good(await kiosk.end({}));
  return placed.orderId as OrderId;
}

async function pay(recording: Recording, shop: TestStation, orderId: OrderId): Promise<void> {
  const { staff: clerk } = shop.station.intents;
  good(await clerk.signIn({ badge: staff.badge, pin: staff.pin }));
  good(await clerk.takePayment({ orderId, tender: 'cash', amount: price }));
  recording.mark({ kind: 'saw', step: 'paid', operation: 'payment.taken', audit: 'payment.taken' });
  good(await clerk.signOut({}));
}

async function load(recording: Recording, shop: TestStation, orderId: OrderId): Promise<void> {
  await shop.loadParcel(orderId);
  recording.mark({ kind: 'saw', step: 'loaded', operation: 'parcel.loaded', audit: 'door.answered' });
}

async function collect(recording: Recording, shop: TestStation, orderId: OrderId, withProblem: boolean): Promise<void> {
  const address = shop.addressOf(orderId);
  const passId = shop.store.read.parcelOfOrder(orderId)?.passId ?? ('' as PassId);
  await shop.scan(shop.store.read.pass(passId)?.code ?? '');
  await shop.advance(2500);
  if (withProblem) {
    good(await shop.station.intents.silo.report({ problem: 'damaged', keep: 'take' }));
    recording.mark({ kind: 'saw', step: 'told of damage', operation: 'problem.reported', audit: 'problem.reported' });
  }
  shop.boards.closeDoor(address);
  await shop.advance(1200);
  if (shop.silo.kind !== 'thanks') throw new Error(`the silo shows ${shop.silo.kind}`);
  // What the customer is thanked for is that their door was seen closed; the hub is told when the quarantine is over (decision 0009).
  recording.mark({ kind: 'saw', step: 'thanked', operation: null, audit: 'door.closed' });
  await shop.advance(15_000);
  recording.mark({ kind: 'saw', step: 'collected', operation: 'parcel.collected', audit: 'door.ended' });
}

async function bringBack(recording: Recording, shop: TestStation): Promise<void> {
  const { returns: ask } = shop.station.intents;
  good(await ask.begin({}));
  await shop.scan(codeOf(passBody(1, { kind: 'return', bank: 'any', passId: (0xbe01).toString(16).padStart(32, '0') as PassId })));
  good(await ask.next({}));
  good(await ask.open({ locale: 'es' }));
  await shop.advance(1500);
  for (const address of shop.openDoors) shop.boards.closeDoor(address);
  await shop.advance(1500);
  good(await ask.answer({ answer: 'placed' }));
  await shop.advance(0);
  if (shop.silo.kind !== 'return-done') throw new Error(`the silo shows ${shop.silo.kind}`);
  recording.mark({ kind: 'saw', step: 'brought back', operation: 'return.deposited', audit: 'return.deposited' });
  good(await ask.end({}));
  await shop.advance(6000);
}

async function recall(recording: Recording, shop: TestStation, orderId: OrderId): Promise<void> {
  const { staff: clerk } = shop.station.intents;
  const parcel = shop.store.read.parcelOfOrder(orderId);
  if (parcel === null) throw new Error('nothing to recall');
  expectOk(
    shop.store.commit((tx) => {
      tx.putParcel({ ...parcel, recall: 'requested' });
      return done;
    }),
    'the wish',
  );
  const address = shop.addressOf(orderId);
  good(await clerk.startRecall({ parcelIds: [parcel.parcelId] }));
  await shop.advance(1500);
  shop.boards.closeDoor(address);
  await shop.advance(1200);
  good(await clerk.answerRecall({ answer: 'taken' }));
  recording.mark({ kind: 'saw', step: 'taken out again', operation: 'parcel.recalled', audit: 'door.answered' });
  await shop.advance(6000);
}

function setAll(shop: TestStation, state: 'free-verified'): void {
  expectOk(
    shop.store.commit((tx) => {
      for (const row of tx.compartments()) if (row.state !== state) tx.putCompartment({ ...row, state, needsCheck: false });
      return done;
    }),
    'the compartments',
  );
}
