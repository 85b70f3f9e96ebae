import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { type DiskImage, RecordedDisk, type Variant } from './disk.ts';
import { type Found, Judge, type Wrong } from './judge.ts';
import type { Recorded } from './record.ts';
import { Scratch } from './scratch.ts';
import type { Window } from './windows.ts';

/** What was wrong, and where: enough to look at it again. */
export interface Fault extends Wrong {
  readonly journey: string;
  /** Number of the entry of the record after which the power went. */
  readonly point: number;
  readonly variant: Variant['kind'];
  /** Which of the torn images of this point. */
  readonly nth: number;
}

/** What came of some windows. */
export interface Tally {
  readonly images: number;
  /** How many of them were started by the station itself, with all its ways back. */
  readonly started: number;
  readonly points: number;
  readonly faults: readonly Fault[];
}

/** How closely to look. */
export interface Closeness {
  readonly seed: number;
  /** Torn images of each point at which something is not flushed. */
  readonly torn: number;
  /** Of every so many images one is started by the station itself, beside those that need it. */
  readonly startEvery: number;
}

const DATABASE = 'shop/station.db';
/** Files that only the station's own start knows how to treat. */
const needsStart = /\/station\.db(-journal|\.swap\.json|\.restore\.json|\.incoming(-wal|-journal)?)$/;
const MOST_FAULTS = 20;

/** Replays a record and cuts the power at every point of the given windows. */
export class Replay {
  readonly #recorded: Recorded;
  readonly #closeness: Closeness;
  readonly #judge = new Judge();
  readonly #scratch: Scratch;
  readonly #faults: Fault[] = [];
  #images = 0;
  #started = 0;
  #points = 0;

  /** `folder` is for the images, and nobody else's. */
  constructor(recorded: Recorded, folder: string, closeness: Closeness) {
    this.#recorded = recorded;
    this.#closeness = closeness;
    this.#scratch = new Scratch(folder);
    this.#scratch.reset();
  }

  /** Cuts the power all over these windows, which come in order. */
  run(windows: readonly Window[]): Tally {
    const disk = new RecordedDisk(this.#recorded.initial);
    let at = -1;
    for (const window of windows) {
      while (at < window.from) this.#step(disk, ++at);
      this.#window(disk, window);
      at = window.to;
      if (this.#faults.length >= MOST_FAULTS) break;
    }
    this.#scratch.remove();
    return { images: this.#images, started: this.#started, points: this.#points, faults: this.#faults };
  }

  #step(disk: RecordedDisk, at: number): boolean {
    const op = this.#recorded.ops[at];
    return op !== undefined && disk.replay(op);
  }

  #window(disk: RecordedDisk, window: Window): void {
    // Whatever a power cut leaves is one of the states that a program which was merely killed would have found since the last word.
    const states = new Set<string>();
    this.#point(disk, window, window.from, states);
    for (let at = window.from + 1; at <= window.to; at++) {
      if (this.#step(disk, at)) this.#point(disk, window, at, states);
    }
  }

  #point(disk: RecordedDisk, window: Window, at: number, states: Set<string>): void {
    this.#points += 1;
    const everything = this.#cut(disk.image({ kind: 'everything' }), window, at, 'everything', 0, null);
    if (everything.digest !== '') states.add(everything.digest);
    if (disk.isSettled) return;
    this.#cut(disk.image({ kind: 'synced' }), window, at, 'synced', 0, states);
    for (let nth = 0; nth < this.#closeness.torn; nth++) {
      this.#cut(disk.image({ kind: 'torn', random: randomOf(this.#closeness.seed, at, nth) }), window, at, 'torn', nth, states);
    }
  }

  #cut(image: DiskImage, window: Window, at: number, variant: Variant['kind'], nth: number, states: ReadonlySet<string> | null): Found {
    this.#images += 1;
    const found = this.#judged(image, window);
    const isStrange = states !== null && found.wrong === null && found.digest !== '' && !states.has(found.digest);
    const wrong: Wrong | null = isStrange ? { kind: 'torn', detail: 'a state in which the database never was' } : found.wrong;
    if (wrong !== null && this.#faults.length < MOST_FAULTS) this.#faults.push({ ...wrong, journey: this.#recorded.journey, point: at, variant, nth });
    return found;
  }

  #judged(image: DiskImage, { expected }: Window): Found {
    const paths = [...image.keys()];
    const isOwn = expected.epoch !== null || expected.counted > 0 || expected.rows.length > 0;
    const isPlain = isOwn && image.has(DATABASE) && !paths.some((path) => needsStart.test(path) && (image.get(path)?.length ?? 0) > 0);
    this.#scratch.hold(image);
    const { folder } = this.#scratch;
    const backups = [...image].filter(([path]) => /\/backups\/station-[^/]*\.db$/.test(path));
    const unsound = backups.length > 0 || expected.backups.length > 0 ? this.#judge.backups(folder, expected, backups) : null;
    if (unsound !== null) return { digest: '', wrong: unsound };
    const isCounting = this.#recorded.journey.startsWith('counting');
    const found = isPlain ? this.#judge.look(folder, expected) : null;
    if (isCounting) return found ?? { digest: '', wrong: null };
    if (found !== null && (found.wrong !== null || this.#images % this.#closeness.startEvery !== 0)) return found;
    this.#started += 1;
    const started = this.#judge.start(folder, expected);
    this.#scratch.reset();
    // The start went on from here, so what it left is compared with what was said, not with the states of before.
    return started.wrong !== null ? { digest: '', wrong: started.wrong } : (found ?? { digest: '', wrong: null });
  }
}

/** What chance draws at a point depends on nothing but the seed and the place, so that one image can be made again. */
function randomOf(seed: number, point: number, nth: number): () => number {
  return seededRandom((seed * 1_000_003 + point * 8191 + nth * 131) >>> 0);
}
