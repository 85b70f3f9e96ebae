import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { LockBank } from '../../../hardware/contract/lock-board.ts';
import { createSerialLink } from '../../../hardware/link/serial.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { openPseudoTerminal, type PseudoTerminal } from '../../../hardware/simulator/pty.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { systemClock } from '../../../hardware/system-clock.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { short } from '../support/simulated-bus.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Plugged {
  readonly bank: LockBank;
  /** What the boards heard, in hex, since the last plugging in. */
  readonly heard: string[];
  pull(): Promise<void>;
  /** Plugs it in again: the name that stays leads to another device now. */
  plug(): Promise<void>;
}

async function terminal(): Promise<PseudoTerminal> {
  const opened = await openPseudoTerminal(19_200);
  if (!opened.ok) throw new Error(opened.error.detail);
  closers.push(() => opened.value.close());
  return opened.value;
}

/** A bank over a real serial port whose adapter can be pulled; a name that stays leads to it, as in /dev/serial/by-id. */
async function start(): Promise<Plugged> {
  const folder = mkdtempSync(join(tmpdir(), 'replug-'));
  closers.push(() => Promise.resolve(rmSync(folder, { recursive: true })));
  const name = join(folder, 'adapter');
  // Both exist at once, so the second has another name for certain.
  const devices = [await terminal(), await terminal()];
  let device: PseudoTerminal | undefined;
  const boards = [0, 1].map((address) => ({ address, locks: 4 }));
  const heard: string[] = [];
  const simulator = new BankSimulator({
    side: cu48Boards,
    link: {
      name: 'the plugged device',
      latestFrameMs: 0,
      wireTimeMs: (count) => device?.link.wireTimeMs(count) ?? 0,
      open: (events) => device?.link.open(events) ?? Promise.resolve({ ok: false, error: { kind: 'not-found', detail: 'Nothing is plugged in.' } }),
    },
    clock: systemClock,
    random: seededRandom(1),
    boards,
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: (event) => event.kind === 'frame' && event.direction === 'in' && heard.push(toHex(event.bytes)),
  });
  const plug = async (): Promise<void> => {
    device = devices.shift();
    heard.length = 0;
    const problem = await simulator.start();
    if (problem !== undefined) throw new Error(problem.detail);
    symlinkSync(device?.path ?? '', name);
  };
  const pull = async (): Promise<void> => {
    rmSync(name);
    await device?.close();
  };
  await plug();
  const pace = { restMs: 20, watchedRestMs: 10 };
  const bank = openBusBank({ family: cu48Family, link: createSerialLink({ path: name, baud: 19_200 }), clock: systemClock, boards, closedBit: 1, pace });
  closers.push(() => bank.close());
  await told(bank, 'lock 1/3 closed');
  return { bank, heard, plug, pull };
}

function told(bank: LockBank, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = bank.onFact((fact) => {
      if (!short([fact]).includes(wanted)) return;
      stop();
      resolve();
    });
  });
}

/** Pulls the adapter and plugs it in again; ends when every lock is told anew. */
async function replug({ bank, pull, plug }: Plugged): Promise<void> {
  const down = told(bank, 'bus down');
  await pull();
  await down;
  const back = told(bank, 'lock 1/3 closed');
  await plug();
  await back;
}

function unlocksIn(heard: readonly string[]): string[] {
  return heard.filter((frame) => frame.includes(' 51 '));
}

test.each(['with unlocks waiting', 'when the first unlock was sent and others wait for its pulse'])(
  'an adapter pulled %s comes back under another name: what waited is dropped and never replayed',
  async (moment) => {
    const plugged = await start();
    const { bank, heard } = plugged;
    const { generation } = bank;
    const outcomes = [0, 1, 2, 3].map((lock) => bank.unlock({ address: { board: 0, lock }, validForMs: 2000, generation }));
    if (moment.includes('first')) expect((await outcomes[0])?.kind).toBe('sent');
    await replug(plugged);
    // One coil at a time, 300 ms apart: pulling takes less than the last one waits.
    const ends = await Promise.all(outcomes);
    expect(ends.filter((end) => end.kind !== 'sent').every((end) => end.kind === 'link-down')).toBe(true);
    expect(ends.at(-1)).toMatchObject({ kind: 'link-down', isBegun: false });
    expect([bank.health, bank.generation > generation]).toEqual(['ok', true]);
    expect(unlocksIn(heard)).toEqual([]);
    expect((await bank.unlock({ address: { board: 0, lock: 3 }, validForMs: 2000, generation })).kind).toBe('link-down');
    const opened = told(bank, 'lock 0/2 open');
    expect((await bank.unlock({ address: { board: 0, lock: 2 }, validForMs: 2000, generation: bank.generation })).kind).toBe('sent');
    await opened;
    expect(unlocksIn(heard)).toEqual(['02 00 02 51 03 58']);
  },
);
