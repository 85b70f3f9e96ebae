import { demoBankLayout } from '../../src/station/demo-layout.ts';
import type { Child } from '../world/child.ts';

/** What people, wear and crowbars do at the doors of the simulated bank. Doors go by the number that stands on them. */
export interface BankHands {
  /** A hand closes the door that was seen open, as fast as a person does: an opening of less than half a second counts as none. */
  close(door: number): void;
  /** A crowbar opens it. */
  force(door: number): void;
  /** The bolt does not move, or does again. */
  jam(door: number, on: boolean): void;
  /** The door's switch says this whatever the door does; null: the truth again. */
  sensorSays(door: number, what: 'open' | 'closed' | null): void;
  /** The board behind this door has no power, or has it again. */
  silence(door: number, on: boolean): void;
  /** The line to all boards is broken, or mended. */
  cut(on: boolean): void;
  /** Mends everything that was broken here, and closes what was left open. */
  mendAll(): void;
}

/** From the door that is seen open to the door that is closed, in milliseconds. */
const handMs = 800;

/** Hands at a bank that was built as `demoBankLayout` says. */
export function handsAtBank(bank: Child): BankHands {
  const touched = new Set<number>();
  const at = (door: number): LockAddress => {
    touched.add(door);
    return lockOf(door);
  };
  const hands: Omit<BankHands, 'mendAll'> = {
    close: (door) => void setTimeout(() => bank.tell({ close: at(door) }), handMs),
    force: (door) => bank.tell({ open: at(door) }),
    jam: (door, on) => bank.tell({ jam: { ...at(door), on } }),
    sensorSays: (door, says) => bank.tell({ stick: { ...at(door), at: says } }),
    silence: (door, on) => bank.tell({ silence: { board: at(door).board, on } }),
    cut: (on) => bank.tell({ cut: { on } }),
  };
  return {
    ...hands,
    mendAll() {
      hands.cut(false);
      for (const door of touched) {
        hands.jam(door, false);
        hands.sensorSays(door, null);
        hands.silence(door, false);
        bank.tell({ close: lockOf(door) });
      }
      touched.clear();
    },
  };
}

interface LockAddress {
  readonly board: number;
  readonly lock: number;
}

function lockOf(number: number): LockAddress {
  const door = demoBankLayout.doors.find((one) => one.number === number);
  if (door === undefined) throw new Error(`The simulated bank has no door ${number}.`);
  return { board: door.board, lock: door.lock };
}
