import type { PollingPace } from '../../hardware/lockers/bus-board.ts';
import { type BenchOptions, type BudgetVerdict, type FigureTable, judge } from '../bench.ts';
import { figure, quantile, spread } from '../figures.ts';
import { type BenchLine, benchLines, lineName } from './lines.ts';
import { saturated, usualPace } from './polling.ts';
import { type ScanFigures, scanToWire } from './scan-to-wire.ts';

/** The scans of every line, and what their budget says. */
export interface ScanPart {
  readonly table: FigureTable | null;
  readonly missing: readonly string[];
  readonly budgets: readonly BudgetVerdict[];
}

/** From the scanner's last byte to the unlock frame's last, at most this much of one flush to disk and the frame's own time (the design, 13). */
const most = 1.5;
const boards = 2;
const columns = ['line', 'polling', 'rounds', 'flush', 'frame', 'floor', 'to the port', 'to the wire', 'x floor', 'line was busy', 'to the wire then'];

/** Measures every line at the usual pace, and the first one also on a line that never rests. */
export async function scanPart({ isQuick, progress }: BenchOptions): Promise<ScanPart> {
  const lines = isQuick ? benchLines().slice(0, 1) : benchLines();
  const rows: string[][] = [];
  const budgets: BudgetVerdict[] = [];
  for (const [line, pace] of runsOf(lines, isQuick)) {
    progress(`${lineName(line)}, from scan to wire, ${nameOf(pace)} polling`);
    const measured = await scanToWire(line, { pace, boards, rounds: isQuick ? 2 : pace === saturated ? 25 : 40 });
    if (!measured.ok) return { table: null, missing: [`From scan to wire: ${measured.error}.`], budgets: [] };
    const summary = summarise(measured.value);
    rows.push([lineName(line), nameOf(pace), ...summary.cells]);
    if (pace === usualPace) budgets.push(judge(`scan to wire on ${lineName(line)} (p50)`, 'one flush to disk and the frame', summary.ratio, most));
  }
  return { table: { title: 'From the scanner’s last byte to the unlock’s last byte on the wire, milliseconds', columns, rows, notes }, missing: [], budgets };
}

const notes = [
  `Whole station in this process, ${boards} boards, real SQLite, scanner and bus each on a pseudo-terminal, boards in a thread of their own. p50 / p99; single figures are p50.`,
  'flush: an overwritten page of 4 KiB and fdatasync, measured before each scan on the same disk. floor: flush and frame. to the port: the frame was handed to the port.',
  'line was busy: scans during which a question was under way; it is finished first, since boards would garble both. Budgets are judged on all scans at the usual pace.',
];

function runsOf(lines: readonly BenchLine[], isQuick: boolean): readonly (readonly [BenchLine, PollingPace])[] {
  const usual = lines.map((line) => [line, usualPace] as const);
  const [first] = lines;
  return first === undefined || isQuick ? usual : [...usual, [first, saturated] as const];
}

function nameOf(pace: PollingPace): string {
  return pace === saturated ? 'without rest' : 'usual';
}

function summarise({ rounds, frameMs }: ScanFigures): { readonly cells: readonly string[]; readonly ratio: number } {
  const sync = quantile(
    rounds.map((round) => round.sync),
    0.5,
  );
  const wire = spread(rounds.map(({ toWire }) => toWire));
  const port = spread(rounds.map(({ toPort }) => toPort));
  const busy = rounds.filter(({ wasLineBusy }) => wasLineBusy).map(({ toWire }) => toWire);
  const floor = sync + frameMs;
  const ratio = wire.p50 / floor;
  return {
    ratio,
    cells: [
      String(wire.count),
      figure(sync, 2),
      figure(frameMs, 2),
      figure(floor, 2),
      figure(port.p50, 2),
      `${figure(wire.p50, 2)} / ${figure(wire.p99, 2)}`,
      figure(ratio, 2),
      String(busy.length),
      figure(quantile(busy, 0.5), 2),
    ],
  };
}
