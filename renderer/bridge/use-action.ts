import { useCallback, useEffect, useRef, useState } from 'react';

/** What an intent answers, as far as a button cares: it went well, or a tagged reason. */
export type Answered<K extends string> = { readonly ok: true } | { readonly ok: false; readonly error: { readonly kind: K } };

/** An intent under way from a screen: one at a time, with its last failure kept for the screen to explain. */
export interface Action<K extends string> {
  readonly busy: boolean;
  readonly problem: K | null;
  /** Starts the intent unless one runs, and says whether it did. `then` hears of success only, and only while the screen is still there. */
  run<A extends Answered<K>>(start: () => Promise<A>, then?: (answer: Extract<A, { readonly ok: true }>) => void): boolean;
  clear(): void;
}

/** Runs intents for a screen. The failures `K` are what its calls may answer with. */
export function useAction<K extends string>(): Action<K> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<K | null>(null);
  const running = useRef(false);
  const mounted = useRef(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run: Action<K>['run'] = useCallback((start, then) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(null);
    void start().then((answer) => {
      running.current = false;
      if (!mounted.current) return;
      setBusy(false);
      if (!answer.ok) setProblem(answer.error.kind);
      else if (isOk(answer)) then?.(answer);
    });
    return true;
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, run, clear };
}

function isOk<A extends Answered<string>>(answer: A): answer is Extract<A, { readonly ok: true }> {
  return answer.ok;
}
