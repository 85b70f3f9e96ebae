import type { EditState } from './keyboard-layout.ts';

const NO_LIMIT = 4096;

/** The text and caret of a field; empty for what is none. */
export function readField(field: HTMLElement): EditState {
  if (!(field instanceof HTMLInputElement)) return { text: '', start: 0, end: 0 };
  return { text: field.value, start: field.selectionStart ?? field.value.length, end: field.selectionEnd ?? field.value.length };
}

/**
 * Changes a field as if its person had typed. React watches the setter of `value`, so the prototype's own setter
 * is used and an `input` event follows.
 */
export function writeField(field: HTMLElement, change: (state: EditState, limit: number) => EditState): void {
  if (!(field instanceof HTMLInputElement)) return;
  const next = change(readField(field), field.maxLength > 0 ? field.maxLength : NO_LIMIT);
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, next.text);
  field.setSelectionRange(next.start, next.end);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
