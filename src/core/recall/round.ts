import type { RecallFound, RecallItem, RecallRound } from '../../contract/station/load-views.ts';

/** A round of taking out, door after door. `at` is the place of the one in hand; null before the first and after the last. */
export interface Round {
  readonly task: RecallRound['task'];
  readonly items: readonly { readonly item: RecallItem; readonly found: RecallFound | null }[];
  readonly at: number | null;
  /** The places that were passed over: in use, gone, or out of reach. They stay on the list. */
  readonly passed: ReadonlySet<number>;
}

/** A round at its first item. Doors come in the order of their numbers, so that nobody walks the bank twice. */
export function beginRound(task: Round['task'], items: readonly RecallItem[]): Round {
  const inOrder = items.toSorted((a, b) => a.door.number - b.door.number);
  return { task, items: inOrder.map((item) => ({ item, found: null })), at: inOrder.length === 0 ? null : 0, passed: new Set() };
}

/** What was found behind the door in hand. */
export function withFound(round: Round, found: RecallFound): Round {
  return { ...round, items: round.items.map((entry, place) => (place === round.at ? { ...entry, found } : entry)) };
}

/** The round at its next item that nobody has looked for; after the last it is finished (`at` null). */
export function nextItem(round: Round): Round {
  if (round.at === null) return round;
  const passed = new Set([...round.passed, round.at]);
  const next = round.items.findIndex((entry, place) => entry.found === null && !passed.has(place));
  return { ...round, passed, at: next === -1 ? null : next };
}

/** The item in hand. */
export function itemInHand(round: Round): RecallItem | null {
  return round.at === null ? null : (round.items[round.at]?.item ?? null);
}

/** Does the next door open by itself after this? What was not as expected is read first. */
export function goesOn(found: RecallFound): boolean {
  return found === 'taken' || found === 'left';
}
