import { hasMovedOn, throughDoor } from './door-hands.ts';
import type { Seat } from './seat.ts';
import { onPhone, passOf, type Piece, pick, type Shop } from './shop.ts';

const PATIENCE_MS = 20_000;
const SOON_MS = 300;
/** Most steps of one visit: whoever is sent round in circles goes home. */
const TURNS = 16;

/** Customers, one after the other, until the station dies before them. */
export async function visitAll(seat: Seat, shop: Shop): Promise<never> {
  for (;;) {
    const isDone = await visit(seat, shop);
    await seat.pause(isDone ? 10 : SOON_MS);
  }
}

async function visit(seat: Seat, shop: Shop): Promise<boolean> {
  const dice = shop.chance();
  const loaded = shop.pieces.filter(isWaiting);
  const home = shop.pieces.filter(
    ({ thing, isThanked, isTaken, isReturned, code }) => isThanked && isTaken && !isReturned && code !== null && shop.floor.find(thing) === null,
  );
  if (dice < 0.06) return showNothing(seat);
  const back = dice < 0.28 ? pick(shop, home) : null;
  if (back !== null) return dice < 0.12 ? lookAgain(seat, shop, back) : bringBack(seat, shop, back);
  const piece = pick(shop, loaded);
  return piece !== null && collect(seat, shop, piece);
}

/** Somebody whose parcel is in, or who took it and was never thanked because the station died: they come again. */
export function isWaiting(piece: Piece): boolean {
  return piece.loadedIn !== null && !piece.isThanked && !piece.isReturned;
}

/** A code that is none. */
async function showNothing(seat: Seat): Promise<boolean> {
  await seat.ask((calls) => calls.silo.scan({ code: 'LK1:NOTHING THAT ANYBODY SIGNED', source: 'camera' }));
  await seat.ask((calls) => calls.silo.dismiss({ seen: 'refused' }));
  return true;
}

/** Shows the code, or types what the message says, and takes what is theirs. */
export async function collect(seat: Seat, shop: Shop, piece: Piece): Promise<boolean> {
  if (!(await show(seat, shop, piece))) return false;
  return follow(seat, shop, piece);
}

/** Whoever was thanked a moment ago looks once more into the compartment that they emptied. */
async function lookAgain(seat: Seat, shop: Shop, piece: Piece): Promise<boolean> {
  return (await show(seat, shop, piece)) && follow(seat, shop, piece);
}

async function show(seat: Seat, shop: Shop, piece: Piece): Promise<boolean> {
  const { thing, number } = piece;
  const phone = piece.code === null || shop.chance() < 0.08 ? await seat.wait(onPhone(shop, piece)) : null;
  if (phone !== null) piece.code = phone.code;
  const { code } = piece;
  if (code === null) return false;
  const { shortCode, pin } = phone ?? { shortCode: '', pin: null };
  const isTyped = pin !== null && shop.chance() < 0.5;
  const shown = await seat.ask((calls) => (isTyped ? calls.silo.enterPin({ shortCode, pin }) : calls.silo.scan({ code, source: 'camera' })));
  const { silo } = seat;
  const isDead = !shown.ok && shown.error.kind === 'refused' && silo?.kind === 'refused' && silo.reason === 'not-valid';
  shop.log.write('shown', { thing, by: `customer ${number}`, answer: shown.ok ? 'ok' : isDead ? 'dead' : 'other' });
  if (!shown.ok && shown.error.kind === 'refused') await seat.ask((calls) => calls.silo.dismiss({ seen: silo?.kind ?? 'refused' }));
  return shown.ok;
}

/** Does what the screen says until it thanks or has nothing more to say. */
async function follow(seat: Seat, shop: Shop, piece: Piece): Promise<boolean> {
  const by = `customer ${piece.number}`;
  let opened: string | null = null;
  for (let turn = 0; turn < TURNS; turn++) {
    const state = seat.silo;
    switch (state?.kind) {
      case undefined:
      case 'checking':
        break;
      case 'opening':
      case 'open': {
        const { compartmentId } = state.door;
        if (piece.loadedIn !== null && compartmentId !== piece.loadedIn)
          shop.wrong('wrong door', `${piece.number} lies in ${piece.loadedIn}, and its code opened ${compartmentId}`);
        const isUsed = await throughDoor(seat, shop, compartmentId, (at) => {
          if (shop.floor.take(at, piece.thing, by)) piece.isTaken = true;
        });
        if (isUsed && state.again) bookedAlready(shop, piece);
        else if (isUsed) opened = compartmentId;
        break;
      }
      case 'did-not-open':
        await seat.ask((calls) => (state.canRetry ? calls.silo.retry({}) : calls.silo.dismiss({ seen: state.kind })));
        if (!state.canRetry) return false;
        break;
      case 'thanks':
        if (opened !== null && !piece.isThanked) thank(shop, piece, opened, by);
        await seat.ask((calls) => calls.silo.dismiss({ seen: state.kind }));
        return true;
      case 'close-door':
        await seat.wait(shop.floor.shut(state.door.compartmentId));
        break;
      default:
        await seat.ask((calls) => calls.silo.dismiss({ seen: state?.kind ?? 'ready' }));
        return false;
    }
    await seat.shows(() => hasMovedOn(state?.kind, seat.silo?.kind), PATIENCE_MS);
  }
  return false;
}

/** The station opens it as one that was emptied: it booked the hand-over, and died before it could say thanks. */
function bookedAlready(shop: Shop, piece: Piece): void {
  if (!piece.isTaken) shop.wrong('lost', `${piece.number} was booked as collected, and its customer had not taken it`);
  piece.isThanked = true;
}

function thank(shop: Shop, piece: Piece, compartment: string, by: string): void {
  piece.isThanked = true;
  const facts = { compartment, outcome: 'collected', ...(piece.code === null ? {} : { pass: passOf(piece.code) }) };
  shop.log.saw(by, { what: `thanked for ${piece.number}`, audit: { kind: 'door.ended', facts }, hub: { kind: 'parcel.collected', facts: {} } });
}

/** What was collected comes back with the same code. */
async function bringBack(seat: Seat, shop: Shop, piece: Piece): Promise<boolean> {
  if (!(await seat.ask((calls) => calls.returns.begin({}))).ok) return false;
  const by = `customer ${piece.number}`;
  for (let turn = 0; turn < TURNS; turn++) {
    const state = seat.silo;
    switch (state?.kind) {
      case 'return-identify':
        if (!(await seat.ask((calls) => calls.silo.scan({ code: piece.code ?? '', source: 'camera' }))).ok) return leaveReturn(seat);
        break;
      case 'return-goods':
        if (!(await seat.ask((calls) => calls.returns.next({}))).ok) return leaveReturn(seat);
        break;
      case 'return-reason':
        await seat.ask((calls) => calls.returns.setReason({ sku: state.goods.sku, reason: 'size' }));
        break;
      case 'return-size':
        if (state.gives === null || !(await seat.ask((calls) => calls.returns.open({ locale: 'es' }))).ok) return leaveReturn(seat);
        break;
      case 'return-opening':
      case 'return-open': {
        const isUsed = await throughDoor(seat, shop, state.door.compartmentId, (compartment) => {
          if (shop.floor.find(piece.thing) === null) shop.floor.put(compartment, piece.thing, 'return', by);
        });
        if (!isUsed) return leaveReturn(seat);
        break;
      }
      case 'return-ask':
        await sayInside(seat, shop, piece, state.door.compartmentId);
        break;
      case 'return-checking':
        break;
      default:
        return leaveReturn(seat);
    }
    await seat.shows(() => hasMovedOn(state.kind, seat.silo?.kind), PATIENCE_MS);
  }
  return leaveReturn(seat);
}

async function sayInside(seat: Seat, shop: Shop, piece: Piece, compartment: string): Promise<void> {
  const isIn = shop.floor.inside(compartment).includes(piece.thing);
  const answer = isIn ? 'placed' : 'changed-mind';
  const answered = await seat.ask((calls) => calls.returns.answer({ answer }));
  if (!answered.ok) return;
  if (isIn) piece.isReturned = true;
  shop.log.saw(`customer ${piece.number}`, {
    what: `return of ${piece.number} ${answer}`,
    audit: { kind: 'door.answered', facts: { compartment, answer, purpose: 'return' } },
    ...(isIn ? { hub: { kind: 'return.deposited', facts: {} } } : {}),
  });
}

async function leaveReturn(seat: Seat): Promise<boolean> {
  await seat.ask((calls) => calls.returns.end({}));
  return true;
}
