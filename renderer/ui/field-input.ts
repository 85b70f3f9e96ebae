import type { EditState } from './keyboard-layout.ts';

const NO_LIMIT = 4096;

/** The text and caret of the field that has the focus; empty when none has. */
export function focusedField(): EditState {
  const field = activeField();
  if (field === null) return { text: '', start: 0, end: 0 };
  return { text: field.value, start: field.selectionStart ?? field.value.length, end: field.selectionEnd ?? field.value.length };
}

/**
 * Changes the focused field as if its person had typed. React watches the setter of `value`, so the prototype's own setter
 * is used and an `input` event follows.
 */
export function writeField(change: (state: EditState, limit: number) => EditState): void {
  const field = activeField();
  if (field === null) return;
  const next = change(focusedField(), field.maxLength > 0 ? field.maxLength : NO_LIMIT);
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, next.text);
  field.setSelectionRange(next.start, next.end);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function activeField(): HTMLInputElement | null {
  const active = document.activeElement;
  return active instanceof HTMLInputElement ? active : null;
}
