import type { LockAddress } from '../../contract/lock-board.ts';
import { wkly, wklyShape } from '../../wire/wkly.ts';
import {
  decodeWklyBusFrame,
  encodeWklyFlash,
  encodeWklyStatus,
  encodeWklyUnlock,
  toWklyBoard,
  toWklyChannel,
  type WklyAsk,
  type WklyBoard,
  type WklyChannel,
} from '../../wire/wkly-driver.ts';
import type { BoardFamily, FeedbackBit, Order, Question } from '../board-family.ts';

/** Bytes of DATA in an answer for one lock, at most: status, channel, door. */
const longestDone = 3;
/** Bytes of DATA before the doors in an answer for all: status, count. */
const beforeDoors = 2;

/** The `WKLY` boards: every order is acknowledged or refused, doors report by themselves, and a light can be flashed at each. */
export const wklyFamily: BoardFamily = {
  capabilities: {
    family: 'wkly',
    locks: wkly.channels,
    acknowledgesUnlock: true,
    reportsByItself: true,
    weakChecksum: true,
    hasFeedback: true,
    hasLights: true,
    maximumDuty: { pulseMs: 300, pulses: 10, perMs: 60_000 },
  },
  baud: wkly.baud,
  addresses: { least: 0, most: wkly.lastBoard },
  shape: wklyShape,
  quietMs: { answered: 5, unanswered: 20 },
  status: statusQuestion,
  unlock: (address) => orderFor(address, 'unlock', encodeWklyUnlock),
  flash: (address) => orderFor(address, 'flash', encodeWklyFlash),
  overhear(frame) {
    const seen = decodeWklyBusFrame(frame);
    switch (seen.kind) {
      case 'report':
        return { kind: 'report', address: { board: seen.board, lock: seen.lock }, bit: seen.bit };
      case 'done':
      case 'board':
      case 'refused':
        return { kind: 'answer', board: seen.board };
      case 'other':
        return { kind: 'other' };
    }
  },
};

/** A board that refuses to tell its doors lives all the same: then nothing is known of them. */
function statusQuestion(address: number, locks: number): Question<readonly FeedbackBit[]> {
  const board = toWklyBoard(address);
  if (board === undefined) throw new RangeError(`no single WKLY board ${address}`);
  return {
    frame: encodeWklyStatus(board),
    answerLength: wkly.overhead + beforeDoors + wkly.channels,
    read(frame) {
      const seen = decodeWklyBusFrame(frame);
      if (seen.kind === 'board' && seen.board === board) return Array.from({ length: locks }, (_, lock) => seen.bits[lock] ?? null);
      return seen.kind === 'refused' && seen.of === 'board' && seen.board === board ? Array.from({ length: locks }, () => null) : undefined;
    },
  };
}

function orderFor(address: LockAddress, of: WklyAsk, encode: (board: WklyBoard, channel: WklyChannel) => Uint8Array): Order {
  const board = toWklyBoard(address.board);
  const channel = toWklyChannel(address.lock);
  if (board === undefined || channel === undefined) throw new RangeError(`no single WKLY lock ${address.board}/${address.lock}`);
  return {
    frame: encode(board, channel),
    answer: {
      answerLength: wkly.overhead + longestDone,
      read(frame) {
        const seen = decodeWklyBusFrame(frame);
        if (seen.kind === 'done' && seen.of === of && seen.board === board && seen.lock === address.lock) return 'taken';
        const isRefused = seen.kind === 'refused' && seen.of === of && seen.board === board && (seen.lock === null || seen.lock === address.lock);
        return isRefused ? 'refused' : undefined;
      },
    },
  };
}
