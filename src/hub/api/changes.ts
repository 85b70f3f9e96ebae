import type { Clock } from '../../kernel/clock.ts';
import type { ChangeSignal } from './parts.ts';

/** A signal inside this process. A change made by another hub process is found by the time limit of `wait`. */
export function createChangeSignal(clock: Clock): ChangeSignal {
  const waiting = new Set<() => void>();
  let isClosed = false;
  const notify = () => {
    for (const wake of [...waiting]) wake();
  };
  return {
    notify,
    closed: () => isClosed,
    close() {
      isClosed = true;
      notify();
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const wake = () => {
          cancel();
          waiting.delete(wake);
          resolve();
        };
        const cancel = clock.after(ms, wake);
        waiting.add(wake);
      }),
  };
}
