import { modbus, modbusBusShape, modbusRefusal } from '../../wire/modbus.ts';
import {
  decodeModbusBusFrame,
  encodeModbusFlash,
  encodeModbusRead,
  type ModbusBoard,
  type ModbusBusFrame,
  type ModbusTable,
  toModbusBoard,
  toModbusPulse,
  toModbusRelay,
} from '../../wire/modbus-driver.ts';
import type { BoardFamily, FeedbackBit, Order, Question } from '../board-family.ts';

/** What depends on the boards of a bus rather than on the family. */
export interface ModbusRelayOptions {
  /** `inputs`: the feedback switch of door n hangs on input n. `none`: boards with relays only; every lock stays `unknown`. */
  readonly feedback: 'inputs' | 'none';
  /** How long a relay is on, in milliseconds: a multiple of 100, at most 5000. The board keeps this time, not the master. */
  readonly pulseMs: number;
}

/** The usual pulse of a solenoid, in milliseconds. */
export const usualModbusPulseMs = 300;

/**
 * Modbus RTU relay and I/O boards (Waveshare and others): up to 32 relays, function 02 for the feedback switches, and a pulse that
 * the board itself ends (function 05 at 0x0200 + n). Boards without that command are not supported: see src/decisions/0013.
 */
export function modbusRelayFamily({ feedback, pulseMs }: ModbusRelayOptions): BoardFamily {
  const hasFeedback = feedback === 'inputs';
  return {
    capabilities: {
      family: 'modbus-relay',
      locks: modbus.channels,
      acknowledgesUnlock: true,
      reportsByItself: false,
      weakChecksum: false,
      hasFeedback,
      hasLights: false,
      maximumDuty: { pulseMs, pulses: 10, perMs: 60_000 },
    },
    baud: modbus.baud,
    addresses: { least: modbus.everyBoard + 1, most: modbus.lastBoard },
    shape: modbusBusShape,
    // Boards know a frame's end by a silence of 3.5 characters, which the session keeps, but of 1.75 ms at least ("MODBUS over Serial
    // Line" V1.02, 2.5.1.1).
    quietMs: { answered: 2, unanswered: 10 },
    status: (address, locks) => statusQuestion(oneBoard(address), locks, hasFeedback ? 'inputs' : 'coils'),
    unlock: ({ board, lock }) => flashOrder(board, lock, pulseMs),
    flash: null,
    overhear(frame) {
      const seen = decodeModbusBusFrame(frame);
      return seen.kind === 'question' ? { kind: 'other' } : { kind: 'answer', board: seen.board };
    },
  };
}

/** Coils are asked for where there is nothing else to ask: the answer shows that the board lives, and says nothing of doors. */
function statusQuestion(board: ModbusBoard, locks: number, table: ModbusTable): Question<readonly FeedbackBit[]> {
  return {
    frame: encodeModbusRead(board, table, locks),
    answerLength: modbus.refusalLength + Math.ceil(locks / 8),
    read(frame) {
      const seen = decodeModbusBusFrame(frame);
      if (seen.kind === 'read' && seen.board === board && seen.table === table) {
        return Array.from({ length: locks }, (_, lock) => (table === 'inputs' ? feedbackBit(seen.bits[lock]) : null));
      }
      // A board without inputs, or with fewer, refuses: it lives, and tells nothing. Being busy is no answer yet.
      const isRefusal = seen.kind === 'refused' && seen.board === board && seen.of === table && !isPending(seen);
      return isRefusal ? Array.from({ length: locks }, () => null) : undefined;
    },
  };
}

function flashOrder(address: number, lock: number, pulseMs: number): Order {
  const board = oneBoard(address);
  const relay = toModbusRelay(lock);
  const pulse = toModbusPulse(pulseMs);
  if (relay === undefined || pulse === undefined) throw new RangeError(`no single Modbus relay ${address}/${lock} for ${pulseMs} ms`);
  return {
    frame: encodeModbusFlash(board, relay, pulse),
    answer: {
      answerLength: modbus.commandLength,
      read(frame) {
        const seen = decodeModbusBusFrame(frame);
        if (seen.kind === 'flashed' && seen.board === board && seen.relay === relay && seen.units === pulse) return 'taken';
        return seen.kind === 'refused' && seen.board === board && seen.of === 'flash' ? orderRefusal(seen.code) : undefined;
      },
    },
  };
}

/**
 * Only some refusals say that nothing moved. A board that failed half-way, or a gateway that heard nothing, may have pulsed: those are
 * no answer, so that the unlock counts as sent and the sensor decides.
 */
function orderRefusal(code: number): 'taken' | 'refused' | undefined {
  switch (code) {
    case modbusRefusal.taken:
      return 'taken';
    case modbusRefusal.illegalFunction:
    case modbusRefusal.illegalAddress:
    case modbusRefusal.illegalValue:
    case modbusRefusal.busy:
      return 'refused';
    default:
      return undefined;
  }
}

function isPending({ code }: Extract<ModbusBusFrame, { kind: 'refused' }>): boolean {
  return code === modbusRefusal.busy || code === modbusRefusal.taken;
}

function feedbackBit(bit: number | undefined): FeedbackBit {
  if (bit === undefined) return null;
  return bit === 0 ? 0 : 1;
}

function oneBoard(address: number): ModbusBoard {
  const board = toModbusBoard(address);
  if (board === undefined) throw new RangeError(`no single Modbus board ${address}`);
  return board;
}
