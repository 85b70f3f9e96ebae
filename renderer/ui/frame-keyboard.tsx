import { useEffect, useState } from 'react';
import { writeField } from './field-input.ts';
import { erased, type KeyboardKind, typed } from './keyboard-layout.ts';
import { Keypad } from './keypad.tsx';
import { OnScreenKeyboard } from './on-screen-keyboard.tsx';

type Wanted = { readonly keys: KeyboardKind | 'digits'; readonly field: HTMLElement };

/** Brings the keys that the focused field asks for with `data-keys`, and takes them away when it loses the focus. */
export function FrameKeyboard() {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  useEffect(() => {
    const onFocus = (event: FocusEvent) => setWanted(wantedBy(event.target));
    const onBlur = (event: FocusEvent) => setWanted(wantedBy(event.relatedTarget));
    // A field that takes the focus as its screen appears does so before anybody listens.
    setWanted(wantedBy(document.activeElement));
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
    };
  }, []);
  useEffect(() => {
    // It answers with a promise in current Chromium, which an effect must not return.
    wanted?.field.scrollIntoView({ block: 'center' });
  }, [wanted]);
  if (wanted === null) return null;
  if (wanted.keys !== 'digits') return <OnScreenKeyboard key={wanted.keys} kind={wanted.keys} onDone={() => wanted.field.blur()} />;
  return (
    <div className="frame-pad">
      <Keypad plus besideField onDigit={(digit) => writeField((state, limit) => typed(state, digit, limit))} onErase={() => writeField(erased)} />
    </div>
  );
}

function wantedBy(target: EventTarget | null): Wanted | null {
  if (!(target instanceof HTMLElement)) return null;
  const keys = target.dataset['keys'];
  if (keys === 'text' || keys === 'email' || keys === 'search' || keys === 'digits') return { keys, field: target };
  return null;
}
