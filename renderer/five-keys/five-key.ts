/** The keys of a tactile keypad beside the screen (EN 301 549 clause 5.1.6, 8.4.1): two to go, one to do, one to go back, one for help. */
export type FiveKey = 'up' | 'down' | 'ok' | 'back' | 'help';

/** What such keypads send, as the keyboards that they pretend to be. */
const KEYS: ReadonlyMap<string, FiveKey> = new Map([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['Enter', 'ok'],
  ['Escape', 'back'],
  ['F1', 'help'],
]);

/** Which of the five a key press is; null for any other, and for one that is held together with Ctrl, Alt or the Windows key. */
export function fiveKeyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): FiveKey | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  return KEYS.get(event.key) ?? null;
}
