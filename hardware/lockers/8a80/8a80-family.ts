import { eightA, eightABusShape } from '../../wire/eight-a.ts';
import { decodeEightABusFrame, encodeEightAStatus, encodeEightAUnlock, toEightABoard, toEightAChannel } from '../../wire/eight-a-driver.ts';
import type { EightAStatusOrder } from '../../wire/eight-a-status.ts';
import type { BoardFamily, Order, Question } from '../board-family.ts';

/** What depends on the boards of a bus rather than on the family. */
export interface EightAOptions {
  readonly statusOrder: EightAStatusOrder;
}

/**
 * The `8A`/`80` boards with 2 to 50 ways. Their answer to an unlock says that it was taken, and the feedback switch's bit at that
 * moment; the bit is not used, since the bolt may not have moved yet. Some firmware reports by itself: what comes is told, but
 * nothing may wait for it, so the capability says no.
 */
export function eightAFamily({ statusOrder }: EightAOptions): BoardFamily {
  return {
    capabilities: {
      family: '8a80',
      locks: eightA.channels,
      acknowledgesUnlock: true,
      reportsByItself: false,
      weakChecksum: true,
      hasFeedback: true,
      hasLights: false,
      maximumDuty: { pulseMs: 300, pulses: 10, perMs: 60_000 },
    },
    baud: eightA.baud,
    addresses: { least: eightA.firstBoard, most: eightA.lastBoard },
    shape: eightABusShape,
    // Open-Locker's verified delay between two frames at 9600 baud is 5 ms: 3.5 characters and something for the timer.
    quietMs: { answered: 5, unanswered: 20 },
    status: (address, locks) => statusQuestion(address, locks, statusOrder),
    unlock: ({ board, lock }) => unlockOrder(board, lock, statusOrder),
    flash: null,
    overhear(frame) {
      const seen = decodeEightABusFrame(frame, statusOrder);
      if (seen.kind === 'report') return { kind: 'report', address: { board: seen.board, lock: seen.lock }, bit: seen.bit };
      return seen.kind === 'question' ? { kind: 'other' } : { kind: 'answer', board: seen.board };
    },
  };
}

/** An answer on one lock is none: only the answer for all is taken, and what it does not reach is unknown. */
function statusQuestion(address: number, locks: number, order: EightAStatusOrder): Question<readonly (0 | 1 | null)[]> {
  const board = toEightABoard(address);
  if (board === undefined) throw new RangeError(`no single 8A/80 board ${address}`);
  return {
    frame: encodeEightAStatus(board),
    answerLength: eightABusShape.longest,
    read(frame) {
      const seen = decodeEightABusFrame(frame, order);
      return seen.kind === 'board' && seen.board === board ? Array.from({ length: locks }, (_, lock) => seen.bits[lock] ?? null) : undefined;
    },
  };
}

function unlockOrder(address: number, lock: number, order: EightAStatusOrder): Order {
  const board = toEightABoard(address);
  const channel = toEightAChannel(lock);
  if (board === undefined || channel === undefined) throw new RangeError(`no single 8A/80 lock ${address}/${lock}`);
  return {
    frame: encodeEightAUnlock(board, channel),
    answer: {
      answerLength: eightA.shortLength,
      read(frame) {
        const seen = decodeEightABusFrame(frame, order);
        return seen.kind === 'unlock' && seen.board === board && seen.lock === lock ? 'taken' : undefined;
      },
    },
  };
}
