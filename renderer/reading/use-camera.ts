import { type RefObject, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { err } from '../../src/kernel/result.ts';
import { type Camera, type CameraProblem, startCamera } from './camera.ts';
import type { HeldGate } from './held-gate.ts';
import { createScanGate } from './scan-gate.ts';

/** What the viewfinder has to show. */
export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live'; readonly camera: Camera }
  | { readonly kind: 'problem'; readonly problem: CameraProblem };

/** A camera that failed is tried again: someone plugs it in, or gives the permission. */
const RETRY_MS = 8_000;
/** A camera that has not answered by then is told as one that is not there: nobody waits for it. It may still come, after a permission that was given late. */
const ANSWER_MS = 10_000;
/** The end of a camera that does not even answer to that keeps the next one waiting for no longer. */
const RELEASE_MS = 5_000;

/**
 * Runs the camera inside the returned element while the component is on screen, and passes each new code on once. `onCode` says whether it was taken.
 * `held` outlives the component, for codes that are still in sight when its answer is over; without it a camera that starts knows of no code.
 */
export function useCamera(
  onCode: (text: string) => boolean | Promise<boolean>,
  held: HeldGate | null = null,
): {
  readonly state: CameraState;
  readonly id: string;
  readonly container: RefObject<HTMLDivElement | null>;
} {
  const id = useId();
  const container = useRef<HTMLDivElement | null>(null);
  const [state, setState] = useState<CameraState>({ kind: 'starting' });
  const [attempt, setAttempt] = useState(0);
  const report = useEffectEvent(onCode);
  // The count of tries is why it runs: each one starts the camera anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    return run(element, {
      onCode: (text) => report(text),
      onState: setState,
      onTryAgain: () => setAttempt((tries) => tries + 1),
      held,
    });
  }, [attempt, held]);
  return { state, id, container };
}

interface RunListener {
  onCode(text: string): boolean | Promise<boolean>;
  onState(state: CameraState): void;
  onTryAgain(): void;
  readonly held: HeldGate | null;
}

/** The end of the last camera: a new one starts only when the old one let the device go. */
let released: Promise<unknown> = Promise.resolve();

function run(element: HTMLElement, listener: RunListener): () => void {
  const gate = listener.held ?? createScanGate(() => performance.now());
  let over = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const fail = (problem: CameraProblem) => {
    if (over) return;
    listener.onState({ kind: 'problem', problem });
    retry = setTimeout(() => listener.onTryAgain(), RETRY_MS);
  };
  const late = setTimeout(() => {
    if (!over) listener.onState({ kind: 'problem', problem: { kind: 'failed' } });
  }, ANSWER_MS);
  const started = within(released, RELEASE_MS).then(async () => {
    if (over) return null;
    const result = await startCamera(element, {
      onText: (text) => {
        if (over || !gate.offer(text)) return;
        void Promise.resolve(listener.onCode(text)).then((taken) => {
          if (!taken) gate.notTaken(text);
        });
      },
      onLost: () => fail({ kind: 'none' }),
      // What reads along is fetched from whoever serves the page, who may be away.
    }).catch(() => err<CameraProblem>({ kind: 'failed' }));
    clearTimeout(late);
    if (!result.ok) {
      fail(result.error);
      return null;
    }
    listener.held?.looksAgain();
    if (!over) listener.onState({ kind: 'live', camera: result.value });
    return result.value;
  });
  return () => {
    over = true;
    clearTimeout(retry);
    clearTimeout(late);
    released = started.then((camera) => camera?.stop()).catch(() => undefined);
  };
}

/** Waits for something to end, but for no longer than `ms` milliseconds. */
function within(work: Promise<unknown>, ms: number): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
}
