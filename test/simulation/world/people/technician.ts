import { colleagues } from '../shop-floor.ts';
import type { World } from '../world.ts';
import { type Person, think } from './hands.ts';
import { atWork, lookInto, takeOutRound } from './staff.ts';

/** Tries doors. One with a parcel behind it opens only when a second person has agreed. */
export async function beTechnician(world: World, person: Person): Promise<void> {
  const { chance } = person;
  for (;;) {
    await world.rest(chance.wait(1_800_000, 14_400_000));
    if (world.isCalm) return;
    await atWork(world, person, 'collect', () => tryDoor(world, person));
  }
}

async function tryDoor(world: World, person: Person): Promise<void> {
  const { chance } = person;
  const status = await world.ask((intents) => intents.staff.status({}));
  if (status === 'down' || !status.ok) return;
  const full = status.value.doors.filter(({ state }) => state === 'occupied');
  const { door } = chance.pick(full.length > 0 && chance.is(0.7) ? full : status.value.doors);
  const { compartmentId } = door;
  const before = world.books.intentsMade;
  const holds = full.some((each) => each.door.compartmentId === compartmentId);
  const alone = await world.ask((intents) => intents.service.testDoor({ compartmentId, second: null }));
  world.journal.write(`${person.name} tries door ${door.number}: ${alone === 'down' ? alone : alone.ok ? 'ok' : alone.error.kind}`);
  if (holds && world.books.intentsMade > before) return world.journal.violate(5, `one person opened door ${door.number}, behind which a parcel lies`);
  await think(world, person);
  const colleague = colleagues[chance.int(0, 1)];
  if (alone !== 'down' && !alone.ok && alone.error.kind === 'needs-two' && colleague !== undefined) {
    const second = { badge: colleague.badge, pin: chance.is(0.2) ? '0000' : colleague.pin };
    let made = before;
    const both = await world.ask((intents) => {
      made = world.books.intentsMade;
      return intents.service.testDoor({ compartmentId, second });
    });
    world.journal.write(`${person.name} tries it with a colleague: ${both === 'down' ? both : both.ok ? 'ok' : both.error.kind}`);
    if (second.pin !== colleague.pin && world.books.intentsMade > made)
      return world.journal.violate(5, `a wrong PIN of the second person opened door ${door.number}`);
    if (both !== 'down' && both.ok) await takeOutRound(world, person);
  } else if (alone !== 'down' && alone.ok) {
    await lookInto(world, person);
    await world.ask((intents) => intents.staff.closeCheck({}));
  }
}
