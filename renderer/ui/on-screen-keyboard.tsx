import { memo, useCallback, useMemo, useState } from 'react';
import { useLocale, useText } from '../i18n/use-text.ts';
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
    (key: Key) => {
      if (key.kind === 'char') writeField(field, (state, limit) => typed(state, key.char, limit));
      else if (key.kind === 'space') writeField(field, (state, limit) => typed(state, ' ', limit));
      else if (key.kind === 'backspace') writeField(field, erased);
      else if (key.kind === 'done') onDone();
      else if (key.kind === 'shift') return setShift(!upper);
      else return setPage(key.kind);
      setShift(null);
      redraw((count) => count + 1);
    },
    [field, onDone, upper],
  );
  return (
    <fieldset className="keyboard" data-key-grid="" aria-label={text('ui.keyboard')}>
      <Rows rows={rows} upper={upper} onPress={press} />
    </fieldset>
  );
}

interface RowsProps {
  readonly rows: ReturnType<typeof keyboardRows>;
  readonly upper: boolean;
  readonly onPress: (key: Key) => void;
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
        <KeyButton key={at} value={key} pressed={key.kind === 'shift' && upper} onPress={() => onPress(key)} />
      ))}
    </div>
  ));
});

function KeyButton({ value, pressed, onPress }: { readonly value: Key; readonly pressed: boolean; readonly onPress: () => void }) {
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
