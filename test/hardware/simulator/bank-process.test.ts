import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import type { BankFact, LockBank } from '../../../hardware/contract/lock-board.ts';
import { type Devices, openDevices } from '../../../hardware/open-devices.ts';
import { systemClock } from '../../../hardware/system-clock.ts';

let child: ChildProcessWithoutNullStreams | null = null;
let devices: Devices[] = [];

afterEach(async () => {
  for (const each of devices) await each.close();
  devices = [];
  child?.kill();
  child = null;
});

type Line = Readonly<Record<string, unknown>>;

function startProcess(...args: string[]): {
  send(command: object): void;
  end(): void;
  next(isWanted: (line: Line) => boolean): Promise<Line>;
  exited: Promise<unknown[]>;
} {
  const started = spawn(process.execPath, ['hardware/simulator/bank-process.ts', ...args]);
  child = started;
  const lines = createInterface({ input: started.stdout });
  return {
    end: () => started.stdin.end(),
    send: (command) => started.stdin.write(`${JSON.stringify(command)}\n`),
    next: (isWanted) =>
      new Promise((resolve) => {
        const look = (text: string): void => {
          const line = JSON.parse(text) as Line;
          if (!isWanted(line)) return;
          lines.off('line', look);
          resolve(line);
        };
        lines.on('line', look);
      }),
    exited: once(started, 'exit'),
  };
}

async function connect(port: number): Promise<LockBank> {
  const opened = openDevices(
    {
      buses: [
        {
          name: 'bank',
          family: 'cu48',
          link: { kind: 'tcp', host: '127.0.0.1', port },
          boards: [
            { address: 0, locks: 12 },
            { address: 1, locks: 12 },
          ],
        },
      ],
    },
    { clock: systemClock, givenLinks: new Map(), onTraffic: null, onTranscriptEnd: null },
  );
  const bank = opened.ok ? opened.value.buses[0]?.bank : undefined;
  if (!opened.ok || bank === undefined) throw new Error('no bank');
  devices.push(opened.value);
  await factOf(bank, (fact) => fact.kind === 'bus-health' && fact.health === 'ok');
  return bank;
}

function factOf(bank: LockBank, isWanted: (fact: BankFact) => boolean): Promise<BankFact> {
  return new Promise((resolve) => {
    const stop = bank.onFact((fact) => {
      if (!isWanted(fact)) return;
      stop();
      resolve(fact);
    });
  });
}

test('serves a station, tells of frames and doors, obeys, and keeps its doors when the station restarts', async () => {
  const boards = startProcess('--boards', '2', '--locks', '12', '--tcp', '0');
  const ready = await boards.next((line) => line['event'] === 'ready');
  const port = Number(ready['port']);
  const bank = await connect(port);
  const frame = boards.next((line) => line['event'] === 'frame' && line['hex'] === '02 01 03 51 03 5A');
  const door = boards.next((line) => line['event'] === 'door');
  expect(await bank.unlock({ address: { board: 1, lock: 3 }, validForMs: 2000, generation: 1 })).toEqual({ kind: 'sent' });
  expect(await frame).toMatchObject({ direction: 'in' });
  expect(await door).toMatchObject({ board: 1, lock: 3, state: 'open', by: 'pulse' });

  await devices[0]?.close();
  const restarted = await connect(port);
  expect(await restarted.status(1)).toMatchObject({ kind: 'status', locks: expect.arrayContaining(['open']) });

  const closed = boards.next((line) => line['event'] === 'door' && line['state'] === 'closed');
  boards.send({ close: { board: 1, lock: 3 } });
  expect(await closed).toMatchObject({ board: 1, lock: 3, by: 'hand' });
  const state = boards.next((line) => line['event'] === 'state');
  boards.send({ open: { board: 0, lock: 11 } });
  boards.send({ state: {} });
  expect(await state).toEqual({ event: 'state', open: [{ board: 0, lock: 11 }] });
});

test('a line that is no command is answered with an error, and the boards go on', async () => {
  const boards = startProcess('--tcp', '0');
  await boards.next((line) => line['event'] === 'ready');
  const errors = [boards.next((line) => line['event'] === 'error')];
  boards.send({ explode: true });
  await Promise.all(errors);
  const state = boards.next((line) => line['event'] === 'state');
  boards.send({ state: {} });
  expect(await state).toEqual({ event: 'state', open: [] });
});

test('a wrong flag is named, with exit code 1', async () => {
  const boards = startProcess('--boards', '11', '--tcp', '0');
  expect(await boards.next(() => true)).toEqual({ event: 'error', message: '--boards must be an integer from 1 to 10' });
  expect(await boards.exited).toEqual([1, null]);
});

test('several buses of different families run in one program, each with its own port, and lines say which one is meant', async () => {
  const boards = startProcess('--bus', 'cu48:1:4', '--bus', 'tall=modbus-relay:1:8', '--tcp', '0');
  const { buses } = await boards.next((line) => line['event'] === 'ready');
  expect(buses).toEqual([
    { name: 'cu48', family: 'cu48', port: expect.any(Number) },
    { name: 'tall', family: 'modbus-relay', port: expect.any(Number) },
  ]);
  const door = boards.next((line) => line['event'] === 'door');
  boards.send({ open: { bus: 'tall', board: 1, lock: 7 } });
  expect(await door).toMatchObject({ bus: 'tall', board: 1, lock: 7, state: 'open', by: 'force' });
  const wrong = boards.next((line) => line['event'] === 'error');
  boards.send({ open: { bus: 'short', board: 1, lock: 7 } });
  expect(await wrong).toEqual({ event: 'error', message: 'There is no bus short here.' });
});

test('a cable that is pulled takes its port away; plugged in again it has another path, and the name that stays leads there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-names-'));
  const boards = startProcess('--pty', '--names', folder, '--scanner', '--printer');
  const ready = await boards.next((line) => line['event'] === 'ready');
  const stable = join(folder, 'cu48');
  expect(ready).toMatchObject({
    stable,
    path: readlinkSync(stable),
    scanner: { stable: join(folder, 'scanner') },
    printer: { stable: join(folder, 'printer') },
  });
  const pulled = boards.next((line) => line['event'] === 'cable');
  boards.send({ unplug: {} });
  expect(await pulled).toEqual({ event: 'cable', state: 'unplugged' });
  expect(existsSync(stable)).toBe(false);
  const plugged = boards.next((line) => line['event'] === 'cable');
  boards.send({ plug: {} });
  expect(await plugged).toEqual({ event: 'cable', state: 'plugged', stable, path: readlinkSync(stable) });
  boards.end();
  await boards.exited;
  expect(existsSync(stable)).toBe(false);
});

test('help is asked for and given', async () => {
  const program = spawn(process.execPath, ['hardware/simulator/bank-process.ts', '--help']);
  const [text] = await once(program.stdout, 'data');
  expect(String(text)).toContain('npm run sim:bank -- --family cu48 --boards 4');
});
