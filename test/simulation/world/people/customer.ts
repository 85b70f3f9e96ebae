import type { PassId } from '../../../../src/kernel/ids.ts';
import { codeOf, passBody, pinOf, shortCodeOf } from '../../../flows/support/shop.ts';
import type { Box } from '../floor.ts';
import { delegateIdOf, type WorldOrder } from '../orders.ts';
import { bringBack } from './returner.ts';
import type { World } from '../world.ts';
import { boxOf, type Person, shutDoor, takeOwn, think } from './hands.ts';

/** Longest that somebody stands before the machine, in milliseconds, and how many times they look at its screen. */
const PATIENCE_MS = 600_000;

/** Somebody who waits for a message, comes to the silo, and comes back until they have what is theirs. */
export async function beCustomer(world: World, order: WorldOrder, person: Person): Promise<void> {
  while (order.passId === null && !order.isCancelled) await world.rest(person.chance.wait(60_000, 1_800_000));
  for (let visit = 0; !order.isDelivered && !order.isCancelled && visit < 400; visit++) {
    await world.rest(person.chance.wait(120_000, visit === 0 ? 14_400_000 : 7_200_000));
    const barges = !world.isCalm && person.chance.is(0.1);
    if (!barges) await world.front.enter();
    await visitSilo(world, order, person);
    if (!barges) world.front.leave();
  }
  if (order.isDelivered && person.chance.is(0.3)) await bringBack(world, order, person);
}

async function visitSilo(world: World, order: WorldOrder, person: Person): Promise<void> {
  const { clock } = world;
  world.arrive(person.name, 'silo');
  if (!(await showCode(world, order, person))) return;
  const startedAt = clock.monotonic();
  let shownAt = startedAt;
  while (clock.monotonic() - startedAt < PATIENCE_MS) {
    const screen = world.silo();
    if (screen === null) return;
    switch (screen.kind) {
      case 'opening':
      case 'checking':
        break;
      case 'open': {
        const box = boxOf(world, screen.door);
        if (world.floor.isOpen(box)) {
          await atOpenDoor(world, order, person, box);
          shownAt = clock.monotonic();
        } else if (clock.monotonic() - shownAt > 40_000) return;
        break;
      }
      case 'did-not-open':
        await think(world, person);
        if (screen.canRetry && person.chance.is(0.7)) await world.ask((intents) => intents.silo.retry({}));
        else {
          if (person.chance.is(0.3)) await world.ask((intents) => intents.silo.report({ problem: 'did-not-open', keep: null }));
          await world.ask((intents) => intents.silo.dismiss({ seen: screen.kind }));
          order.lastScreen = 'did-not-open';
          return;
        }
        break;
      case 'next':
        await think(world, person);
        await world.ask((intents) => (world.isCalm || person.chance.is(0.8) ? intents.silo.openNext({}) : intents.silo.dismiss({ seen: screen.kind })));
        break;
      case 'thanks':
        await thanked(world, order, person);
        return;
      case 'pin':
        await world.ask((intents) => intents.silo.confirmPin({ pin: pinOf(world.passNumber(order.passId)) }));
        break;
      default:
        order.lastScreen = screen.kind === 'refused' ? `refused ${screen.reason}` : screen.kind;
        return;
    }
    await clock.sleep(person.chance.wait(400, 4000));
  }
}

/** The code to the reader, or what stands in the message typed in. */
async function showCode(world: World, order: WorldOrder, person: Person): Promise<boolean> {
  const { passId } = order;
  if (passId === null) return false;
  const n = world.passNumber(passId);
  await think(world, person);
  const isTyped = person.chance.is(0.2);
  const body = codeBody(world, order, n, person);
  const made = world.books.intentsMade;
  const outcome = isTyped ? await world.ask((intents) => intents.silo.enterPin({ shortCode: shortCodeOf(n), pin: pinOf(n) })) : await world.scan(codeOf(body));
  // The station remembers the highest number that opened a door, not one that was only read.
  if (!isTyped && world.books.intentsMade > made && body.passId === passId) order.seenGeneration = Math.max(order.seenGeneration, body.generation);
  // Whatever becomes of it: a right PIN forgives the wrong ones before it.
  if (isTyped) world.rightPins.set(passId, (world.rightPins.get(passId) ?? 0) + 1);
  if (outcome === 'down') return false;
  world.journal.write(`${person.name} shows ${isTyped ? 'a PIN' : 'a code'}: ${outcome.ok ? 'ok' : outcome.error.kind}`);
  if (!outcome.ok && outcome.error.kind === 'refused' && !isTyped) world.judgeRefusal(order, passId);
  return outcome.ok;
}

/** Their own code, or the one that they gave to a friend who comes in their place. */
function codeBody(world: World, order: WorldOrder, n: number, { chance }: Person): ReturnType<typeof passBody> {
  const friend = delegateIdOf(n);
  const sendsFriend = chance.is(0.15) && !world.orders.takenBack(order.passId).includes(friend);
  return sendsFriend ? passBody(n, { passId: friend as PassId }) : passBody(n, { generation: order.generation });
}

async function atOpenDoor(world: World, order: WorldOrder, person: Person, box: Box): Promise<void> {
  const { chance } = person;
  const isInHurry = chance.is(0.3);
  await world.clock.sleep(isInHurry ? 700 : chance.wait(500, chance.is(0.05) ? 90_000 : 8000));
  if (!world.floor.isOpen(box)) return;
  // Whoever had to ask for a new code leaves the parcel more often than others: the code before it is then one that must open nothing.
  const isCareless = !world.isCalm && chance.is(order.generation > 0 ? 0.4 : 0.05);
  if (isCareless) world.journal.write(`${person.name} takes nothing out of door ${box.number}`);
  else if (takeOwn(world, person, box, order.thing)) order.isDelivered = true;
  // Another parcel of the same person may lie there: their code opens all of them.
  for (const thing of [...box.inside]) {
    const other = thing.owner === order.owner && thing.orderId !== null ? world.orders.find(thing.orderId) : null;
    if (other !== null && !isCareless && takeOwn(world, person, box, thing)) other.isDelivered = true;
  }
  if (!world.isCalm && chance.is(0.04)) {
    world.floor.put(box, { name: `rubbish of ${person.name}`, kind: 'rubbish', owner: person.name, orderId: null });
    world.journal.write(`${person.name} leaves rubbish behind door ${box.number}`);
  }
  if (isInHurry) world.floor.shut(box);
  else await shutDoor(world, person, box);
}

async function thanked(world: World, order: WorldOrder, person: Person): Promise<void> {
  const { chance } = person;
  order.lastScreen = 'thanks';
  world.thanked(order);
  await think(world, person);
  if (chance.is(0.1)) {
    const again = await world.ask((intents) => intents.silo.reopen({ compartmentId: null }));
    if (again !== 'down' && again.ok) {
      for (let look = 0; look < 20; look++) {
        await world.clock.sleep(1500);
        const screen = world.silo();
        if (screen === null || screen.kind !== 'open') continue;
        const box = boxOf(world, screen.door);
        if (!world.floor.isOpen(box)) continue;
        if (takeOwn(world, person, box, order.thing)) order.isDelivered = true;
        await shutDoor(world, person, box);
        return;
      }
    }
  } else if (chance.is(0.6)) await world.ask((intents) => intents.silo.dismiss({ seen: 'thanks' }));
}
