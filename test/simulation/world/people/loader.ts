import type { Thing } from '../floor.ts';
import type { World } from '../world.ts';
import { boxOf, clearOut, type Person, shutDoor, think } from './hands.ts';
import { atWork } from './staff.ts';

/** Loads what lies in the stock room, parcel after parcel, for as long as a shift lasts. */
export async function loadAll(world: World, person: Person, most: number): Promise<void> {
  const things = world.stock.slice(0, most);
  if (things.length === 0) return;
  await atWork(world, person, 'deposit', async () => {
    await answerOpenQuestion(world, person);
    if (person.chance.is(0.1)) await readUnpaid(world, person);
    for (const thing of things) {
      const order = thing.orderId === null ? null : world.orders.find(thing.orderId);
      if (order === null || !world.stock.includes(thing)) continue;
      const isMore = world.wasLoaded(order);
      const begun = await world.ask((intents) => intents.staff.scanParcel({ code: order.number, ...(isMore ? { another: true } : {}) }));
      if (begun === 'down') return;
      world.journal.write(`${person.name} reads the label of ${thing.name}: ${begun.ok ? 'ok' : begun.error.kind}`);
      if (begun.ok && !(await loadOne(world, person, thing))) return;
      await world.ask((intents) => intents.staff.closeLoad({}));
    }
    await world.ask((intents) => intents.staff.endLoadRound({}));
  });
}

/** One parcel, until its door is closed and somebody said what became of it. False when the shift is over. */
async function loadOne(world: World, person: Person, thing: Thing): Promise<boolean> {
  const { clock, floor } = world;
  const { chance } = person;
  let answer: 'placed' | 'not-empty' | 'changed-mind' = 'changed-mind';
  for (let look = 0; look < 200; look++) {
    await clock.sleep(chance.wait(400, 3000));
    const view = world.staffView();
    if (view === null) return false;
    const state = view.load?.state ?? null;
    if (state === null) return view.member !== null || view.courier !== null;
    const box = boxOf(world, state.door);
    switch (state.kind) {
      case 'opening':
        break;
      case 'open':
        if (!floor.isOpen(box)) break;
        await think(world, person);
        if (!floor.isOpen(box)) break;
        if (box.inside.some((other) => other !== thing)) {
          answer = 'not-empty';
          if (chance.is(0.5)) {
            clearOut(world, person, box);
            answer = 'changed-mind';
          }
        } else if (world.stock.includes(thing) && chance.is(0.95)) {
          world.fromStock(thing);
          floor.put(box, thing);
          world.journal.write(`${person.name} puts ${thing.name} behind door ${box.number}`);
        }
        if (box.inside.includes(thing)) answer = 'placed';
        await shutDoor(world, person, box);
        break;
      case 'ask': {
        await think(world, person);
        if (!world.isCalm && chance.is(0.04)) return abandon(world, person);
        if (answer === 'placed' && !box.inside.includes(thing)) answer = 'changed-mind';
        floor.say(box, answer);
        const told = await world.ask((intents) => intents.staff.answerLoad({ answer }));
        world.journal.write(`${person.name} says ${answer} at door ${box.number}: ${told === 'down' ? told : told.ok ? 'ok' : told.error.kind}`);
        if (told === 'down') return false;
        if (told.ok && answer === 'placed')
          world.seen(6, `${thing.name} is loaded`, (operation) => operation.kind === 'parcel.loaded' && operation.orderId === thing.orderId);
        if (told.ok) return true;
        break;
      }
      case 'did-not-open':
        await think(world, person);
        if (state.canRetry && chance.is(0.6)) await world.ask((intents) => intents.staff.retryLoad({}));
        else if (chance.is(0.5)) await world.ask((intents) => intents.staff.loadElsewhere({ larger: false }));
        else return true;
        break;
      case 'loaded':
      case 'abandoned':
        return true;
    }
  }
  return true;
}

/** Reads the label of an order that somebody has set aside although nobody has paid it. */
async function readUnpaid(world: World, person: Person): Promise<void> {
  const unpaid = world.orders.all.filter(({ isPaid, isCancelled }) => !isPaid && !isCancelled);
  if (unpaid.length === 0) return;
  const { number } = person.chance.pick(unpaid);
  const begun = await world.ask((intents) => intents.staff.scanParcel({ code: number }));
  world.journal.write(`${person.name} reads the label of ${number}, which is not paid: ${begun === 'down' ? begun : begun.ok ? 'ok' : begun.error.kind}`);
  await world.ask((intents) => intents.staff.closeLoad({}));
}

/** Whoever finds a question on the screen says what is true: they put it there themselves, or ask the colleague who did. */
async function answerOpenQuestion(world: World, person: Person): Promise<void> {
  const load = world.staffView()?.load ?? null;
  if (load?.state.kind !== 'ask') return;
  const box = boxOf(world, load.state.door);
  const answer = box.inside.some(({ orderId }) => orderId === load.orderId) ? 'placed' : box.inside.length > 0 ? 'not-empty' : 'changed-mind';
  world.floor.say(box, answer);
  world.journal.write(`${person.name} says ${answer} at door ${box.number}, which was left open to answer`);
  await world.ask((intents) => intents.staff.answerLoad({ answer }));
}

function abandon(world: World, person: Person): boolean {
  world.journal.write(`${person.name} walks away without an answer`);
  return false;
}
