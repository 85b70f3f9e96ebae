import type { LockAddress } from '../contract/lock-board.ts';
import type { Result } from '../contract/result.ts';
import { cu48 } from '../wire/cu48.ts';
import { type BusFaults, noFaults } from './bus-faults.ts';
import type { BankSimulator } from './bank-simulator.ts';

/** What may be told to simulated boards. Boards and locks count from 0. */
export type BankCommand =
  | { readonly kind: 'close' | 'open'; readonly at: LockAddress }
  | { readonly kind: 'jam'; readonly at: LockAddress; readonly on: boolean }
  | { readonly kind: 'stick'; readonly at: LockAddress; readonly sensor: 'open' | 'closed' | null }
  | { readonly kind: 'slow'; readonly at: LockAddress; readonly afterMs: number }
  | { readonly kind: 'silence'; readonly board: number; readonly on: boolean }
  | { readonly kind: 'auto-close'; readonly afterMs: number | null }
  | { readonly kind: 'faults'; readonly faults: BusFaults }
  | { readonly kind: 'state' };

type Fields = Readonly<Record<string, unknown>>;

/** Longest line read as a command, in characters. */
const longestLine = 1000;
const longestMs = 600_000;

/** A reader for each command, by the one key of its line. It gives undefined for what it does not understand. */
const readers: Readonly<Record<string, (fields: Fields) => BankCommand | undefined>> = {
  close: (fields) => at(fields, (lock) => ({ kind: 'close', at: lock })),
  open: (fields) => at(fields, (lock) => ({ kind: 'open', at: lock })),
  jam: (fields) => at(fields, (lock) => ({ kind: 'jam', at: lock, on: fields['on'] !== false })),
  stick: (fields) => at(fields, (lock) => readStick(lock, fields['at'])),
  slow: (fields) => at(fields, (lock) => (isWithin(fields['afterMs'], longestMs) ? { kind: 'slow', at: lock, afterMs: fields['afterMs'] } : undefined)),
  silence: ({ board, on }) => (isIndex(board, cu48.boards) ? { kind: 'silence', board, on: on !== false } : undefined),
  autoClose: ({ afterMs = null }) => (afterMs === null || isWithin(afterMs, longestMs) ? { kind: 'auto-close', afterMs } : undefined),
  faults: readFaults,
  state: () => ({ kind: 'state' }),
};

/**
 * Reads one line of JSON with one key. The error is one sentence for whoever typed it.
 *
 * ```
 *  {"close":{"board":0,"lock":3}}                       a hand
 *  {"open":{"board":0,"lock":3}}                        a crowbar
 *  {"jam":{"board":0,"lock":3}}                         the bolt does not move; "on":false mends it
 *  {"stick":{"board":0,"lock":3,"at":"open"}}           the sensor says this whatever the door does; null: the truth again
 *  {"slow":{"board":0,"lock":3,"afterMs":900}}          the door moves that long after its pulse
 *  {"silence":{"board":1}}                              no power; "on":false gives it back
 *  {"autoClose":{"afterMs":4000}}                       somebody closes each opened door; null: nobody does
 *  {"faults":{"drop":0.1,"late":0.2,"lateMs":900}}      also duplicate, corrupt, misaddress; null: none
 *  {"state":{}}                                         asks which doors are open
 * ```
 */
export function parseBankCommand(line: string): Result<BankCommand, string> {
  if (line.length > longestLine) return { ok: false, error: 'The line is too long.' };
  const raw = parseJson(line);
  const [entry, ...more] = isFields(raw) ? Object.entries(raw) : [];
  const [key, value] = entry ?? [];
  const fields = value === null ? {} : value;
  const read = key !== undefined && Object.hasOwn(readers, key) ? readers[key] : undefined;
  const command = read !== undefined && more.length === 0 && isFields(fields) ? read(fields) : undefined;
  return command === undefined ? { ok: false, error: `No such command: ${line}` } : { ok: true, value: command };
}

/** Does what a command says. `state` asks only, and is the caller's to answer. */
export function runBankCommand(simulator: BankSimulator, command: BankCommand): void {
  switch (command.kind) {
    case 'close':
      return simulator.closeDoor(command.at);
    case 'open':
      return simulator.forceOpen(command.at);
    case 'jam':
      return simulator.setDoor(command.at, { isJammed: command.on });
    case 'stick':
      return simulator.setDoor(command.at, { stuckAt: command.sensor });
    case 'slow':
      return simulator.setDoor(command.at, { opensAfterMs: command.afterMs });
    case 'silence':
      return simulator.setSilent(command.board, command.on);
    case 'auto-close':
      return simulator.setAutoClose(command.afterMs);
    case 'faults':
      return simulator.setFaults(command.faults);
    case 'state':
      return;
  }
}

function at(fields: Fields, make: (lock: LockAddress) => BankCommand | undefined): BankCommand | undefined {
  const { board, lock } = fields;
  return isIndex(board, cu48.boards) && isIndex(lock, cu48.locks) ? make({ board, lock }) : undefined;
}

function readStick(lock: LockAddress, sensor: unknown): BankCommand | undefined {
  return sensor === 'open' || sensor === 'closed' || sensor === null ? { kind: 'stick', at: lock, sensor } : undefined;
}

function readFaults(fields: Fields): BankCommand | undefined {
  const { drop = 0, duplicate = 0, corrupt = 0, misaddress = 0, late = 0, lateMs = 0, ...more } = fields;
  const isKnown = Object.keys(more).length === 0 && isWithin(lateMs, longestMs);
  if (!isKnown || !isWithin(drop, 1) || !isWithin(duplicate, 1) || !isWithin(corrupt, 1)) return undefined;
  if (!isWithin(misaddress, 1) || !isWithin(late, 1)) return undefined;
  return { kind: 'faults', faults: { ...noFaults, drop, duplicate, corrupt, misaddress, late, lateMs } };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIndex(value: unknown, count: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count;
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}
