import type { LockAddress } from '../contract/lock-board.ts';
import type { BankCommand } from './bank-command.ts';
import { type BusFaults, noFaults } from './bus-faults.ts';
import { type Fields, isFields, isIndex, isTime, isWithin, readAddress } from './command-fields.ts';
import type { DoorTraits } from './door.ts';

type Reader = (fields: Fields) => BankCommand | undefined;

/**
 * A reader for each command, by its key. It gives undefined for what it does not understand.
 *
 * ```
 *  {"close":{"board":0,"lock":3}}                       a hand
 *  {"pull":{"board":0,"lock":3,"forMs":3000}}           a hand at the handle, for so long
 *  {"ajar":{"board":0,"lock":3}}                        a hand that does not push far enough
 *  {"open":{"board":0,"lock":3}}                        a crowbar
 *  {"jam":{"board":0,"lock":3}}                         the bolt does not move; "on":false mends it
 *  {"relay":{"board":0,"lock":3}}                       the relay sticks at the next pulse; "on":false mends it
 *  {"stick":{"board":0,"lock":3,"at":"open"}}           the sensor says this whatever the door does; null: the truth again
 *  {"bounce":{"board":0,"lock":3,"ms":80}}              the sensor flickers for so long after each move
 *  {"slow":{"board":0,"lock":3,"afterMs":900}}          the door moves that long after its pulse
 *  {"slowClose":{"board":0,"lock":3,"afterMs":900}}     the bolt catches that long after the push
 *  {"spring":{"board":0,"lock":3,"on":false}}           the door has to be pulled while its coil is on
 *  {"silence":{"board":1}}                              no power; "on":false gives it back
 *  {"think":{"board":1,"ms":80}}                        how long the board takes to answer
 *  {"reset":{"board":1,"forMs":2000}}                   its power fails in the middle of its next answer
 *  {"autoClose":{"afterMs":4000}}                       somebody closes each opened door; null: nobody does
 *  {"faults":{"drop":0.1,"late":0.2,"lateMs":900}}      the rest is in bus-faults.ts; null: none
 *  {"echo":{}} {"reports":{}} {"cut":{}}                echo of a two-wire adapter; boards speak first; broken line; "on":false ends it
 * ```
 */
const readers: Readonly<Record<string, Reader>> = {
  close: atDoor((at) => ({ kind: 'close', at })),
  open: atDoor((at) => ({ kind: 'open', at })),
  ajar: atDoor((at) => ({ kind: 'ajar', at })),
  pull: atDoor((at, { forMs = 0 }) => (isTime(forMs) ? { kind: 'pull', at, forMs } : undefined)),
  jam: changing(({ on }) => ({ isJammed: on !== false })),
  relay: changing(({ on }) => ({ isRelayStuck: on !== false })),
  spring: changing(({ on }) => ({ opensBy: on === false ? 'hand' : 'spring' })),
  stick: changing(({ at }) => (at === 'open' || at === 'closed' || at === null ? { stuckAt: at } : undefined)),
  bounce: changing(({ ms }) => (isTime(ms) ? { bounceMs: ms } : undefined)),
  slow: changing(({ afterMs }) => (isTime(afterMs) ? { opensAfterMs: afterMs } : undefined)),
  slowClose: changing(({ afterMs }) => (isTime(afterMs) ? { closesAfterMs: afterMs } : undefined)),
  silence: ({ board, on }) => (isIndex(board) ? { kind: 'silence', board, on: on !== false } : undefined),
  think: ({ board, ms }) => (isIndex(board) && isTime(ms) ? { kind: 'think', board, ms } : undefined),
  reset: ({ board, forMs = 2000 }) => (isIndex(board) && isTime(forMs) ? { kind: 'reset', board, forMs } : undefined),
  autoClose: ({ afterMs = null }) => (afterMs === null || isTime(afterMs) ? { kind: 'auto-close', afterMs } : undefined),
  faults: readFaults,
  echo: ({ on }) => ({ kind: 'echo', on: on !== false }),
  reports: ({ on }) => ({ kind: 'reports', on: on !== false }),
  cut: ({ on }) => ({ kind: 'cut', on: on !== false }),
};

/** Reads one command by its key and its fields; undefined where there is no such command, or a field is not understood. */
export function readBankCommand(key: string, fields: Fields): BankCommand | undefined {
  return Object.hasOwn(readers, key) && isFields(fields) ? readers[key]?.(fields) : undefined;
}

function atDoor(make: (at: LockAddress, fields: Fields) => BankCommand | undefined): Reader {
  return (fields) => {
    const at = readAddress(fields);
    return at === undefined ? undefined : make(at, fields);
  };
}

function changing(read: (fields: Fields) => Partial<DoorTraits> | undefined): Reader {
  return atDoor((at, fields) => {
    const change = read(fields);
    return change === undefined ? undefined : { kind: 'door', at, change };
  });
}

function readFaults(fields: Fields): BankCommand | undefined {
  const faults: Fields = { ...noFaults, ...fields };
  const isGood = Object.entries(faults).every(([key, value]) => Object.hasOwn(noFaults, key) && (key.endsWith('Ms') ? isTime(value) : isWithin(value, 1)));
  return isGood && isFaults(faults) ? { kind: 'faults', faults } : undefined;
}

function isFaults(faults: Fields): faults is Fields & BusFaults {
  return Object.keys(noFaults).every((key) => typeof faults[key] === 'number');
}
