/** A key as `before-input-event` tells it. */
export interface KeyInput {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

const named = new Set([
  'Tab',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Enter',
  ' ',
  'Escape',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'Shift',
  'F1',
  'F2',
]);

/**
 * Which keys reach the page (rule E-31): what one types and moves with, and the two function keys that a tactile keypad sends for Help and for
 * speech. Every combination with Control, Alt or Meta and every other
 * function, media and system key is swallowed, menu shortcuts of the browser among them. AltGr types `@` on a Spanish keyboard
 * and arrives as Control and Alt together with a printable key.
 */
export function isKeyAllowed({ key, control, alt, meta }: KeyInput): boolean {
  const isPrintable = [...key].length === 1 && key >= ' ';
  if (meta) return false;
  if (control || alt) return control && alt && isPrintable && !/[a-z0-9 ]/i.test(key);
  return isPrintable || named.has(key) || key === 'Dead';
}
