import type { BankFact, LockAddress, LockBank, UnlockOutcome } from '../../../hardware/contract/lock-board.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { CompartmentId } from '../../kernel/ids.ts';
import type { BoardState, BusState, BusTrouble, DoorFact, Doors, PulseOutcome } from '../ports/doors.ts';

/** Which lock a compartment has. */
export interface LockOfCompartment {
  readonly compartmentId: CompartmentId;
  readonly bus: string;
  readonly board: number;
  readonly lock: number;
}

/** One bus of the bank. `latestFrameMs` is the longest time that a frame can be on its way on it. */
export interface LockBus {
  readonly name: string;
  readonly bank: LockBank;
  readonly latestFrameMs: number;
}

interface Place {
  readonly bus: OneBus;
  readonly address: LockAddress;
}

/** The doors of a bank on any number of buses. A compartment whose bus is not among them has no lock: it is never opened, its sensor unknown. */
export function lockDoors(buses: readonly LockBus[], locks: readonly LockOfCompartment[]): Doors {
  const known = new Map(buses.map((bus) => [bus.name, new OneBus(bus, locks)]));
  const places = new Map<CompartmentId, Place>();
  for (const { compartmentId, bus: name, board, lock } of locks) {
    const bus = known.get(name);
    if (bus !== undefined) places.set(compartmentId, { bus, address: { board, lock } });
  }
  return {
    get buses() {
      return [...known.values()].map((bus) => bus.state);
    },
    health: (compartmentId) => places.get(compartmentId)?.bus.bank.health ?? 'down',
    generation: (compartmentId) => places.get(compartmentId)?.bus.bank.generation ?? 0,
    latestPulseMs: (compartmentId) => places.get(compartmentId)?.bus.latestFrameMs ?? 0,
    pulse: async (compartmentId, validForMs, generation) => {
      const place = places.get(compartmentId);
      if (place === undefined) return { kind: 'not-sent', detail: `compartment ${compartmentId} has no lock` };
      return pulseOutcome(await place.bus.bank.unlock({ address: place.address, validForMs, generation }));
    },
    withdraw: (compartmentId) => {
      const place = places.get(compartmentId);
      place?.bus.bank.withdraw(place.address);
    },
    flash: (compartmentId) => {
      const place = places.get(compartmentId);
      // Whether a light flashed changes nothing, so nobody hears of it.
      if (place !== undefined) void place.bus.bank.flash(place.address);
    },
    sensor: (compartmentId) => {
      const place = places.get(compartmentId);
      if (place === undefined || place.bus.isContradicting(place.address.board)) return 'unknown';
      return place.bus.bank.lockState(place.address);
    },
    watch: (compartmentId, forMs) => {
      const place = places.get(compartmentId);
      place?.bus.bank.watch(place.address, forMs);
    },
    onFact: (listener) => {
      const stops = [...known.values()].map((bus) => bus.onFact(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** A station without a silo: no doors, and none can be opened. */
export function noDoors(): Doors {
  return lockDoors([], []);
}

/** One bus with what it last told of itself. */
class OneBus {
  readonly bank: LockBank;
  readonly latestFrameMs: number;
  readonly #name: string;
  readonly #compartments = new Map<string, CompartmentId>();
  readonly #boards: Map<number, BoardState>;
  #troubles: readonly BusTrouble[] = [];
  #detail = '';

  constructor({ name, bank, latestFrameMs }: LockBus, locks: readonly LockOfCompartment[]) {
    this.bank = bank;
    this.latestFrameMs = latestFrameMs;
    this.#name = name;
    for (const { compartmentId, bus, board, lock } of locks) if (bus === name) this.#compartments.set(`${board}/${lock}`, compartmentId);
    this.#boards = new Map(bank.boards.map((board) => [board, { board, health: bank.health, troubles: [] }]));
    // First of all listeners, so that whoever hears a fact finds it in the state as well.
    bank.onFact((fact) => this.#note(fact));
  }

  get state(): BusState {
    const { health, capabilities } = this.bank;
    return { name: this.#name, family: capabilities.family, health, detail: this.#detail, troubles: this.#troubles, boards: [...this.#boards.values()] };
  }

  isContradicting(board: number): boolean {
    return this.#troubles.includes('contradicting') || (this.#boards.get(board)?.troubles.includes('contradicting') ?? false);
  }

  onFact(listener: (fact: DoorFact) => void): () => void {
    return this.bank.onFact((fact) => {
      const told = this.#doorFact(fact);
      if (told !== null) listener(told);
    });
  }

  #note(fact: BankFact): void {
    switch (fact.kind) {
      case 'bus-health':
        this.#detail = fact.detail;
        return;
      case 'board-health':
        return this.#change(fact.board, { health: fact.health });
      case 'trouble':
        if (fact.board === null) this.#troubles = fact.troubles;
        else this.#change(fact.board, { troubles: fact.troubles });
        return;
      case 'lock':
        return;
      default:
        return assertNever(fact);
    }
  }

  #change(board: number, change: Partial<BoardState>): void {
    const before = this.#boards.get(board);
    if (before !== undefined) this.#boards.set(board, { ...before, ...change });
  }

  /** Locks that no compartment has (spare channels of a board) are nobody's business. */
  #doorFact(fact: BankFact): DoorFact | null {
    const bus = this.#name;
    switch (fact.kind) {
      case 'lock': {
        const { board, lock } = fact.address;
        const compartmentId = this.#compartments.get(`${board}/${lock}`);
        if (compartmentId === undefined) return null;
        return { kind: 'sensor', compartmentId, state: this.isContradicting(board) ? 'unknown' : fact.state };
      }
      case 'board-health':
        return { kind: 'board', bus, board: fact.board, health: fact.health };
      case 'bus-health':
        return { kind: 'bus', bus, health: fact.health, detail: fact.detail };
      case 'trouble':
        return { kind: 'trouble', bus, board: fact.board, troubles: fact.troubles };
      default:
        return assertNever(fact);
    }
  }
}

/** `link-down` may have left part of a frame on the wire, so it counts as possibly sent. */
function pulseOutcome(outcome: UnlockOutcome): PulseOutcome {
  switch (outcome.kind) {
    case 'sent':
    case 'acknowledged':
      return { kind: 'sent' };
    case 'expired':
      return { kind: 'expired' };
    case 'cancelled':
      return { kind: 'not-sent', detail: 'withdrawn before it was sent' };
    case 'refused':
      return { kind: 'not-sent', detail: outcome.detail };
    case 'link-down':
      return { kind: 'unsure', detail: outcome.detail };
    default:
      return assertNever(outcome);
  }
}
