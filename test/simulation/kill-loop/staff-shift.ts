import { DEMO_STAFF } from '../../../src/hub/demo/demo-shop.ts';
import { untilSomethingCanBeOrdered } from '../../../scripts/world/goods.ts';
import type { StationClient } from '../../../scripts/world/station-client.ts';
import type { StationStatus } from '../../../src/contract/station/views.ts';
import { hasMovedOn, throughDoor } from './door-hands.ts';
import type { Seat } from './seat.ts';
import { type Piece, pick, type Shop } from './shop.ts';

type Calls = StationClient['calls'];

const [assistant] = DEMO_STAFF;
const NAME = 'staff';
/** How many pieces are under way at a time, and how many compartments staff keep looked into for returns. */
const WANTED = 10;
const LOOKED = 2;
const PATIENCE_MS = 20_000;
const SOON_MS = 150;

/** A member of the staff at work, job after job, until the station dies under their hands. */
export async function workShift(seat: Seat, shop: Shop): Promise<never> {
  for (;;) {
    if (!(await signIn(seat))) {
      await seat.pause(SOON_MS);
      continue;
    }
    const status = await seat.ask((calls) => calls.staff.status({}));
    const isDone = status.ok && (await nextJob(seat, shop, status.value));
    await seat.pause(isDone ? 10 : SOON_MS);
  }
}

/** Signs in, where nobody is. */
export async function signIn(seat: Seat): Promise<boolean> {
  if (seat.staff?.member != null) return true;
  return (await seat.ask((calls) => calls.staff.signIn({ badge: assistant.badge, pin: assistant.pin }))).ok;
}

/** What needs doing most; now and then anything else, so that nothing is always interrupted by the same. */
async function nextJob(seat: Seat, shop: Shop, status: StationStatus): Promise<boolean> {
  const { pieces, floor } = shop;
  const suspect = status.doors.find(({ state, lock }) => state === 'suspect' && lock === 'closed');
  if (suspect !== undefined && shop.chance() < 0.35) return lookInto(seat, shop, suspect.door.compartmentId);
  const atShop = pieces.filter((piece) => piece.isPaid && piece.loadedIn === null && !piece.isTaken && !piece.isReturned);
  const interrupted = atShop.find(({ thing }) => floor.find(thing) !== null);
  if (interrupted !== undefined && (await learnOf(seat, shop, interrupted))) return true;
  const doubted = pieces.find(({ thing, loadedIn, isTaken, isThanked }) => loadedIn !== null && !isTaken && !isThanked && floor.find(thing) === null);
  if (doubted !== undefined && shop.chance() < 0.3) return unlearn(seat, doubted);
  const toLoad = pick(
    shop,
    atShop.filter(({ thing }) => floor.find(thing) === null),
  );
  if (toLoad !== null && shop.chance() < 0.8) return load(seat, shop, toLoad);
  if (pieces.some(({ isReturned }) => isReturned) && shop.chance() < 0.5 && (await takeOut(seat, shop))) return true;
  if (shop.chance() < 0.15 && (await undo(seat, shop))) return true;
  const looked = status.doors.filter(({ state }) => state === 'free-verified').length;
  const unlooked = pick(
    shop,
    status.doors.filter(({ state, lock }) => state === 'free-unverified' && lock === 'closed'),
  );
  if (looked < LOOKED && unlooked !== null && shop.chance() < 0.6) return lookInto(seat, shop, unlooked.door.compartmentId);
  const unpaid = pieces.find(({ isPaid }) => !isPaid);
  if (unpaid !== undefined) return pay(seat, shop, unpaid);
  if (pieces.filter(({ isTaken, isReturned }) => !isTaken && !isReturned).length < WANTED) return order(seat, shop);
  return false;
}

/** A shopper orders one thing for the silo; they begin where staff were, which signs those out. */
async function order(seat: Seat, shop: Shop): Promise<boolean> {
  const sku = await seat.ask(untilSomethingCanBeOrdered);
  // Another person each time: what one person orders shares a code.
  const email = `p${Math.floor(shop.chance() * 1e9)}@example.com`;
  const steps: readonly ((calls: Calls) => Promise<{ readonly ok: boolean }>)[] = [
    (calls) => calls.kiosk.start({ locale: 'es' }),
    (calls) => calls.kiosk.add({ sku }),
    (calls) => calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }),
    (calls) => calls.kiosk.setContact({ contact: { kind: 'email', email } }),
    (calls) => calls.kiosk.place({}),
  ];
  for (const step of steps) {
    if ((await seat.ask(step)).ok) continue;
    await seat.ask((calls) => calls.kiosk.end({}));
    return false;
  }
  const placed = await placedOrder(seat);
  const { orderId, number } = placed;
  const isKnown = shop.pieces.some((piece) => piece.orderId === orderId);
  if (!isKnown) {
    shop.pieces.push({
      thing: `thing of ${number}`,
      orderId,
      number,
      total: placed.total,
      isPaid: false,
      loadedIn: null,
      code: null,
      isTaken: false,
      isThanked: false,
      isReturned: false,
    });
    shop.log.saw('shopper', {
      what: `order ${number}`,
      audit: { kind: 'order.placed', facts: { orderId, number } },
      hub: { kind: 'order.placed', facts: {} },
    });
  }
  await seat.ask((calls) => calls.kiosk.end({}));
  return true;
}

async function placedOrder(seat: Seat) {
  return await seat.ask(async (calls) => {
    for await (const { session } of await calls.kiosk.watch({})) if (session?.placed != null) return session.placed;
    throw new Error('closed while an order was placed');
  });
}

async function pay(seat: Seat, shop: Shop, piece: Piece): Promise<boolean> {
  const { orderId, total, number } = piece;
  const paid = await seat.ask((calls) => calls.staff.takePayment({ orderId, tender: 'card', amount: total }));
  if (paid.ok) {
    piece.isPaid = true;
    shop.log.saw(NAME, { what: `payment of ${number}`, audit: { kind: 'payment.taken', facts: { orderId } }, hub: { kind: 'payment.taken', facts: {} } });
  } else if (paid.error.kind === 'already-paid') piece.isPaid = true;
  else if (paid.error.kind === 'unknown-order') shop.wrong('lost', `order ${number} was placed, and the till does not know it`);
  return true;
}

async function load(seat: Seat, shop: Shop, piece: Piece): Promise<boolean> {
  const { orderId, thing, number } = piece;
  const begun = await seat.ask((calls) => calls.staff.beginLoad({ orderId, size: 'XS' }));
  if (!begun.ok) return begun.error.kind === 'already-loaded' ? learnOf(seat, shop, piece) : false;
  let isIn = false;
  for (let turn = 0; turn < 8; turn++) {
    const state = seat.staff?.load?.state ?? null;
    if (state === null) return false;
    if (state.kind === 'open' || state.kind === 'opening') {
      await throughDoor(seat, shop, state.door.compartmentId, (compartment) => {
        if (shop.floor.inside(compartment).length > 0 || shop.floor.find(thing) !== null) return;
        isIn = shop.floor.put(compartment, thing, 'parcel', NAME);
      });
    } else if (state.kind === 'ask') {
      const { compartmentId } = state.door;
      const answer = isIn ? 'placed' : 'not-empty';
      const answered = await seat.ask((calls) => calls.staff.answerLoad({ answer }));
      if (answered.ok) {
        if (isIn) piece.loadedIn = compartmentId;
        shop.log.saw(NAME, {
          what: `${number} ${answer}`,
          audit: { kind: 'door.answered', facts: { compartment: compartmentId, answer, purpose: 'load' } },
          ...(isIn ? { hub: { kind: 'parcel.loaded', facts: {} } } : {}),
        });
      }
    } else if (state.kind === 'loaded') {
      const qr = state.slip?.blocks.find((block) => block.kind === 'qr');
      if (qr?.kind === 'qr') piece.code = qr.data;
      return (await seat.ask((calls) => calls.staff.closeLoad({}))).ok;
    } else return (await seat.ask((calls) => calls.staff.closeLoad({}))).ok;
    await seat.shows(() => hasMovedOn(state.kind, seat.staff?.load?.state.kind), PATIENCE_MS);
  }
  return false;
}

/** A kill came between the answer and its acknowledgement: does the order say that its parcel is in? */
async function learnOf(seat: Seat, { floor }: Shop, piece: Piece): Promise<boolean> {
  const found = await seat.ask((calls) => calls.staff.findOrder({ code: piece.number }));
  if (!found.ok || found.value.status !== 'ready') return false;
  piece.loadedIn = floor.find(piece.thing);
  return true;
}

/** A kill came while it was taken out: is it still on the books? Then its code goes on to open, though nothing lies there. */
async function unlearn(seat: Seat, piece: Piece): Promise<boolean> {
  const found = await seat.ask((calls) => calls.staff.findOrder({ code: piece.number }));
  if (!found.ok || found.value.status === 'ready') return false;
  Object.assign(piece, { loadedIn: null, code: null });
  return true;
}

/** Opens a compartment with nothing on the books, takes out what lies there, and says that it is empty. */
async function lookInto(seat: Seat, shop: Shop, compartmentId: string): Promise<boolean> {
  const begun = await seat.ask((calls) => calls.staff.beginCheck({ compartmentId }));
  if (!begun.ok) return false;
  for (let turn = 0; turn < 6; turn++) {
    const state = seat.staff?.check ?? null;
    if (state === null) return false;
    if (state.kind === 'open' || state.kind === 'opening')
      await throughDoor(seat, shop, compartmentId, (at) => {
        for (const thing of takeAll(shop, at)) backInShop(shop, thing);
      });
    else if (state.kind === 'ask') {
      const answered = await seat.ask((calls) => calls.staff.answerCheck({ answer: 'empty' }));
      if (answered.ok)
        shop.log.saw(NAME, {
          what: `${compartmentId} is empty`,
          audit: { kind: 'door.answered', facts: { compartment: compartmentId, answer: 'empty', purpose: 'check' } },
        });
    } else return (await seat.ask((calls) => calls.staff.closeCheck({}))).ok;
    await seat.shows(() => hasMovedOn(state.kind, seat.staff?.check?.kind), PATIENCE_MS);
  }
  return false;
}

/** Takes out what came back, door by door. */
async function takeOut(seat: Seat, shop: Shop): Promise<boolean> {
  const list = await seat.ask((calls) => calls.staff.recallList({}));
  const [first] = list.ok ? list.value : [];
  if (first === undefined) return false;
  if (!(await seat.ask((calls) => calls.staff.startRecall({ parcelIds: [first.parcelId] }))).ok) return false;
  return recallDoors(seat, shop);
}

/** Takes back what was just loaded. */
async function undo(seat: Seat, shop: Shop): Promise<boolean> {
  const entry = seat.staff?.round?.entries.find(({ canUndo, state }) => canUndo && state === 'inside');
  if (entry === undefined || !(await seat.ask((calls) => calls.staff.undoLoad({ parcelId: entry.parcelId }))).ok) return false;
  return recallDoors(seat, shop);
}

async function recallDoors(seat: Seat, shop: Shop): Promise<boolean> {
  let taken: readonly string[] = [];
  for (let turn = 0; turn < 8; turn++) {
    const state = seat.staff?.recall?.state ?? null;
    if (state === null) return false;
    if (state.kind === 'open' || state.kind === 'opening') {
      await throughDoor(seat, shop, state.door.compartmentId, (compartment) => {
        taken = takeAll(shop, compartment);
      });
    } else if (state.kind === 'ask') {
      const { compartmentId } = state.door;
      const answer = taken.length > 0 ? 'taken' : 'empty';
      const answered = await seat.ask((calls) => calls.staff.answerRecall({ answer }));
      if (answered.ok) {
        for (const thing of taken) backInShop(shop, thing);
        shop.log.saw(NAME, {
          what: `${compartmentId} ${answer}`,
          audit: { kind: 'door.answered', facts: { compartment: compartmentId, answer, purpose: 'recall' } },
          hub: { kind: 'parcel.recalled', facts: {} },
        });
      }
    } else return (await seat.ask((calls) => calls.staff.closeRecall({}))).ok;
    await seat.shows(() => hasMovedOn(state.kind, seat.staff?.recall?.state.kind), PATIENCE_MS);
  }
  return false;
}

/** A thing is in the hands of staff, and nothing is on the books for it: its code is nobody's any more. */
function backInShop({ pieces }: Shop, thing: string): void {
  const piece = pieces.find((one) => one.thing === thing);
  if (piece === undefined || piece.isReturned) return;
  // What its customer had once taken came back.
  if (piece.isTaken) piece.isReturned = true;
  else Object.assign(piece, { loadedIn: null, code: null });
}

function takeAll({ floor }: Shop, compartment: string): readonly string[] {
  return floor.inside(compartment).filter((thing) => floor.take(compartment, thing, NAME));
}
