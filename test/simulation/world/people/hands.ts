import type { Door } from '../../../../src/contract/station/place-views.ts';
import type { Chance } from '../chance.ts';
import type { Box, Thing } from '../floor.ts';
import type { World } from '../world.ts';

/** Whoever stands before the machine: a name, and a will of their own. */
export interface Person {
  readonly name: string;
  readonly chance: Chance;
}

/** The box with the number that a screen shows. */
export function boxOf(world: World, door: Pick<Door, 'compartmentId'>): Box {
  return world.floor.box(door.compartmentId);
}

/** How long people look, think and walk between two things that they do. */
export function think({ clock }: World, { chance }: Person): Promise<void> {
  return clock.sleep(chance.wait(300, 6000));
}

/** Shuts a door, sooner or later; whoever forgets leaves it to somebody who passes by. */
export async function shutDoor(world: World, { chance, name }: Person, box: Box): Promise<void> {
  if (!world.isCalm && chance.is(0.04)) {
    world.journal.write(`${name} leaves door ${box.number} open`);
    return;
  }
  await world.clock.sleep(chance.wait(200, chance.is(0.05) ? 200_000 : 9000));
  world.floor.shut(box);
}

/** Takes a thing that is theirs, if it is there. */
export function takeOwn(world: World, { name }: Person, box: Box, thing: Thing): boolean {
  if (!world.floor.take(box, thing)) return false;
  world.journal.write(`${name} takes ${thing.name} out of door ${box.number}`);
  return true;
}

/** Takes out whatever lies there. */
export function clearOut(world: World, { name }: Person, box: Box): void {
  for (const thing of [...box.inside]) {
    if (!world.floor.take(box, thing)) continue;
    world.journal.write(`${name} takes ${thing.name} out of door ${box.number}`);
    world.backToStock(thing);
  }
}

/** One after the other, as people queue; somebody now and then does not. */
export class Queue {
  #taken = false;
  readonly #waiting: (() => void)[] = [];

  async enter(): Promise<void> {
    if (!this.#taken) {
      this.#taken = true;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken = false;
    else next();
  }
}
