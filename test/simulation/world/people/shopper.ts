import type { WorldOrder } from '../orders.ts';
import { canaryOf } from '../orders.ts';
import { colleagues } from '../shop-floor.ts';
import type { World } from '../world.ts';
import { type Person, think } from './hands.ts';

/** Orders at the kiosk and pays at the till; answers with the order once it is paid, or null. */
export async function shop(world: World, person: Person): Promise<WorldOrder | null> {
  const order = await orderAtKiosk(world, person);
  if (order === null) return null;
  await world.rest(person.chance.wait(20_000, 600_000));
  await payAtTill(world, person, order);
  return order.isPaid ? order : null;
}

async function orderAtKiosk(world: World, person: Person): Promise<WorldOrder | null> {
  world.arrive(person.name, 'kiosk');
  if (world.kioskView()?.session != null) return null;
  world.isKioskLeft = false;
  const email = `${canaryOf(person.name)}x@example.com`;
  await world.ask((intents) => intents.kiosk.start({ locale: 'es' }));
  await think(world, person);
  await world.ask((intents) => intents.kiosk.add({ sku: 'CAM-M' }));
  await world.ask((intents) => intents.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
  await world.ask((intents) => intents.kiosk.setContact({ contact: { kind: 'email', email } }));
  await think(world, person);
  world.people.add(person.name);
  if (person.chance.is(0.1)) return null;
  const placed = await world.ask((intents) => intents.kiosk.place({}));
  const shown = world.kioskView()?.session?.placed ?? null;
  world.journal.write(`${person.name} orders: ${placed === 'down' ? placed : placed.ok ? 'ok' : placed.error.kind}`);
  if (placed === 'down' || !placed.ok || shown === null) return null;
  world.seen(6, `order ${shown.number} was placed`, (operation) => operation.kind === 'order.placed' && operation.orderId === shown.orderId);
  await think(world, person);
  if (person.chance.is(0.8)) {
    const left = await world.ask((intents) => intents.kiosk.end({}));
    world.isKioskLeft = left !== 'down' && left.ok;
  }
  return world.orders.add(person.name, false, { orderId: shown.orderId, number: shown.number });
}

/** The money is taken, sometimes by two presses at once. */
async function payAtTill(world: World, person: Person, order: WorldOrder): Promise<void> {
  await world.desk.enter();
  const who = colleagues[1];
  if (who !== undefined) await world.ask((intents) => intents.staff.signIn({ badge: who.badge, pin: who.pin }));
  await think(world, person);
  const pay = () => world.ask((intents) => intents.staff.takePayment({ orderId: order.orderId, tender: 'cash', amount: { minor: 3995, currency: 'EUR' } }));
  const presses = await Promise.all(person.chance.is(0.4) ? [pay(), pay()] : [pay()]);
  world.journal.write(`${person.name} pays: ${presses.map((press) => (press === 'down' ? press : press.ok ? 'ok' : press.error.kind)).join()}`);
  if (presses.some((press) => press !== 'down' && press.ok))
    world.seen(6, `order ${order.number} was paid`, (operation) => operation.kind === 'payment.taken' && operation.orderId === order.orderId);
  if (order.isPaid) world.stock.push(order.thing);
  await world.ask((intents) => intents.staff.signOut({}));
  world.desk.leave();
}
