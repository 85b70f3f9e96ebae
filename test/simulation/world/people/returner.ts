import { codeOf, passBody } from '../../../flows/support/shop.ts';
import type { Thing } from '../floor.ts';
import type { WorldOrder } from '../orders.ts';
import type { World } from '../world.ts';
import { boxOf, type Person, shutDoor, think } from './hands.ts';

/** Brings back what was collected, with the code that it was collected with. */
export async function bringBack(world: World, order: WorldOrder, person: Person): Promise<void> {
  await world.rest(person.chance.wait(600_000, 7_200_000));
  if (order.passId === null || world.isCalm) return;
  const thing: Thing = { name: `return of parcel ${order.n}`, kind: 'return', owner: order.owner, orderId: order.orderId };
  await world.front.enter();
  world.arrive(person.name, 'silo');
  await think(world, person);
  await world.ask((intents) => intents.returns.begin({}));
  await world.clock.sleep(700);
  await world.scan(codeOf(passBody(world.passNumber(order.passId), { generation: order.generation })));
  for (let look = 0; look < 120 && (await step(world, order, person, thing)); look++) await world.clock.sleep(person.chance.wait(500, 4000));
  world.front.leave();
}

/** One look at the screen, and what follows from it. False when there is nothing more to do. */
async function step(world: World, order: WorldOrder, person: Person, thing: Thing): Promise<boolean> {
  const screen = world.silo();
  if (screen === null) return false;
  const { floor, journal } = world;
  switch (screen.kind) {
    case 'return-checking':
    case 'return-opening':
      return true;
    case 'return-goods':
      await world.ask((intents) => intents.returns.setQuantity({ sku: 'CAM-M', quantity: 1 }));
      await world.ask((intents) => intents.returns.next({}));
      return true;
    case 'return-reason':
      await world.ask((intents) => intents.returns.setReason({ sku: screen.goods.sku, reason: 'size' }));
      return true;
    case 'return-pieces':
      await world.ask((intents) => intents.returns.next({}));
      return true;
    case 'return-size': {
      const opened = await world.ask((intents) => intents.returns.open({ locale: 'es' }));
      if (opened !== 'down' && opened.ok) return true;
      await world.ask((intents) => intents.returns.end({}));
      return false;
    }
    case 'return-open': {
      const box = boxOf(world, screen.door);
      if (!floor.isOpen(box)) return true;
      await think(world, person);
      if (floor.isOpen(box) && box.inside.length === 0 && floor.find(thing) === null && person.chance.is(0.9)) {
        floor.put(box, thing);
        journal.write(`${person.name} puts ${thing.name} behind door ${box.number}`);
      }
      await shutDoor(world, person, box);
      return true;
    }
    case 'return-ask': {
      const box = boxOf(world, screen.door);
      await think(world, person);
      if (person.chance.is(0.05)) return false;
      const answer = box.inside.includes(thing) ? 'placed' : box.inside.length > 0 ? 'not-empty' : 'changed-mind';
      floor.say(box, answer);
      const told = await world.ask((intents) => intents.returns.answer({ answer }));
      journal.write(`${person.name} says ${answer} at door ${box.number}: ${told === 'down' ? told : told.ok ? 'ok' : told.error.kind}`);
      if (told !== 'down' && told.ok && answer === 'placed')
        world.seen(6, 'a return was taken in', (operation) => operation.kind === 'return.deposited' && operation.orderId === order.orderId);
      return true;
    }
    case 'return-stuck':
      await think(world, person);
      if (screen.canRetry && person.chance.is(0.6)) await world.ask((intents) => intents.returns.retry({}));
      else if (screen.canChange) await world.ask((intents) => intents.returns.change({}));
      return true;
    case 'return-done':
      await think(world, person);
      await world.ask((intents) => intents.returns.end({}));
      return false;
    default:
      if (screen.kind.startsWith('return-')) await world.ask((intents) => intents.returns.end({}));
      return false;
  }
}
