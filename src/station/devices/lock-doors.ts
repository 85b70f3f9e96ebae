import type { BankFact, Health, LockAddress, LockBank, UnlockOutcome } from '../../../hardware/contract/lock-board.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { CompartmentId } from '../../kernel/ids.ts';
import type { DoorFact, Doors, PulseOutcome } from '../ports/doors.ts';

/** Which lock a compartment has. */
export interface LockOfCompartment {
  readonly compartmentId: CompartmentId;
  readonly board: number;
  readonly lock: number;
}

/** The doors of a bank of lock boards. `latestPulseMs` is the longest time that a frame can be on its way. */
export function lockDoors(bank: LockBank, locks: readonly LockOfCompartment[], latestPulseMs: number): Doors {
  const addresses = new Map<CompartmentId, LockAddress>();
  const compartments = new Map<string, CompartmentId>();
  for (const { compartmentId, board, lock } of locks) {
    addresses.set(compartmentId, { board, lock });
    compartments.set(`${board}/${lock}`, compartmentId);
  }
  const boards = new Map<number, Health>(bank.boards.map((board) => [board, bank.health]));
  let detail = '';
  bank.onFact((fact) => {
    if (fact.kind === 'board-health') boards.set(fact.board, fact.health);
    if (fact.kind === 'bus-health') detail = fact.detail;
  });
  return {
    get generation() {
      return bank.generation;
    },
    get health() {
      return { bus: bank.health, detail, boards: [...boards].map(([board, health]) => ({ board, health })) };
    },
    latestPulseMs,
    pulse: async (compartmentId, validForMs, generation) => {
      const address = addresses.get(compartmentId);
      if (address === undefined) return { kind: 'not-sent', detail: `compartment ${compartmentId} has no lock on this bus` };
      return pulseOutcome(await bank.unlock({ address, validForMs, generation }));
    },
    sensor: (compartmentId) => {
      const address = addresses.get(compartmentId);
      return address === undefined ? 'unknown' : bank.lockState(address);
    },
    watch: (compartmentId, forMs) => {
      const address = addresses.get(compartmentId);
      if (address !== undefined) bank.watch(address, forMs);
    },
    onFact: (listener) =>
      bank.onFact((fact) => {
        const told = doorFact(fact, compartments);
        if (told !== null) listener(told);
      }),
  };
}

/** A station without a silo: no doors, and none can be opened. */
export function noDoors(): Doors {
  return {
    generation: 0,
    health: { bus: 'none', detail: '', boards: [] },
    latestPulseMs: 0,
    pulse: () => Promise.resolve({ kind: 'not-sent', detail: 'this station has no silo' }),
    sensor: () => 'unknown',
    watch: () => {},
    onFact: () => () => {},
  };
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

/** Locks that no compartment has (spare channels of a board) are nobody's business. */
function doorFact(fact: BankFact, compartments: ReadonlyMap<string, CompartmentId>): DoorFact | null {
  switch (fact.kind) {
    case 'lock': {
      const compartmentId = compartments.get(`${fact.address.board}/${fact.address.lock}`);
      return compartmentId === undefined ? null : { kind: 'sensor', compartmentId, state: fact.state };
    }
    case 'board-health':
      return { kind: 'board', board: fact.board, health: fact.health };
    case 'bus-health':
      return { kind: 'bus', health: fact.health, detail: fact.detail };
    case 'trouble':
      return null;
    default:
      return assertNever(fact);
  }
}
