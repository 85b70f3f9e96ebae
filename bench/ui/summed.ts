import { type BenchResult, type FigureTable, judge } from '../bench.ts';
import { figure, quantile } from '../figures.ts';
import { KINDS, type Kind, type Noted, SLOWED } from './measured-page.ts';

/** A frame is due every 16.7 ms; two of them missed in a row can be seen. */
const FRAME_MS = 1000 / 60;
/** DESIGN: a touch to the next frame, 98 of 100; what the browser's event timing may say at most of 98 of 100; the first screen. */
const NEXT_FRAME_MS = 50;
const INTERACTION_MS = 100;
const FIRST_SCREEN_MS = 1500;

interface Walks {
  readonly during: number;
  readonly after: number;
  /** Touches that are in no table, because the station had pulled everything. */
  readonly left: number;
}

/** The figures of a run. */
export function summed(noted: Noted, firstScreens: readonly number[], walks: Walks, variants: number): BenchResult {
  const interactions = interactionsOf(noted);
  const frames = noted.frames.filter(({ type }) => type !== 'result').map(({ ms }) => ms);
  const all = interactions.map(({ ms }) => ms);
  return {
    tables: [touches(noted, interactions), parts(interactions), rest(noted, firstScreens, walks, variants)],
    budgets: [
      judge('a touch to the next frame (p98)', `${NEXT_FRAME_MS} ms`, quantile(frames, 0.98) / NEXT_FRAME_MS, 1),
      judge('an interaction by event timing (p98)', `${INTERACTION_MS} ms`, quantile(all, 0.98) / INTERACTION_MS, 1),
      judge('the first screen (middle)', `${FIRST_SCREEN_MS} ms`, quantile(firstScreens, 0.5) / FIRST_SCREEN_MS, 1),
    ],
    missing: [],
  };
}

interface Interaction {
  readonly kind: Kind;
  readonly ms: number;
  readonly waiting: number;
  readonly script: number;
  readonly drawing: number;
}

/** The slowest event of each interaction, as the browser's own measure of pages takes it. */
function interactionsOf({ events }: Noted): readonly Interaction[] {
  const slowest = new Map<number, Interaction>();
  for (const { kind, id, ...times } of events) {
    const known = slowest.get(id);
    if (kind !== null && (known === undefined || known.ms < times.ms)) slowest.set(id, { kind, ...times });
  }
  return [...slowest.values()];
}

function touches({ frames }: Noted, interactions: readonly Interaction[]): FigureTable {
  const row = (kind: Kind): readonly string[] => {
    const own = frames.filter((frame) => frame.kind === kind && frame.type !== 'result').map(({ ms }) => ms);
    const results = frames.filter((frame) => frame.kind === kind && frame.type === 'result').map(({ ms }) => ms);
    const timed = interactions.filter((one) => one.kind === kind).map(({ ms }) => ms);
    return [kind, String(own.length), ...of(own), ...of(results), String(timed.length), ...of(timed)];
  };
  return {
    title: `Touches, processor slowed ${SLOWED} times`,
    columns: ['kind', 'events', 'p50', 'p98', 'max ms', 'result p50', 'p98', 'max ms', 'of 16 ms and more', 'p50', 'p98', 'max ms'],
    rows: KINDS.map(row),
    notes: [
      'Left: from the input to the first task behind the next frame, each event of a touch: the control shows that it is pressed, a letter stands in its field. Middle: from the lift to the first task behind the frame in which something else of the page changed. Right: interactions as the browser times them, up to the frame on the screen, in steps of 8 ms; shorter ones it does not tell.',
      'Chromium draws here in software, without a graphics card, and on the processors that station and hub run on: drawing takes longer than in a kiosk.',
    ],
  };
}

function parts(interactions: readonly Interaction[]): FigureTable {
  const row = (name: string, pick: (one: Interaction) => number): readonly string[] => [name, ...of(interactions.map(pick))];
  return {
    title: 'Where the time of an interaction goes',
    columns: ['part', 'p50', 'p98', 'max ms'],
    rows: [row('waits for the page', (one) => one.waiting), row('script', (one) => one.script), row('style, layout, drawing', (one) => one.drawing)],
    notes: [],
  };
}

function rest({ gaps }: Noted, firstScreens: readonly number[], walks: Walks, variants: number): FigureTable {
  return {
    title: 'Around them',
    columns: ['what', 'p50', 'p98', 'max'],
    rows: [
      ['first screen that can be touched, ms', ...of(firstScreens)],
      ['between two frames while a list is scrolled, ms', ...of(gaps)],
      [`frames late by more than one (${figure(2 * FRAME_MS, 0)} ms)`, '', '', `${gaps.filter((gap) => gap > 2 * FRAME_MS + 1).length} of ${gaps.length}`],
    ],
    notes: [
      `${walks.during} walks through the kiosk ended while the station pulled all of ${variants} variants, ${walks.after} after it had them; ${walks.left} touches after that are in no table.`,
    ],
  };
}

function of(values: readonly number[]): readonly string[] {
  return [quantile(values, 0.5), quantile(values, 0.98), quantile(values, 1)].map((value) => figure(value, 0));
}
