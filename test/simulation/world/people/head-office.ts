import { signCommand } from '../../../../src/contract/hub/command.ts';
import type { SignedCommand } from '../../../../src/contract/hub/silo.ts';
import { identity, pinOf } from '../../../flows/support/shop.ts';
import { commandKey } from '../../../support/key-bundle.ts';
import { delegateIdOf, type WorldOrder } from '../orders.ts';
import { storedPin } from '../shop-floor.ts';
import type { World } from '../world.ts';
import { type Person, shutDoor, takeOwn } from './hands.ts';

/** Head office: opens doors from afar, takes codes back, makes new ones, and wishes parcels taken out. */
export async function beHeadOffice(world: World, person: Person): Promise<void> {
  const { chance } = person;
  const sent: { readonly id: string; readonly row: SignedCommand }[] = [];
  for (;;) {
    await world.rest(chance.wait(300_000, 3_600_000));
    if (world.isCalm) return;
    const waiting = world.orders.all.filter((order) => order.passId !== null && !order.isDelivered && world.parcelOf(order)?.status === 'stored');
    const what = chance.next();
    if (sent.length > 0 && what < 0.2) repeat(world, chance.pick(sent), chance.is(0.3));
    else if (waiting.length === 0) continue;
    else if (what < 0.6) await openFromAfar(world, person, chance.pick(waiting), sent);
    else if (what < 0.7) takeBack(world, person, chance.pick(waiting));
    else if (what < 0.8) replaceCode(world, chance.pick(waiting));
    else if (what < 0.9) endDelegate(world, chance.pick(waiting));
    else resetPin(world, chance.pick(waiting));
  }
}

async function openFromAfar(world: World, person: Person, order: WorldOrder, sent: { readonly id: string; readonly row: SignedCommand }[]): Promise<void> {
  const compartmentId = world.parcelPlace(order);
  if (compartmentId === null) return;
  const id = `018f0000-0000-7000-8000-${String(500_000 + sent.length).padStart(12, '0')}`;
  const issuedAt = world.hub.now();
  const purpose = person.chance.is(0.7) ? 'hand-over' : 'look';
  const command = {
    commandId: id,
    bank: identity.bank,
    compartmentId,
    purpose,
    reason: 'Cliente sin codigo',
    orderedBy: 'central-1',
    issuedAt,
    expiresAt: issuedAt + 60_000,
  } as const;
  const row = signCommand(command, identity.tenantId, commandKey.sign);
  sent.push({ id, row });
  world.journal.write(`head office orders ${purpose} at ${compartmentId}`);
  world.books.ordered.set(id, { compartmentId, until: world.clock.monotonic() + 60_000 });
  world.hub.put('commands', id, row);
  if (person.chance.is(0.5)) world.clock.after(person.chance.int(15_000, 55_000), () => repeat(world, { id, row }, false));
  await world.front.enter();
  const box = world.floor.box(compartmentId);
  for (let look = 0; look < 60; look++) {
    await world.clock.sleep(3000);
    if (!world.floor.isOpen(box)) continue;
    if (purpose === 'hand-over' && takeOwn(world, person, box, order.thing)) order.isDelivered = true;
    await shutDoor(world, person, box);
    break;
  }
  world.front.leave();
}

/** The same order once more, or under another name: it must not be obeyed again. */
function repeat(world: World, { id, row }: { readonly id: string; readonly row: SignedCommand }, isRenamed: boolean): void {
  world.journal.write('an order from afar comes once more');
  world.hub.put('commands', isRenamed ? `${id.slice(0, -1)}f` : id, row);
}

/** A code is taken back at once; that its parcels are to come out is decided later, and until then nothing else keeps them. */
function takeBack(world: World, person: Person, order: WorldOrder): void {
  const { passId } = order;
  if (passId === null || world.parcelOf(order) === null) return;
  world.journal.write(`head office takes the code of ${order.number} back`);
  order.revoked.push(passId);
  world.hub.put('revoked', passId, { passId, revokedAt: world.hub.now() });
  const parcels = world.parcelsOfPass(passId);
  world.clock.after(person.chance.wait(60_000, 3_600_000), () => {
    for (const { parcelId } of parcels) world.hub.put('parcels', parcelId, { parcelId, deadline: null, recall: 'requested', pin: null });
  });
}

function replaceCode(world: World, order: WorldOrder): void {
  world.journal.write(`head office makes a new code for ${order.number}`);
  for (const other of world.orders.all) if (other.passId === order.passId) other.generation += 1;
}

function endDelegate(world: World, order: WorldOrder): void {
  const id = delegateIdOf(world.passNumber(order.passId));
  for (const other of world.orders.all) if (other.passId === order.passId && !other.revoked.includes(id)) other.revoked.push(id);
  world.journal.write(`the friend of ${order.owner} may not come any more`);
  world.hub.put('revoked', id, { passId: id, revokedAt: world.hub.now() });
}

function resetPin(world: World, order: WorldOrder): void {
  const parcel = world.parcelOf(order);
  if (parcel === null || order.passId === null) return;
  world.resetPins.add(order.passId);
  world.hub.put('parcels', parcel.parcelId, { parcelId: parcel.parcelId, deadline: null, recall: null, pin: storedPin(pinOf(world.passNumber(order.passId))) });
}
