import type { Bench, BenchOptions, BenchResult, FigureTable } from '../bench.ts';
import { figure, percent } from '../figures.ts';
import { benchLines, lineName, turnAroundMs } from './lines.ts';
import { middleAndWorst, type PollingRate, saturated, usualPace } from './polling.ts';
import { pollInMemory } from './polling-memory.ts';
import { pollOnTerminal } from './polling-terminal.ts';
import { scanPart } from './scan-part.ts';

/** How busy a bus of each family is kept, and how fast a scanned code becomes an unlock on the wire. */
export const busBench: Bench = {
  name: 'bus',
  about: 'polling rate against the wire, how soon a moved door is seen, and from a scan to the unlock on the wire (budget 1.5 x)',
  run: async (options) => {
    const memory = await memoryTable(options);
    const terminal = await terminalTable(options);
    return together([memory, terminal, await scanPart(options)]);
  },
};

interface Part {
  readonly table: FigureTable | null;
  readonly missing: readonly string[];
  readonly budgets: BenchResult['budgets'];
}

const boardCounts = { whole: [1, 4, 10], quick: [2] } as const;

async function memoryTable({ isQuick, progress }: BenchOptions): Promise<Part> {
  const rows: string[][] = [];
  for (const line of benchLines()) {
    progress(`${lineName(line)} in memory`);
    for (const count of isQuick ? boardCounts.quick : boardCounts.whole) {
      const busy = await pollInMemory(line, count, saturated, 0);
      const usual = await pollInMemory(line, count, usualPace, isQuick ? 4 : 100);
      rows.push([
        lineName(line),
        String(count),
        ...rateCells(busy.rate),
        ...usualCells(usual.rate),
        middleAndWorst(usual.doors.opened),
        middleAndWorst(usual.doors.closed),
      ]);
    }
  }
  return part({
    title: 'Polling in memory, on virtual time: what the session itself makes of the wire',
    columns: columns,
    rows,
    notes: [...legend, 'The same on every machine: no machine is in these figures.'],
  });
}

async function terminalTable({ isQuick, progress }: BenchOptions): Promise<Part> {
  const rows: string[][] = [];
  for (const line of isQuick ? benchLines().slice(0, 1) : benchLines()) {
    progress(`${lineName(line)} on a pseudo-terminal`);
    for (const count of isQuick ? boardCounts.quick : boardCounts.whole) {
      const busy = await pollOnTerminal(line, count, { pace: saturated, countForMs: isQuick ? 300 : 2500, changes: 0 });
      if (!busy.ok) return { table: null, missing: [`Polling on a pseudo-terminal: ${busy.error}.`], budgets: [] };
      const withDoors = count === boardCounts.whole[1] || isQuick;
      const usual = await pollOnTerminal(line, count, { pace: usualPace, countForMs: isQuick ? 300 : 2500, changes: !withDoors ? 0 : isQuick ? 1 : 25 });
      if (!usual.ok) return { table: null, missing: [`Polling on a pseudo-terminal: ${usual.error}.`], budgets: [] };
      const { rate, doors } = usual.value;
      rows.push([
        lineName(line),
        String(count),
        ...rateCells(busy.value.rate),
        ...usualCells(rate),
        middleAndWorst(doors.opened),
        middleAndWorst(doors.closed),
      ]);
    }
  }
  return part({
    title: 'Polling over a pseudo-terminal as slow as the line: production driver, this machine',
    columns: columns,
    rows,
    notes: ['Read as the table above. What is missing to it is this machine: timers of whole milliseconds, the port, the load.'],
  });
}

const columns = [
  'line',
  'boards',
  'rounds/s',
  'wire alone',
  'wire busy',
  'usual rounds/s',
  'one round ms',
  'opened seen ms p50 / p99',
  'closed seen ms p50 / p99',
];

const legend = [
  `rounds/s: every board asked and answered, without any rest. wire alone: the same if byte followed byte and boards (here ${turnAroundMs} ms) did not think. wire busy: the first by the second.`,
  `usual: with the usual rest of ${usualPace.restMs} ms, ${usualPace.watchedRestMs} ms for a board with an open door. seen: from the door's move to the bank's fact; a closed door was open before, so its board was asked more often.`,
];

function rateCells(rate: PollingRate): string[] {
  return [figure(rate.roundsPerSecond, 1), figure(rate.limitPerSecond, 1), percent(rate.busy)];
}

function usualCells(rate: PollingRate): string[] {
  return [figure(rate.roundsPerSecond, 2), figure(1000 / rate.roundsPerSecond, 0)];
}

function part(table: FigureTable): Part {
  return { table, missing: [], budgets: [] };
}

function together(parts: readonly Part[]): BenchResult {
  return {
    tables: parts.flatMap(({ table }) => (table === null ? [] : [table])),
    budgets: parts.flatMap(({ budgets }) => budgets),
    missing: parts.flatMap(({ missing }) => missing),
  };
}
