import { join } from 'node:path';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { startWorld, type World } from '../../../scripts/world/world.ts';
import { finish, type Finish } from './finish.ts';
import { Floor } from './floor.ts';
import { LeftBehind } from './left-behind.ts';
import { drawPlan, type Plan } from './plans.ts';
import type { Shop } from './shop.ts';
import { liveAndDie } from './station-life.ts';
import { WorldLog } from './world-log.ts';

/** How long to kill, and where. Milliseconds. */
export interface KillLoopOptions {
  /** An empty folder; the logs stay in it. */
  readonly folder: string;
  readonly seed: number;
  readonly forMs: number;
  /** Goes on beyond that time until so many steps were seen and doors were unlocked, for ten minutes at most. */
  readonly atLeast: number;
  /** Longest time for which a station is stopped. */
  readonly longestFreezeMs: number;
  /** Hears how it goes, a sentence at a time. */
  say(line: string): void;
}

/** What came of it. Every list is empty where nothing is wrong. */
export interface KillLoopResult extends Finish {
  readonly kills: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly restarts: number;
  readonly seconds: number;
  readonly seen: number;
  readonly unlocks: number;
  readonly lost: readonly string[];
  readonly wrongDoors: readonly string[];
  /** The station ended by itself, or somebody at its screens could not go on. */
  readonly broken: readonly string[];
}

/** In the shop's configuration: the shortest times that the door protocol bears, so that more happens between two kills. */
const timings = { quarantineMs: 1000, retryOfferMs: 5000 } as const;
/** A run that waits for people to get somewhere ends in any case. Milliseconds. */
const LONGEST_MS = 600_000;

/** Kills the station again and again while people use it, and holds what they saw against what it still knows. */
export async function runKillLoop(options: KillLoopOptions): Promise<KillLoopResult> {
  const { folder } = options;
  const broken: string[] = [];
  const onEnded = (name: string, sentence: string): void => void broken.push(`${name}: ${sentence}`);
  const world = await startWorld({ folder, devices: 'bank', hubPort: 0, webPort: 0, devPage: 'http://127.0.0.1:9', station: { timings }, onEnded });
  try {
    // The world's own station has enrolled; from here on it is started and killed here.
    await world.stopStation('in order');
    return await new Loop(options, world, broken).run();
  } finally {
    await world.stop();
  }
}

class Loop {
  readonly #options: KillLoopOptions;
  readonly #world: World;
  readonly #broken: string[];
  readonly #lost: string[] = [];
  readonly #wrongDoors: string[] = [];
  readonly #log: WorldLog;
  readonly #shop: Shop;
  readonly #left: LeftBehind;
  readonly #kinds: Record<string, number> = {};
  #kills = 0;

  constructor(options: KillLoopOptions, world: World, broken: string[]) {
    const { folder, seed } = options;
    this.#options = options;
    this.#world = world;
    this.#broken = broken;
    this.#log = new WorldLog(join(folder, 'world.jsonl'));
    this.#left = new LeftBehind(folder);
    this.#shop = {
      pieces: [],
      floor: new Floor(world.bank, this.#log),
      log: this.#log,
      mailbox: join(folder, 'hub', 'mailbox'),
      chance: seededRandom(seed),
      wrong: (kind, sentence) => void (kind === 'lost' ? this.#lost : this.#wrongDoors).push(sentence),
    };
  }

  async run(): Promise<KillLoopResult> {
    const { forMs, atLeast, longestFreezeMs, folder } = this.#options;
    const shop = this.#shop;
    const startedAt = performance.now();
    // Before the first kills something has to lie there.
    await this.#life({ kind: 'after', afterMs: Math.min(15_000, forMs / 3) });
    const isShort = (): boolean => Math.min(this.#log.seen.length, shop.floor.unlocks.length) < atLeast && performance.now() - startedAt < LONGEST_MS;
    while (performance.now() - startedAt < forMs || isShort()) await this.#life(drawPlan(shop, longestFreezeMs));
    const seconds = (performance.now() - startedAt) / 1000;
    const finished = await finish({ folder, shop, world: this.#world, operations: () => this.#judge() });
    return {
      ...finished,
      kills: this.#kills,
      kinds: this.#kinds,
      restarts: this.#kills + 1,
      seconds,
      seen: this.#log.seen.length,
      unlocks: shop.floor.unlocks.length,
      lost: this.#lost,
      wrongDoors: this.#wrongDoors,
      broken: this.#broken,
    };
  }

  async #life(plan: Plan): Promise<void> {
    const { floor } = this.#shop;
    this.#broken.push(...(await liveAndDie(this.#options.folder, this.#shop, plan)));
    this.#kills += 1;
    this.#kinds[plan.kind] = (this.#kinds[plan.kind] ?? 0) + 1;
    // What the dead station had written to the bus has passed by when the boards have answered.
    await floor.quiet();
    this.#judge();
    if (this.#kills % 25 === 0) this.#options.say(`${this.#kills} kills, ${this.#log.seen.length} steps seen, ${floor.unlocks.length} unlocks`);
  }

  /** Answers how many operations the station has made by now. */
  #judge(): number {
    const { seen } = this.#log;
    for (const fault of this.#left.judge({ seen, unlocks: this.#shop.floor.unlocks }))
      (fault.startsWith('WRONG DOOR') ? this.#wrongDoors : this.#lost).push(fault);
    return this.#left.operations;
  }
}
