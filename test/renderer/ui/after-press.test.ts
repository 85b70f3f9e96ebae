import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterPress, afterShown } from '../../../renderer/ui/after-press.ts';
import { writeField } from '../../../renderer/ui/field-input.ts';

/** A field as the browser has it, as far as it is written here. */
class Field {
  #value = '';
  selectionStart = 0;
  selectionEnd = 0;
  maxLength = -1;
  readonly told: string[] = [];

  get value(): string {
    return this.#value;
  }

  set value(text: string) {
    this.#value = text;
  }

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }

  dispatchEvent(): void {
    this.told.push(this.value);
  }
}

let frames: (() => void)[] = [];

/** The next frame is drawn, and what waits behind it runs: messages come in the order in which they were sent. */
async function nextFrame(): Promise<void> {
  for (const draw of frames.splice(0)) draw();
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      setImmediate(resolve);
    };
    port2.postMessage(null);
  });
}

const control = { isConnected: true };
const press = (currentTarget: object = control) => ({ currentTarget }) as { readonly currentTarget: EventTarget & Element };
/** Whether a finger holds some control of the page. */
let isHeld = true;
const letter = (char: string) => (state: { text: string }) => ({ text: state.text + char, start: state.text.length + 1, end: state.text.length + 1 });

beforeEach(() => {
  frames = [];
  isHeld = true;
  vi.stubGlobal('document', { querySelector: () => (isHeld ? control : null) });
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
  vi.stubGlobal('HTMLInputElement', Field);
});
afterEach(() => vi.unstubAllGlobals());

describe('what a press does', () => {
  it('begins behind the frame that shows the press', async () => {
    const done: string[] = [];
    afterPress(press(), () => done.push('work'));
    expect(done).toEqual([]);
    await nextFrame();
    expect(done).toEqual(['work']);
  });

  it('begins at once for keys, mice and tools that read the page', () => {
    const done: string[] = [];
    isHeld = false;
    afterPress(press(), () => done.push('work'));
    expect(done).toEqual(['work']);
  });

  it('is done once, when a control is pressed twice before its frame, and again when it is pressed behind it', async () => {
    const done: string[] = [];
    afterPress(press(), () => done.push('first'));
    afterPress(press(), () => done.push('second'));
    await nextFrame();
    afterPress(press(), () => done.push('third'));
    await nextFrame();
    expect(done).toEqual(['first', 'third']);
  });

  it('is nothing when its control went with its screen', async () => {
    const done: string[] = [];
    const gone = { isConnected: true };
    afterPress(press(gone), () => done.push('work'));
    gone.isConnected = false;
    await nextFrame();
    expect(done).toEqual([]);
  });
});

describe('a letter that is typed', () => {
  const type = (field: Field, char: string) => writeField(field as never, letter(char), afterShown);

  it('stands in its field at once, and the page is told behind the frame', async () => {
    const field = new Field();
    type(field, 'a');
    expect([field.value, field.told]).toEqual(['a', []]);
    await nextFrame();
    expect(field.told).toEqual(['a']);
  });

  it('is told before the next one, however quickly they follow', async () => {
    const field = new Field();
    type(field, 'a');
    type(field, 'b');
    expect(field.told).toEqual(['a']);
    await nextFrame();
    expect(field.told).toEqual(['a', 'ab']);
  });

  it('comes back when somebody drew its field anew in between', async () => {
    const field = new Field();
    type(field, 'a');
    field.value = '';
    await nextFrame();
    expect([field.value, field.told]).toEqual(['a', ['a']]);
  });
});
