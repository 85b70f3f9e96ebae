import { codeOf, passBody } from '../../../flows/support/shop.ts';
import { colleagues } from '../shop-floor.ts';
import type { World } from '../world.ts';
import { boxOf, clearOut, type Person, shutDoor, think } from './hands.ts';

/** The number behind the courier's own id. */
export const COURIER = 900;

/** Signs in, works, and leaves; couriers do it with their code at the silo. Nothing is done when nobody lets them. */
export async function atWork(world: World, person: Person, right: 'deposit' | 'collect', work: () => Promise<void>): Promise<void> {
  const isCourier = person.name.startsWith('courier');
  await world.desk.enter();
  if (isCourier) await world.front.enter();
  const isIn = isCourier ? await enterAsCourier(world, right) : await signIn(world, person);
  world.journal.write(`${person.name} ${isIn ? 'begins to work' : 'is not let in'}`);
  if (isIn) await work();
  if (isIn && (world.isCalm || person.chance.is(0.85))) {
    await world.ask((intents) => (isCourier ? intents.staff.courierLeave({}) : intents.staff.signOut({})));
  } else await world.clock.sleep(1000);
  if (isCourier) world.front.leave();
  world.desk.leave();
}

async function signIn(world: World, person: Person): Promise<boolean> {
  await think(world, person);
  const who = colleagues.find(({ member }) => person.name.startsWith(member.staffId)) ?? colleagues[0];
  if (who === undefined) return false;
  if (!world.isCalm && person.chance.is(0.05)) await world.ask((intents) => intents.staff.signIn({ badge: who.badge, pin: '9999' }));
  const outcome = await world.ask((intents) => intents.staff.signIn({ badge: who.badge, pin: who.pin }));
  return outcome !== 'down' && outcome.ok;
}

async function enterAsCourier(world: World, right: 'deposit' | 'collect'): Promise<boolean> {
  const outcome = await world.scan(codeOf(passBody(COURIER, { kind: right === 'deposit' ? 'courier-deposit' : 'courier-collect' })));
  return outcome !== 'down' && outcome.ok && world.silo()?.kind === 'courier';
}

/** Looks into every compartment that the status page asks to be looked into. */
export async function lookRound(world: World, person: Person): Promise<void> {
  await atWork(world, person, 'collect', async () => {
    const status = await world.ask((intents) => intents.staff.status({}));
    if (status === 'down' || !status.ok) return;
    const wanted = status.value.doors.filter(
      ({ state, needsCheck }) =>
        state === 'suspect' ||
        (needsCheck && state.startsWith('free')) ||
        (state === 'free-unverified' && person.chance.is(0.5)) ||
        // A slip of the finger: a door behind which somebody's parcel lies.
        (!world.isCalm && state === 'occupied' && person.chance.is(0.05)),
    );
    for (const { door } of wanted) {
      const begun = await world.ask((intents) => intents.staff.beginCheck({ compartmentId: door.compartmentId }));
      if (begun === 'down') return;
      world.journal.write(`${person.name} looks behind door ${door.number}: ${begun.ok ? 'ok' : begun.error.kind}`);
      if (begun.ok && !(await lookInto(world, person))) return;
      await world.ask((intents) => intents.staff.closeCheck({}));
    }
  });
}

/** The door that was opened for a look, until somebody said what is behind it. */
export async function lookInto(world: World, person: Person): Promise<boolean> {
  const { clock, floor } = world;
  for (let look = 0; look < 200; look++) {
    await clock.sleep(person.chance.wait(400, 2500));
    const view = world.staffView();
    if (view === null) return false;
    const state = view.check;
    if (state === null) return view.member !== null;
    const box = boxOf(world, state.door);
    switch (state.kind) {
      case 'opening':
        break;
      case 'open':
        if (!floor.isOpen(box)) break;
        await think(world, person);
        if (world.isCalm || person.chance.is(0.9)) clearOut(world, person, box);
        await shutDoor(world, person, box);
        break;
      case 'ask': {
        await think(world, person);
        const answer = box.inside.length === 0 ? 'empty' : 'not-empty';
        floor.say(box, answer);
        const told = await world.ask((intents) => intents.staff.answerCheck({ answer }));
        world.journal.write(`${person.name} says ${answer} at door ${box.number}: ${told === 'down' ? told : told.ok ? 'ok' : told.error.kind}`);
        if (told === 'down') return false;
        if (told.ok) return true;
        break;
      }
      case 'did-not-open':
        if (!state.canRetry || person.chance.is(0.4)) return true;
        await world.ask((intents) => intents.staff.retryCheck({}));
        break;
      case 'checked':
        return true;
    }
  }
  return true;
}

/** Takes out everything on the list of what is to come out. */
export async function recallRound(world: World, person: Person): Promise<void> {
  await atWork(world, person, 'collect', async () => {
    const list = await world.ask((intents) => intents.staff.recallList({}));
    if (list === 'down' || !list.ok || list.value.length === 0) return;
    const begun = await world.ask((intents) => intents.staff.startRecall({ parcelIds: list.value.map(({ parcelId }) => parcelId) }));
    if (begun === 'down' || !begun.ok) return;
    world.journal.write(`${person.name} begins to take out ${list.value.length}`);
    await takeOutRound(world, person);
  });
}

/** Door by door, as the screen says, until the round is over. */
export async function takeOutRound(world: World, person: Person): Promise<void> {
  for (let look = 0; look < 600; look++) {
    await world.clock.sleep(person.chance.wait(400, 2500));
    const round = world.staffView()?.recall ?? null;
    if (round === null || !(await recallStep(world, person, round))) return;
  }
}

type RecallRound = NonNullable<NonNullable<ReturnType<World['staffView']>>['recall']>;

async function recallStep(world: World, person: Person, { state, items, at }: RecallRound): Promise<boolean> {
  const { floor } = world;
  const number = at === null ? null : (items[at]?.item.number ?? null);
  switch (state.kind) {
    case 'opening':
      return true;
    case 'open': {
      const box = boxOf(world, state.door);
      if (!floor.isOpen(box)) return true;
      await think(world, person);
      const leaves = !world.isCalm && person.chance.is(0.1);
      const isThere = box.inside.some(({ kind }) => kind !== 'rubbish');
      world.recalled.set(box.compartmentId, box.inside.length === 0 ? 'empty' : leaves ? 'left' : isThere ? 'taken' : 'other');
      if (!leaves) clearOut(world, person, box);
      await shutDoor(world, person, box);
      return true;
    }
    case 'ask': {
      const box = boxOf(world, state.door);
      await think(world, person);
      const found = world.recalled.get(box.compartmentId) ?? 'empty';
      world.recalled.delete(box.compartmentId);
      // Somebody else may have shut the door before a hand was in it.
      const answer = box.inside.length > 0 ? 'left' : found === 'left' ? 'empty' : found;
      floor.say(box, answer);
      const told = await world.ask((intents) => intents.staff.answerRecall({ answer }));
      world.journal.write(`${person.name} says ${answer} of ${number} at door ${box.number}: ${told === 'down' ? told : told.ok ? 'ok' : told.error.kind}`);
      return told !== 'down';
    }
    case 'did-not-open':
      if (state.canRetry && person.chance.is(0.5)) await world.ask((intents) => intents.staff.retryRecall({}));
      else await world.ask((intents) => intents.staff.nextRecall({ at: at ?? 0 }));
      return true;
    case 'result':
    case 'paused':
      await think(world, person);
      await world.ask((intents) => intents.staff.nextRecall({ at: at ?? 0 }));
      return true;
    case 'finished':
      await world.ask((intents) => intents.staff.closeRecall({}));
      return false;
  }
}
