import type { SizeClass } from '../../../contract/schema.ts';
import { chooseCompartment, sizesInOrder } from '../../../core/compartments/choose.ts';
import type { CompartmentRow } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import type { ReturnsParts } from './returns-parts.ts';

/** What choosing a compartment for a customer needs. */
export type FreeParts = Pick<ReturnsParts, 'store' | 'doors' | 'runner' | 'trusted'>;

/** What a customer may be given now. */
export interface FreeCompartments {
  /** The sizes that this bank has. */
  readonly sizes: readonly SizeClass[];
  /** Those of which one is free. */
  readonly free: readonly SizeClass[];
  /** Could staff make one free by looking into it? Nobody has seen yet that it is empty, and only that stands in the way. */
  readonly unlooked: boolean;
  /** The compartment for something of a size, or null: none of that size or larger is free. */
  choose(size: SizeClass): CompartmentRow | null;
}

/**
 * The compartments that a customer may put something into: seen empty, held for nobody, their door closed and within reach of a board that
 * answers. The share that loading leaves for returns is theirs.
 */
export function freeCompartments({ store, doors, runner, trusted }: FreeParts): FreeCompartments {
  const rows = store.read.compartments().filter(isInUse);
  const { now } = trusted.read();
  const bank = rows.map((row) => {
    const isReachable = doors.health(row.compartmentId) === 'ok' && doors.sensor(row.compartmentId) === 'closed';
    return { ...row, guarded: !isReachable || runner.liveOn(row.compartmentId) !== null };
  });
  const choose = (size: SizeClass): CompartmentRow | null => {
    const found = chooseCompartment(bank, size, 'customer', { now });
    return found === null ? null : (rows.find((row) => row.compartmentId === found.compartmentId) ?? null);
  };
  return {
    sizes: sizesInOrder.filter((size) => rows.some((row) => row.size === size)),
    unlooked: bank.some((row) => !row.guarded && (row.heldUntil ?? 0) <= now && isUnlooked(row)),
    free: sizesInOrder.filter((size) => choose(size)?.size === size),
    choose,
  };
}

/** On the books nothing lies there, and nobody has looked. */
function isUnlooked({ state, needsCheck }: CompartmentRow): boolean {
  return state === 'free-unverified' || (state === 'free-verified' && needsCheck);
}
