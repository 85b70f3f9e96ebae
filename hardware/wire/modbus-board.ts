import { checked, modbus, modbusRefusal, withCrc } from './modbus.ts';
import type { FrameShape, Inspection } from './splitter.ts';

/**
 * A command as a board understands it. This is the boards' side of the protocol and serves simulators only: here the commands
 * exist that drive all relays, or leave one on, because a board that a slip reaches would obey them.
 * - `read`: function 01 or 02.
 * - `drive`: `relays` are on for `forMs` milliseconds; 0 switches off, `Infinity` leaves on.
 * - `unknown`: a good frame that a board refuses with `code`.
 */
export type ModbusCommand =
  | { readonly kind: 'read'; readonly board: number | 'every'; readonly table: 'coils' | 'inputs'; readonly start: number; readonly count: number }
  | { readonly kind: 'drive'; readonly board: number | 'every'; readonly relays: readonly number[] | 'every'; readonly forMs: number }
  | { readonly kind: 'unknown'; readonly board: number | 'every'; readonly code: number };

/** What function 05 may say of a coil (Waveshare "Modbus RTU Relay": 5500 turns it over). */
const coilValue = { on: 0xff00, off: 0x0000, toggle: 0x5500 } as const;
const coilValues: readonly number[] = Object.values(coilValue);
/** Relay numbers that no relay has (the same source): every relay on or off, every relay turned over, off and on again by itself. */
const special = { every: 0x00ff, toggleEvery: 0x01ff, flashOff: 0x0400 } as const;
/** Functions with frames of eight bytes: 03, 04 and 06 are refused, as boards without registers do. */
const shortFunctions: readonly number[] = [modbus.readCoils, modbus.readInputs, 0x03, 0x04, modbus.writeCoil, 0x06];

/** Frames as a board sees them: commands. */
export const modbusCommandShape: FrameShape = { longest: 9 + modbus.channels / 8, inspect: inspectCommand };

/** Reads a frame that `modbusCommandShape` recognised. Throws on anything else, which would be a bug of the caller. */
export function decodeModbusCommand(frame: Uint8Array): ModbusCommand {
  const [address, code] = frame;
  if (address === undefined || code === undefined || frame.length < modbus.commandLength) throw new RangeError('not a Modbus command');
  const board = address === modbus.everyBoard ? 'every' : address;
  const target = wordAt(frame, 2);
  const value = wordAt(frame, 4);
  switch (code) {
    case modbus.readCoils:
    case modbus.readInputs:
      return readCommand(board, code === modbus.readCoils ? 'coils' : 'inputs', target, value);
    case modbus.writeCoil:
      return writeCommand(board, target, value);
    case modbus.writeCoils:
      return writeManyCommand(board, target, value, frame.subarray(7, -2));
    default:
      return { kind: 'unknown', board, code: modbusRefusal.illegalFunction };
  }
}

/**
 * The answer of one board to a command that `modbusCommandShape` recognised; null where it stays silent, which is after a
 * broadcast. `coils[n]` and `inputs[n]` are the bits of channel n. An 8-way board answers function 01 with all eight coils
 * whatever number was asked for; so do these, in whole bytes.
 */
export function answerModbusCommand(frame: Uint8Array, address: number, coils: readonly number[], inputs: readonly number[]): Uint8Array | null {
  const command = decodeModbusCommand(frame);
  const code = frame[1] ?? 0;
  if (command.board === 'every') return null;
  switch (command.kind) {
    case 'unknown':
      return withCrc([address, code | modbus.refusalBit, command.code]);
    case 'drive':
      return withCrc([address, ...frame.subarray(1, 6)]);
    case 'read': {
      const { table, start, count } = command;
      const asked = table === 'coils' ? coils.slice(start, start + Math.ceil(count / 8) * 8) : inputs.slice(start, start + count);
      const data = bytesOf(asked, Math.ceil(count / 8));
      return withCrc([address, code, data.length, ...data]);
    }
  }
}

function inspectCommand(bytes: Uint8Array): Inspection {
  const code = bytes[1];
  if (code === undefined) return { kind: 'incomplete' };
  if (shortFunctions.includes(code)) return checked(bytes, modbus.commandLength);
  if (code !== modbus.writeCoils) return { kind: 'no-frame' };
  const [, , , , high, quantity, count] = bytes;
  if ((high ?? 0) !== 0 || (quantity ?? 1) === 0 || (quantity ?? 1) > modbus.channels) return { kind: 'no-frame' };
  if (quantity === undefined || count === undefined) return { kind: 'incomplete' };
  return count === Math.ceil(quantity / 8) ? checked(bytes, 9 + count) : { kind: 'no-frame' };
}

function readCommand(board: number | 'every', table: 'coils' | 'inputs', start: number, count: number): ModbusCommand {
  if (count === 0) return { kind: 'unknown', board, code: modbusRefusal.illegalValue };
  if (start + count > modbus.channels) return { kind: 'unknown', board, code: modbusRefusal.illegalAddress };
  return { kind: 'read', board, table, start, count };
}

function writeCommand(board: number | 'every', target: number, value: number): ModbusCommand {
  const isEvery = target === special.every || target === special.toggleEvery;
  const relay = target & 0xff;
  if (isEvery || target < modbus.channels) {
    if (!coilValues.includes(value)) return { kind: 'unknown', board, code: modbusRefusal.illegalValue };
    // Somebody who turns a relay over does not know how it ends: for a lock that is as bad as leaving it on.
    return { kind: 'drive', board, relays: isEvery ? 'every' : [relay], forMs: value === coilValue.off ? 0 : Number.POSITIVE_INFINITY };
  }
  const isFlash = relay < modbus.channels && (target - relay === modbus.flashOn || target - relay === special.flashOff);
  if (!isFlash) return { kind: 'unknown', board, code: modbusRefusal.illegalAddress };
  return { kind: 'drive', board, relays: [relay], forMs: target - relay === modbus.flashOn ? value * modbus.flashUnitMs : Number.POSITIVE_INFINITY };
}

function writeManyCommand(board: number | 'every', start: number, quantity: number, data: Uint8Array): ModbusCommand {
  if (start + quantity > modbus.channels) return { kind: 'unknown', board, code: modbusRefusal.illegalAddress };
  const relays = Array.from({ length: quantity }, (_, index) => index);
  const on = relays.filter((index) => (((data[index >> 3] ?? 0) >> (index & 7)) & 1) === 1);
  const isOn = on.length > 0;
  return { kind: 'drive', board, relays: (isOn ? on : relays).map((index) => start + index), forMs: isOn ? Number.POSITIVE_INFINITY : 0 };
}

function bytesOf(bits: readonly number[], length: number): Uint8Array {
  const data = new Uint8Array(length);
  bits.forEach((bit, index) => {
    data[index >> 3] = (data[index >> 3] ?? 0) | ((bit & 1) << (index & 7));
  });
  return data;
}

function wordAt(frame: Uint8Array, index: number): number {
  return ((frame[index] ?? 0) << 8) | (frame[index + 1] ?? 0);
}
