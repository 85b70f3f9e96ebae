import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { StationStore } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import { changeCompartment } from '../doors/door-book.ts';

/** What the doubt needs. */
export interface DoubtParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A failed note is tried again after this long, in milliseconds. */
const AGAIN_MS = 5000;

/**
 * Notes durably, once for each time it begins, that a board contradicts itself: every compartment of it asks for a look, since nobody
 * knows what its doors did meanwhile. While it lasts its sensors count as unknown (`Doors.sensor`), so nothing is opened, given away or
 * taken off the books on its word (decision 0014).
 */
export function startDoubt(parts: DoubtParts): { close(): void } {
  const { doors, clock, logger } = parts;
  const doubted = new Set<string>();
  const retries = new Map<string, Cancel>();
  const begin = (bus: string, board: number): void => {
    const key = `${bus}/${board}`;
    retries.get(key)?.();
    retries.delete(key);
    if (note(parts, bus, board)) return;
    logger.error('a board that contradicts itself could not be noted', { bus, board });
    const again = clock.after(AGAIN_MS, () => begin(bus, board));
    retries.set(key, again);
  };
  const look = (): void => {
    for (const bus of doors.buses) {
      for (const { board, troubles } of bus.boards) {
        const key = `${bus.name}/${board}`;
        const isDoubted = troubles.includes('contradicting') || bus.troubles.includes('contradicting');
        if (!isDoubted) doubted.delete(key);
        else if (!doubted.has(key)) {
          doubted.add(key);
          begin(bus.name, board);
        }
      }
    }
  };
  const stop = doors.onFact((fact) => {
    if (fact.kind === 'trouble') look();
  });
  look();
  return {
    close: () => {
      stop();
      for (const cancel of retries.values()) cancel();
    },
  };
}

function note({ store, clock }: DoubtParts, bus: string, board: number): boolean {
  const at = clock.now();
  const noted = store.commit<undefined, never>((tx) => {
    for (const row of tx.compartments()) {
      if (row.bus === bus && row.board === board && isInUse(row)) changeCompartment(tx, row, { needsCheck: true });
    }
    tx.audit({ kind: 'board.contradicting', at, facts: { bus, board } });
    return done;
  });
  return noted.ok;
}
