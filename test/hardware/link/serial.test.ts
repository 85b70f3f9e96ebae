import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BankFact, LockBank } from '../../../hardware/contract/lock-board.ts';
import { createSerialLink } from '../../../hardware/link/serial.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { paceLink } from '../../../hardware/simulator/paced-link.ts';
import { openPseudoTerminal, pseudoTerminalMakers, type PseudoTerminal } from '../../../hardware/simulator/pty.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { systemClock } from '../../../hardware/system-clock.ts';

/** `/dev/serial/by-id` in small: a name that stays while the terminal behind it changes. */
let folder: string;
let path: string;
let terminals: PseudoTerminal[];
let bank: LockBank | null;

const boards = [{ address: 0, locks: 4 }];

/** Those of the programs that this machine has; the first is on every Debian. */
const makersHere: (typeof pseudoTerminalMakers)[number][] = [];
for (const maker of pseudoTerminalMakers) {
  const tried = await openPseudoTerminal(19_200, [maker]);
  if (tried.ok) makersHere.push(maker);
  if (tried.ok) await tried.value.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serial-'));
  path = join(folder, 'usb-rs485');
  terminals = [];
  bank = null;
});

afterEach(async () => {
  await bank?.close();
  for (const terminal of terminals) await terminal.close();
  rmSync(folder, { recursive: true });
});

/** Plugs an adapter in, with boards behind it. */
async function plugIn(maker?: (typeof makersHere)[number]): Promise<{ terminal: PseudoTerminal; simulator: BankSimulator }> {
  const terminal = await openPseudoTerminal(19_200, maker === undefined ? undefined : [maker]);
  if (!terminal.ok) throw new Error(terminal.error.detail);
  terminals.push(terminal.value);
  const simulator = new BankSimulator({
    side: cu48Boards,
    link: paceLink(terminal.value.link, systemClock),
    clock: systemClock,
    random: seededRandom(1),
    boards,
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: () => undefined,
  });
  await simulator.start();
  symlinkSync(terminal.value.path, path);
  return { terminal: terminal.value, simulator };
}

function openBank(): LockBank {
  bank = openBusBank({
    family: cu48Family,
    link: createSerialLink({ path, baud: 19_200 }),
    clock: systemClock,
    boards,
    closedBit: 1,
    pace: { restMs: 50, watchedRestMs: 20 },
  });
  return bank;
}

function nextFact(from: LockBank, isWanted: (fact: BankFact) => boolean): Promise<BankFact> {
  return new Promise((resolve) => {
    const stop = from.onFact((fact) => {
      if (!isWanted(fact)) return;
      stop();
      resolve(fact);
    });
  });
}

function busTurns(health: string) {
  return (fact: BankFact): boolean => fact.kind === 'bus-health' && fact.health === health;
}

function doorTurns(lock: number, state: string) {
  return (fact: BankFact): boolean => fact.kind === 'lock' && fact.address.lock === lock && fact.state === state;
}

test('this machine can make a pseudo-terminal', () => expect(makersHere).not.toEqual([]));

describe.each(makersHere)('a real serial port on a pseudo-terminal made by %s', (maker) => {
  test('opens a door, and opens the port again after it was pulled', async () => {
    const first = await plugIn(maker);
    const silo = openBank();
    await nextFact(silo, busTurns('ok'));
    const opened = nextFact(silo, doorTurns(2, 'open'));
    expect(await silo.unlock({ address: { board: 0, lock: 2 }, validForMs: 2000, generation: 1 })).toEqual({ kind: 'sent' });
    await opened;
    const down = nextFact(silo, busTurns('down'));
    unlinkSync(path);
    await first.terminal.close();
    await down;
    expect((await silo.unlock({ address: { board: 0, lock: 1 }, validForMs: 2000, generation: 1 })).kind).toBe('link-down');
    const up = nextFact(silo, busTurns('ok'));
    const second = await plugIn(maker);
    await up;
    expect((await silo.unlock({ address: { board: 0, lock: 1 }, validForMs: 2000, generation: 1 })).kind).toBe('link-down');
    expect([silo.generation, second.simulator.isOpen({ board: 0, lock: 1 })]).toEqual([2, false]);
    const again = nextFact(silo, doorTurns(1, 'open'));
    expect(await silo.unlock({ address: { board: 0, lock: 1 }, validForMs: 2000, generation: 2 })).toEqual({ kind: 'sent' });
    await again;
  });
});

test('what was written is not taken back by throwing away old input, however slowly the other end reads', async () => {
  const terminal = await openPseudoTerminal(19_200);
  if (!terminal.ok) throw new Error(terminal.error.detail);
  terminals.push(terminal.value);
  const frame = Uint8Array.of(0x02, 0x00, 0x00, 0x51, 0x03, 0x56);
  const frames = 200;
  let seen = 0;
  let onAll = (): void => undefined;
  const complete = new Promise<void>((resolve) => {
    onAll = resolve;
  });
  const onBytes = (bytes: Uint8Array): void => {
    seen += bytes.length;
    if (seen >= frames * frame.length) onAll();
  };
  await terminal.value.link.open({ onBytes, onClose: () => undefined });
  const opened = await createSerialLink({ path: terminal.value.path, baud: 19_200 }).open({ onBytes: () => undefined, onClose: () => undefined });
  if (!opened.ok) throw new Error(opened.error.detail);
  for (let turn = 0; turn < frames; turn += 1) {
    expect(await opened.value.write(frame)).toBeUndefined();
    await opened.value.flush();
  }
  await complete;
  expect(seen).toBe(frames * frame.length);
  await opened.value.close();
});

test('bytes that terminals like to eat come through', async () => {
  const terminal = await openPseudoTerminal(19_200);
  if (!terminal.ok) throw new Error(terminal.error.detail);
  terminals.push(terminal.value);
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const seen: number[] = [];
  let onAll = (): void => undefined;
  const complete = new Promise<void>((resolve) => {
    onAll = resolve;
  });
  const far = await terminal.value.link.open({
    onBytes: (bytes) => {
      seen.push(...bytes);
      if (seen.length >= all.length) onAll();
    },
    onClose: () => undefined,
  });
  expect(far.ok).toBe(true);
  const opened = await createSerialLink({ path: terminal.value.path, baud: 19_200 }).open({ onBytes: () => undefined, onClose: () => undefined });
  if (!opened.ok) throw new Error(opened.error.detail);
  expect(await opened.value.write(all)).toBeUndefined();
  await complete;
  expect(seen).toEqual([...all]);
  await opened.value.close();
});

test('a port has one user: the second is told that it is busy', async () => {
  const { terminal } = await plugIn();
  const silent = { onBytes: () => undefined, onClose: () => undefined };
  const first = await createSerialLink({ path: terminal.path, baud: 19_200 }).open(silent);
  expect(await createSerialLink({ path: terminal.path, baud: 19_200 }).open(silent)).toMatchObject({ ok: false, error: { kind: 'busy' } });
  if (first.ok) await first.value.close();
});

test('a port that is not there is not found, and a closed one takes no bytes', async () => {
  const silent = { onBytes: () => undefined, onClose: () => undefined };
  expect(await createSerialLink({ path, baud: 19_200 }).open(silent)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  await plugIn();
  const opened = await createSerialLink({ path, baud: 19_200 }).open(silent);
  if (!opened.ok) throw new Error(opened.error.detail);
  await opened.value.close();
  expect(await opened.value.write(Uint8Array.of(1))).toMatchObject({ kind: 'closed' });
});
