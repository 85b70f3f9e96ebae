import type { EditState } from './keyboard-layout.ts';

const NO_LIMIT = 4096;

/** The text and caret of a field; empty for what is none. */
export function readField(field: HTMLElement): EditState {
  if (!(field instanceof HTMLInputElement)) return { text: '', start: 0, end: 0 };
  return { text: field.value, start: field.selectionStart ?? field.value.length, end: field.selectionEnd ?? field.value.length };
}

/** A change that stands in its field already and that the page was not told yet. */
let untold: (() => void) | null = null;

/**
 * Changes a field as if its person had typed. React watches the setter of `value`, so the prototype's own setter is used and an `input` event follows: at once,
 * or when `whenShown` calls, so that the letter stands there in the next frame, before whatever the page makes of it. Changes are told in their order.
 */
export function writeField(
  field: HTMLElement,
  change: (state: EditState, limit: number) => EditState,
  whenShown: (tell: () => void) => void = (tell) => tell(),
): void {
  untold?.();
  if (!(field instanceof HTMLInputElement)) return;
  const next = change(readField(field), field.maxLength > 0 ? field.maxLength : NO_LIMIT);
  put(field, next);
  const tell = (): void => {
    if (untold !== tell) return;
    untold = null;
    // Whoever drew the field anew in between did not know of the letter.
    if (field.value !== next.text) put(field, next);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  untold = tell;
  whenShown(tell);
}

function put(field: HTMLInputElement, { text, start, end }: EditState): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.setSelectionRange(start, end);
}
