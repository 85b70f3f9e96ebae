import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';

/** Chance that a seed determines. Every actor has one of its own, so that what one draws changes nothing for the others. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** True with this probability. */
  is(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** A number between both, smaller ones more often: for waits, which are mostly short and sometimes long. */
  wait(least: number, most: number): number;
  /** One of these. Throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  bytes(size: number): Uint8Array;
  /** Another one, named: the same name under the same seed is always the same. */
  split(name: string): Chance;
}

/** The chance of a seed. */
export function chanceOf(seed: number, name = ''): Chance {
  const next = seededRandom(mix(seed, name));
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    is: (probability) => next() < probability,
    int,
    wait: (least, most) => least + (most - least) * next() ** 3,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    bytes: (size) => Uint8Array.from({ length: size }, () => Math.floor(next() * 256)),
    split: (part) => chanceOf(seed, `${name}/${part}`),
  };
}

/** A 32-bit number out of a seed and a name (FNV-1a, then mixed). */
export function mix(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
