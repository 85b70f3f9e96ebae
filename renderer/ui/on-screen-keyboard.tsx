import { memo, type MouseEvent, useCallback, useMemo, useState } from 'react';
import { useLocale, useText } from '../i18n/use-text.ts';
import { afterPress, afterShown } from './after-press.ts';
import './on-screen-keyboard.css';
import { readField, writeField } from './field-input.ts';
import { Icon } from './icon.tsx';
import { capitalNext, erased, type Key, type KeyboardKind, type KeyboardPage, keyboardRows, typed } from './keyboard-layout.ts';

export interface OnScreenKeyboardProps {
  readonly kind: KeyboardKind;
  /** What it types into. */
  readonly field: HTMLElement;
  /** The field lost its need for keys: the person pressed "done". */
  readonly onDone: () => void;
}

/**
 * Keys for panels without a keyboard. A touch types into the field and leaves the focus there, so a real keyboard beside it
 * goes on working.
 */
export function OnScreenKeyboard({ kind, field, onDone }: OnScreenKeyboardProps) {
  const text = useText();
  const language = useLocale();
  const [page, setPage] = useState<KeyboardPage>('letters');
  const [shift, setShift] = useState<boolean | null>(null);
  const [, redraw] = useState(0);
  const upper = shift ?? capitalNext(kind, readField(field));

  const rows = useMemo(() => keyboardRows(kind, page, upper, language), [kind, page, upper, language]);
  const press = useCallback(
    (key: Key, event: MouseEvent) => {
      const change = writing(key);
      if (change === null) return afterPress(event, () => (key.kind === 'done' ? onDone() : key.kind === 'shift' ? setShift(!upper) : setPage(pageOf(key))));
      const told = (tell: () => void) => {
        tell();
        setShift(null);
        redraw((count) => count + 1);
      };
      writeField(field, change, (tell) => afterShown(() => told(tell)));
    },
    [field, onDone, upper],
  );
  return (
    <fieldset className="keyboard" data-key-grid="" aria-label={text('ui.keyboard')}>
      <Rows rows={rows} upper={upper} onPress={press} />
    </fieldset>
  );
}

/** What a key writes; null: it does something else. */
function writing(key: Key): Parameters<typeof writeField>[1] | null {
  if (key.kind === 'char') return (state, limit) => typed(state, key.char, limit);
  if (key.kind === 'space') return (state, limit) => typed(state, ' ', limit);
  return key.kind === 'backspace' ? erased : null;
}

function pageOf({ kind }: Key): KeyboardPage {
  return kind === 'accents' || kind === 'symbols' ? kind : 'letters';
}

interface RowsProps {
  readonly rows: ReturnType<typeof keyboardRows>;
  readonly upper: boolean;
  readonly onPress: (key: Key, event: MouseEvent) => void;
}

/** Drawn again only when other keys are needed, not for each letter that is typed. */
const Rows = memo(function Rows({ rows, upper, onPress }: RowsProps) {
  return rows.map((row, index) => (
    // Rows of one page never change places.
    // biome-ignore lint/suspicious/noArrayIndexKey: the index is the row's identity
    <div className="keyboard-row" key={index}>
      {row.map((key, at) => (
        // A key stays the same when its letter becomes small: who is on it with a keypad must not fall off.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the row is the key's identity
        <KeyButton key={at} value={key} pressed={key.kind === 'shift' && upper} onPress={(event) => onPress(key, event)} />
      ))}
    </div>
  ));
});

function KeyButton({ value, pressed, onPress }: { readonly value: Key; readonly pressed: boolean; readonly onPress: (event: MouseEvent) => void }) {
  const text = useText();
  return (
    <button
      type="button"
      className="key"
      data-kind={value.kind}
      data-wide={value.kind === 'char' && value.wide === true}
      aria-pressed={value.kind === 'shift' ? pressed : undefined}
      aria-label={value.kind === 'char' ? undefined : text(`ui.key.${value.kind}`)}
      // The field keeps the focus: a key is pressed beside it, not instead of it.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <KeyFace value={value} />
    </button>
  );
}

function KeyFace({ value }: { readonly value: Key }) {
  const text = useText();
  switch (value.kind) {
    case 'char':
      return value.char;
    case 'shift':
    case 'backspace':
      return <Icon name={value.kind} />;
    case 'accents':
      return 'áé';
    case 'symbols':
      return '#€&';
    case 'letters':
      return 'abc';
    case 'space':
    case 'done':
      return text(`ui.key.${value.kind}`);
  }
}
