import type { HardwareClock } from '../contract/clock.ts';
import type { LockAddress, UnlockOutcome, UnlockRequest } from '../contract/lock-board.ts';
import type { BusSession } from '../session/bus-session.ts';
import type { BusCommand, CommandOutcome, Ticket } from '../session/command.ts';
import type { BoardFamily, Order } from './board-family.ts';
import { PulseGuard } from './pulse-guard.ts';
import type { TurnAround } from './turn-around.ts';

/** What a desk works with. */
export interface UnlockDeskParts {
  readonly family: BoardFamily;
  readonly clock: HardwareClock;
  readonly session: BusSession;
  readonly turnAround: TurnAround;
  isWired(address: LockAddress): boolean;
}

interface WaitingUnlock {
  readonly address: LockAddress;
  readonly ticket: Ticket;
}

/** No caller may keep an unlock alive for longer than this, in milliseconds (rule R-03). */
const longestValidityMs = 2000;

/** Where orders to boards go out: unlocks, each at most once and within what its coil bears, and lights. */
export class UnlockDesk {
  readonly #parts: UnlockDeskParts;
  readonly #guard: PulseGuard;
  readonly #waiting = new Set<WaitingUnlock>();

  constructor(parts: UnlockDeskParts) {
    this.#parts = parts;
    this.#guard = new PulseGuard(parts.family.capabilities.maximumDuty);
  }

  async unlock(request: UnlockRequest): Promise<UnlockOutcome> {
    const { address } = request;
    const { family, clock, session, isWired } = this.#parts;
    const { pulseMs, pulses, perMs } = family.capabilities.maximumDuty;
    if (!isWired(address)) return { kind: 'refused', detail: `There is no lock ${address.board}/${address.lock} on this bus.` };
    if (!this.#guard.admit(address, clock.monotonic())) {
      return { kind: 'refused', detail: `This lock was pulsed ${pulses} times within ${perMs / 1000} s; its coil needs a rest.` };
    }
    const order = family.unlock(address);
    const ticket = session.submit({
      priority: 'unlock',
      frame: order.frame,
      answer: this.#answerTo(order, address.board),
      attempts: 1,
      // No number is no time at all, rather than for ever.
      validForMs: request.validForMs > 0 ? Math.min(request.validForMs, longestValidityMs) : 0,
      generation: request.generation,
      mark: `unlock ${address.board}/${address.lock}`,
      pulseMs,
    });
    const waiting: WaitingUnlock = { address, ticket };
    this.#waiting.add(waiting);
    const outcome = unlockOutcome(await ticket.outcome, order);
    this.#waiting.delete(waiting);
    if (!mayHavePulsed(outcome)) this.#guard.giveBack(address);
    return outcome;
  }

  withdraw(address: LockAddress): void {
    for (const waiting of this.#waiting) {
      if (waiting.address.board === address.board && waiting.address.lock === address.lock) waiting.ticket.cancel();
    }
  }

  async flash(address: LockAddress): Promise<'sent' | 'none' | 'failed'> {
    const order = this.#parts.isWired(address) ? this.#parts.family.flash?.(address) : undefined;
    if (order === undefined) return 'none';
    const { outcome } = this.#parts.session.submit({
      priority: 'housekeeping',
      frame: order.frame,
      answer: this.#answerTo(order, address.board),
      attempts: 1,
      validForMs: longestValidityMs,
      generation: null,
      mark: `flash ${address.board}/${address.lock}`,
      pulseMs: 0,
    });
    const end = await outcome;
    if (end.kind === 'answered') return order.answer?.read(end.frame) === 'refused' ? 'failed' : 'sent';
    return end.kind === 'written' ? 'sent' : 'failed';
  }

  #answerTo({ answer }: Order, board: number): BusCommand['answer'] {
    if (answer === null) return null;
    const { answerLength, read } = answer;
    return { length: answerLength, knownLength: null, withinMs: this.#parts.turnAround.allowedMs(board), matches: (frame) => read(frame) !== undefined };
  }
}

/**
 * A board that does not answer unlocks leaves only `written` to be known; one that should have answered and did not may have
 * obeyed all the same, so that is `sent` as well.
 */
function unlockOutcome(outcome: CommandOutcome, { answer }: Order): UnlockOutcome {
  switch (outcome.kind) {
    case 'written':
    case 'no-answer':
      return { kind: 'sent' };
    case 'answered':
      return answer?.read(outcome.frame) === 'refused' ? { kind: 'refused', detail: 'The board would not.' } : { kind: 'acknowledged' };
    case 'expired':
    case 'cancelled':
    case 'link-down':
      return outcome;
  }
}

/** What may have reached the coil counts for its duty: half a frame is none, but nobody knows that it was half. */
function mayHavePulsed(outcome: UnlockOutcome): boolean {
  switch (outcome.kind) {
    case 'sent':
    case 'acknowledged':
      return true;
    case 'link-down':
      return outcome.isBegun;
    case 'expired':
    case 'cancelled':
    case 'refused':
      return false;
  }
}
