import { useEffect, useEffectEvent } from 'react';

/** What a real keyboard or a tactile keypad beside the screen types into an entry screen. */
export interface TypedKeys {
  onCharacter(character: string): void;
  onErase(): void;
}

/** Takes characters and Backspace from a real keyboard, so that the entry needs no touch. Enter and Tab stay with the buttons. */
export function useTypedKeys(keys: TypedKeys): void {
  const type = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Backspace') keys.onErase();
    else if (event.key.length === 1 && event.key !== ' ') keys.onCharacter(event.key);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => type(event);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
