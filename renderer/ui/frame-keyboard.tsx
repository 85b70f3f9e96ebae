import { memo, useCallback, useEffect, useState } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { behindNextFrame } from './after-press.ts';
import { writeField } from './field-input.ts';
import { erased, type KeyboardKind, type PadKind, typed } from './keyboard-layout.ts';
import { Keypad } from './keypad.tsx';
import { OnScreenKeyboard } from './on-screen-keyboard.tsx';

type Wanted = { readonly keys: KeyboardKind | PadKind; readonly field: HTMLElement };

/**
 * Brings the keys that the focused field asks for with `data-keys`, and takes them away when it loses the focus. Drawn again for its own reasons
 * only: what is typed changes the screen above it, and not the keys.
 */
export const FrameKeyboard = memo(function FrameKeyboard() {
  const [wanted, setWanted] = useWantedKeys();
  useEffect(() => {
    if (wanted === null) return;
    // It answers with a promise in current Chromium, which an effect must not return.
    const show = () => {
      wanted.field.scrollIntoView({ block: 'center' });
    };
    show();
    // A panel that is turned, or whose words grow, has its field elsewhere.
    window.addEventListener('resize', show);
    return () => window.removeEventListener('resize', show);
  }, [wanted]);
  if (wanted === null) return null;
  const done = () => {
    wanted.field.blur();
    setWanted(null);
  };
  return <Keys {...wanted} onDone={done} />;
});

/** The keys that the focused field asks for, and the way to put them aside. */
function useWantedKeys(): readonly [Wanted | null, (next: Wanted | null) => void] {
  const [wanted, setWantedKeys] = useState<Wanted | null>(null);
  // The same keys for the same field are no news: nothing is drawn or scrolled for them.
  const setWanted = useCallback((next: Wanted | null) => setWantedKeys((now) => (now?.field === next?.field && now?.keys === next?.keys ? now : next)), []);
  useEffect(() => {
    // A press on a button takes the focus from the field. If the keys went at once, the button would move from under the
    // finger before it is lifted, and the press would be lost: they stay until it is over. They also come with what the press does, behind the frame that shows it.
    let press: PointerEvent | null = null;
    const onFocus = (event: FocusEvent) => {
      if (isKey(event.target)) return;
      const next = wantedBy(event.target);
      if (press === null || (next !== null && press.pointerType !== 'touch')) setWanted(next);
    };
    const onBlur = (event: FocusEvent) => {
      // A key that goes while it has the focus (another page of keys has fewer) takes no keys with it.
      if (isKey(event.relatedTarget) || (event.relatedTarget === null && isKey(event.target))) return;
      const next = wantedBy(event.relatedTarget);
      if (press === null || (next !== null && press.pointerType !== 'touch')) setWanted(next);
    };
    const onDown = (event: PointerEvent) => {
      press = event;
    };
    const onUp = () => {
      const ended = press;
      const after = ended?.pointerType === 'touch' ? behindNextFrame : setTimeout;
      after(() => {
        if (press !== ended) return;
        press = null;
        setWanted(wantedBy(document.activeElement));
      });
    };
    // A field that takes the focus as its screen appears does so before anybody listens.
    setWanted(wantedBy(document.activeElement));
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    document.addEventListener('pointerdown', onDown, { capture: true });
    document.addEventListener('pointerup', onUp, { capture: true });
    document.addEventListener('pointercancel', onUp, { capture: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
      document.removeEventListener('pointerdown', onDown, { capture: true });
      document.removeEventListener('pointerup', onUp, { capture: true });
      document.removeEventListener('pointercancel', onUp, { capture: true });
    };
  }, [setWanted]);
  return [wanted, setWanted];
}

function Keys({ keys, field, onDone }: Wanted & { readonly onDone: () => void }) {
  const text = useText();
  const locale = useLocale();
  if (!isPad(keys)) {
    return (
      <section className="frame-keys" aria-label={text('ui.keyboard')}>
        <OnScreenKeyboard key={keys} kind={keys} field={field} onDone={onDone} />
      </section>
    );
  }
  return (
    <section className="frame-pad" aria-label={text('ui.keypad')}>
      <Keypad
        corner={keys === 'phone' ? '+' : keys === 'amount' ? decimalSign(locale) : null}
        besideField
        onDigit={(digit) => writeField(field, (state, limit) => typed(state, digit, limit))}
        onErase={() => writeField(field, erased)}
      />
    </section>
  );
}

/** One of the keys themselves: a keypad beside the screen steers to them, and they stay. */
function isKey(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[data-key-grid]') !== null;
}

function wantedBy(target: EventTarget | null): Wanted | null {
  if (!(target instanceof HTMLElement)) return null;
  const keys = target.dataset['keys'];
  if (keys === 'text' || keys === 'email' || keys === 'search' || isPad(keys)) return { keys, field: target };
  return null;
}

function isPad(keys: string | undefined): keys is PadKind {
  return keys === 'digits' || keys === 'phone' || keys === 'amount';
}

/** What stands between whole money and its cents in the language of the screen. */
function decimalSign(locale: Locale): ',' | '.' {
  return locale === 'en' ? '.' : ',';
}
