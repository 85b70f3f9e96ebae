import { useCallback, useEffect, useState } from 'react';

/** A list that the station is asked for: null until the first answer. `failed` while the last question had none. */
export interface AskedList<T> {
  readonly items: readonly T[] | null;
  readonly failed: boolean;
  ask(): void;
}

/** How the station answers. */
export type ListAnswer<T> = { readonly ok: true; readonly value: readonly T[] } | { readonly ok: false };

/** Asks for a list now and every `everyMs` while the screen is shown. `question` must stay the same function from one drawing to the next. */
export function useAskedList<T>(question: () => Promise<ListAnswer<T>>, everyMs: number): AskedList<T> {
  const [items, setItems] = useState<readonly T[] | null>(null);
  const [failed, setFailed] = useState(false);
  const ask = useCallback(() => {
    void question().then((answer) => {
      setFailed(!answer.ok);
      if (answer.ok) setItems(answer.value);
    });
  }, [question]);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, everyMs);
    return () => clearInterval(timer);
  }, [ask, everyMs]);
  return { items, failed, ask };
}
