import type { Picture } from '../../src/contract/catalogue.ts';
import type { Cancel } from '../../src/kernel/clock.ts';
import type { GarmentPainter } from '../ui/garment/painter-context.ts';

/** One picture to be painted, in pixels. */
export interface PaintRequest {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
}

/** What a painter needs. */
export interface PainterParts {
  /** Paints one picture and answers its address; null: it cannot be painted. */
  readonly paint: (request: PaintRequest) => Promise<string | null>;
  /** Calls `work` once after `ms` milliseconds, unless it is called off. */
  readonly after: (ms: number, work: () => void) => Cancel;
  /** Gives an address back. */
  readonly release: (address: string) => void;
  /** Pictures kept at most that nobody shows now. */
  readonly limit: number;
}

/** Pictures are painted in these widths, so that a tile that is a little wider does not need one of its own. Pixels. */
const WIDTHS = [96, 160, 240, 352, 512, 768, 1120] as const;
/** Height of a picture by its width: every place for one is 4 : 5. */
const TALL = 5 / 4;

/** A picture that is not painted after so long is drawn by the page itself, and so are the others, until whoever paints answers again. Milliseconds. */
const PAINT_MS = 10_000;

interface Entry {
  readonly key: string;
  readonly request: PaintRequest;
  address: string | null;
  state: 'waits' | 'is painted' | 'is done';
  readonly shownBy: Set<(address: string | null) => void>;
}

/**
 * Paints one picture at a time, in the order in which they are asked for, and leaves out what nobody wants any more. What was painted is
 * kept, the last shown longest.
 */
export function createPainter({ paint, release, after, limit }: PainterParts): GarmentPainter {
  const answered = createWait({ paint, release, after });
  // The order of a map is that of its insertions: what was shown last stands at its end.
  const entries = new Map<string, Entry>();
  let isBusy = false;

  const next = (): void => {
    if (isBusy) return;
    const entry = [...entries.values()].find(({ state }) => state === 'waits');
    if (entry === undefined) return;
    isBusy = true;
    entry.state = 'is painted';
    void answered(entry.request).then((address) => {
      isBusy = false;
      entry.state = 'is done';
      entry.address = address;
      for (const show of [...entry.shownBy]) show(address);
      tidy();
      next();
    });
  };
  const tidy = (): void => {
    const idle = [...entries.values()].filter(({ state, shownBy }) => state === 'is done' && shownBy.size === 0);
    for (const { key, address } of idle.slice(0, Math.max(0, idle.length - limit))) {
      entries.delete(key);
      if (address !== null) release(address);
    }
  };
  const entryOf = (picture: Picture, width: number): Entry => {
    const key = keyOf(picture, width);
    const entry = entries.get(key) ?? {
      ...{ key, request: { picture, width, height: Math.round(width * TALL) } },
      ...{ address: null, state: 'waits' as const, shownBy: new Set<(address: string | null) => void>() },
    };
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  };

  return {
    ready(picture, width) {
      const wanted = WIDTHS.indexOf(stepOf(width));
      const nearest = [...WIDTHS].sort((a, b) => Math.abs(WIDTHS.indexOf(a) - wanted) - Math.abs(WIDTHS.indexOf(b) - wanted));
      for (const step of nearest) {
        const address = entries.get(keyOf(picture, step))?.address;
        if (address != null) return address;
      }
      return null;
    },
    paint(picture, width, onPainted) {
      const entry = entryOf(picture, stepOf(width));
      // Each asker is its own, also where two give the same function.
      const show = (address: string | null): void => onPainted(address);
      entry.shownBy.add(show);
      if (entry.state === 'is done') show(entry.address);
      else next();
      return () => {
        entry.shownBy.delete(show);
        if (entry.shownBy.size > 0) return;
        if (entry.state === 'waits') entries.delete(entry.key);
        tidy();
      };
    },
  };
}

/** Paints, or answers null where it takes too long. What comes after that is given back, and until it has come nothing else is waited for. */
function createWait({ paint, release, after }: Pick<PainterParts, 'paint' | 'release' | 'after'>): PainterParts['paint'] {
  let isStuck = false;
  return (request) =>
    new Promise((resolve) => {
      if (isStuck) return resolve(null);
      let isLate = false;
      const cancel = after(PAINT_MS, () => {
        isLate = true;
        isStuck = true;
        resolve(null);
      });
      void paint(request).then((address) => {
        cancel();
        if (!isLate) return resolve(address);
        isStuck = false;
        if (address !== null) release(address);
      });
    });
}

function stepOf(width: number): (typeof WIDTHS)[number] {
  return WIDTHS.find((step) => step >= width) ?? 1120;
}

function keyOf({ garment, colour, pattern }: Picture, width: number): string {
  return `${garment} ${colour} ${pattern} ${width}`;
}
