import { modbus, withCrc } from './modbus.ts';

declare const boardBrand: unique symbol;
declare const relayBrand: unique symbol;
declare const pulseBrand: unique symbol;

/** An address of exactly one board, 1 to 255. Made by `toModbusBoard` only. */
export type ModbusBoard = number & { readonly [boardBrand]: true };

/** The number of exactly one relay of a board, 0 to 31. Made by `toModbusRelay` only. */
export type ModbusRelay = number & { readonly [relayBrand]: true };

/** How long a relay is on, in units of 100 ms, 1 to 50: a coil bears no more. Made by `toModbusPulse` only. */
export type ModbusPulse = number & { readonly [pulseBrand]: true };

/** What the master can ask a board for: its relays' coils, or its inputs. */
export type ModbusTable = 'coils' | 'inputs';

/**
 * A frame on the bus, as its master understands it.
 * - `read`: `bits[n]` is channel n's bit, for as many channels as the board sent, padding included.
 * - `flashed`: the board took the order. A two-wire adapter that echoes the order makes the same bytes.
 * - `refused`: the board would not, or could not; `code` as in `modbusRefusal`.
 * - `question`: an echo of our own.
 */
export type ModbusBusFrame =
  | { readonly kind: 'read'; readonly board: number; readonly table: ModbusTable; readonly bits: Uint8Array }
  | { readonly kind: 'flashed'; readonly board: number; readonly relay: number; readonly units: number }
  | { readonly kind: 'refused'; readonly board: number; readonly of: ModbusTable | 'flash'; readonly code: number }
  | { readonly kind: 'question' };

const longestPulse = 50;

/** One board's address, or undefined: 0, which speaks to all boards, is not one of them. */
export function toModbusBoard(address: number): ModbusBoard | undefined {
  return isWithin(address, modbus.everyBoard + 1, modbus.lastBoard) ? (address as ModbusBoard) : undefined;
}

/** One relay's number, or undefined: the numbers that mean all relays are not among them. */
export function toModbusRelay(relay: number): ModbusRelay | undefined {
  return isWithin(relay, 0, modbus.channels - 1) ? (relay as ModbusRelay) : undefined;
}

/** A pulse's length from milliseconds: a multiple of 100 up to 5000, or undefined. */
export function toModbusPulse(ms: number): ModbusPulse | undefined {
  const units = ms / modbus.flashUnitMs;
  return isWithin(units, 1, longestPulse) ? (units as ModbusPulse) : undefined;
}

/** Asks a board for its first `count` coils (function 01) or inputs (function 02). */
export function encodeModbusRead(board: ModbusBoard, table: ModbusTable, count: number): Uint8Array {
  if (toModbusBoard(board) === undefined || !isWithin(count, 1, modbus.channels)) throw new RangeError(`no ${count} channels of one board ${board}`);
  return withCrc([board, table === 'coils' ? modbus.readCoils : modbus.readInputs, 0, 0, 0, count]);
}

/**
 * "Flash on" of one relay: on now, off by itself. There is deliberately no function here that leaves a relay on, and none for
 * more than one. The brands hold at compile time; the checks hold when somebody has cast around them.
 */
export function encodeModbusFlash(board: ModbusBoard, relay: ModbusRelay, pulse: ModbusPulse): Uint8Array {
  const isOne = toModbusBoard(board) !== undefined && toModbusRelay(relay) !== undefined;
  if (!isOne || !isWithin(pulse, 1, longestPulse)) throw new RangeError(`no pulse of ${pulse} for one relay ${board}/${relay}`);
  return withCrc([board, modbus.writeCoil, modbus.flashOn >> 8, relay, 0, pulse]);
}

/** Reads a frame that `modbusBusShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeModbusBusFrame(frame: Uint8Array): ModbusBusFrame {
  const [board, code, third, fourth, fifth, sixth] = frame;
  if (board === undefined || code === undefined || third === undefined || frame.length < modbus.refusalLength) throw notOurs();
  const of = subjectOf(code & ~modbus.refusalBit);
  if ((code & modbus.refusalBit) !== 0) return { kind: 'refused', board, of, code: third };
  if (of === 'flash') {
    if (fourth === undefined || fifth === undefined || sixth === undefined) throw notOurs();
    return { kind: 'flashed', board, relay: fourth, units: (fifth << 8) | sixth };
  }
  return third === 0 ? { kind: 'question' } : { kind: 'read', board, table: of, bits: bitsOf(frame.subarray(3, 3 + third)) };
}

function subjectOf(code: number): ModbusTable | 'flash' {
  switch (code) {
    case modbus.readCoils:
      return 'coils';
    case modbus.readInputs:
      return 'inputs';
    case modbus.writeCoil:
      return 'flash';
    default:
      throw notOurs();
  }
}

function bitsOf(data: Uint8Array): Uint8Array {
  const bits = new Uint8Array(data.length * 8);
  for (let index = 0; index < bits.length; index += 1) bits[index] = ((data[index >> 3] ?? 0) >> (index & 7)) & 1;
  return bits;
}

function notOurs(): RangeError {
  return new RangeError('not a frame of a Modbus bus');
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
