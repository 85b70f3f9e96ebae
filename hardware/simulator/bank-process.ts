/**
 * Simulated lock boards as a program of their own, so that the doors outlive the station.
 *
 * ```
 *  node hardware/simulator/bank-process.ts --boards 2 --locks 12 [--pty | --tcp 0]
 *  stdout  {"event":"ready","path":"/dev/pts/4"}            or {"event":"ready","port":40123} with --tcp 0
 *          {"event":"frame","direction":"in","hex":"02 00 00 50 03 55","atMs":812.4}
 *          {"event":"door","board":0,"lock":3,"state":"open","by":"pulse","atMs":903.1}
 *  stdin   {"close":{"board":0,"lock":3}}                    the commands are in bank-command.ts
 * ```
 * With neither flag it takes a pseudo-terminal, or TCP where the machine cannot make one. It ends when its stdin ends, so that it does not outlive the program that started it; `--stay` turns that off.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Link } from '../contract/link.ts';
import { systemClock } from '../system-clock.ts';
import { cu48 } from '../wire/cu48.ts';
import { toHex } from '../wire/hex.ts';
import { parseBankCommand, runBankCommand } from './bank-command.ts';
import { BankSimulator, type SimulatorEvent } from './bank-simulator.ts';
import { cu48Boards } from './boards/cu48-boards.ts';
import { paceLink } from './paced-link.ts';
import { openPseudoTerminal } from './pty.ts';
import { seededRandom } from './seeded-random.ts';
import { listenTcp } from './tcp-listener.ts';

interface Opened {
  readonly link: Link;
  readonly announcement: { readonly path: string } | { readonly port: number };
  close(): Promise<void>;
}

const { values: flags } = parseArgs({
  options: {
    boards: { type: 'string', default: '1' },
    locks: { type: 'string', default: '12' },
    'closed-bit': { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    pty: { type: 'boolean', default: false },
    tcp: { type: 'string' },
    stay: { type: 'boolean', default: false },
  },
});

await main();

async function main(): Promise<void> {
  const opened = await openLink();
  const boards = count('boards', 1, cu48.boards);
  const locks = count('locks', 1, cu48.locks);
  const simulator = new BankSimulator({
    side: cu48Boards,
    link: paceLink(opened.link, systemClock),
    clock: systemClock,
    random: seededRandom(count('seed', 0, Number.MAX_SAFE_INTEGER)),
    boards: Array.from({ length: boards }, (_, address) => ({ address, locks })),
    closedBit: count('closed-bit', 0, 1) === 1 ? 1 : 0,
    turnAroundMs: 2,
    onEvent: (event) => say(eventLine(event)),
  });
  const problem = await simulator.start();
  if (problem !== undefined) giveUp(problem.detail);
  const end = async (): Promise<void> => {
    await opened.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => obey(simulator, boards, line));
  lines.on('close', () => {
    if (!flags.stay) void end();
  });
  process.stdout.once('error', () => void end());
  say({ event: 'ready', ...opened.announcement });
}

async function openLink(): Promise<Opened> {
  if (flags.tcp !== undefined) return openTcp(count('tcp', 0, 65_535));
  const terminal = await openPseudoTerminal(cu48.baud);
  if (terminal.ok) return { ...terminal.value, announcement: { path: terminal.value.path } };
  if (!flags.pty) return openTcp(0);
  return giveUp(`No pseudo-terminal here (${terminal.error.detail}). Use --tcp 0.`);
}

async function openTcp(port: number): Promise<Opened> {
  const listening = await listenTcp(port, cu48.baud);
  if (!listening.ok) return giveUp(listening.error.detail);
  return { ...listening.value, announcement: { port: listening.value.port } };
}

function count(name: 'boards' | 'locks' | 'closed-bit' | 'seed' | 'tcp', least: number, most: number): number {
  const value = Number(flags[name]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return giveUp(`--${name} must be an integer from ${least} to ${most}`);
}

function obey(simulator: BankSimulator, boards: number, line: string): void {
  if (line.trim() === '') return;
  const command = parseBankCommand(line);
  if (!command.ok) return say({ event: 'error', message: command.error });
  runBankCommand(simulator, command.value);
  if (command.value.kind === 'state') say({ event: 'state', open: openDoors(simulator, boards) });
}

function openDoors(simulator: BankSimulator, boards: number): { board: number; lock: number }[] {
  return Array.from({ length: boards }, (_, board) => board).flatMap((board) =>
    simulator.doors(board).flatMap((door, lock) => (door.isOpen ? [{ board, lock }] : [])),
  );
}

function eventLine(event: SimulatorEvent): object {
  const atMs = Math.round(event.atMs * 10) / 10;
  switch (event.kind) {
    case 'frame':
      return { event: 'frame', direction: event.direction, hex: toHex(event.bytes), atMs };
    case 'pulse':
      return { event: 'pulse', ...event.address, atMs };
    case 'door':
      return { event: 'door', ...event.address, state: event.state, by: event.by, atMs };
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function giveUp(message: string): never {
  say({ event: 'error', message });
  process.exit(1);
}
