import type { Seat } from './seat.ts';
import { between, type Shop } from './shop.ts';

/** A door that is shut in the blink of an eye counts as one that did not open: people take longer. Milliseconds. */
const LEAST_MS = 650;
const MOST_MS = 1100;
const PATIENCE_MS = 15_000;

/** What somebody does at an open door, between its opening and its shutting. */
export type AtDoor = (compartment: string) => void;

/** Waits until the lock really lets go, does something behind the door and shuts it. False when it did not open. */
export async function throughDoor(seat: Seat, shop: Shop, compartment: string, act: AtDoor): Promise<boolean> {
  const { floor } = shop;
  const opened = await Promise.race([seat.wait(floor.untilDoor(() => floor.isOpen(compartment))).then(() => true), seat.pause(PATIENCE_MS).then(() => false)]);
  if (!opened) return false;
  await seat.pause(between(shop, LEAST_MS, MOST_MS));
  act(compartment);
  await seat.wait(floor.shut(compartment));
  return true;
}

const atDoor = new Set<string | undefined>(['opening', 'open', 'return-opening', 'return-open']);

/** Does the screen show something new? While a door is used it says that it opens and that it is open: neither is news to who used it. */
export function hasMovedOn(before: string | undefined, now: string | undefined): boolean {
  return atDoor.has(before) ? !atDoor.has(now) : now !== before;
}
