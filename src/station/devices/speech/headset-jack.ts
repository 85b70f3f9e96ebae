import type { Headset } from '../../../contract/station/speech-contract.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { HeadsetJack } from '../../ports/voice.ts';
import { runSpeaker } from './run-speaker.ts';

/** Milliseconds between two looks at the socket: a person who plugs in waits no longer for the first word. */
const LOOK_MS = 1000;

/** Milliseconds that one look may take. */
const LOOK_TIMEOUT_MS = 2000;

/** What one control of a sound card is, in bytes at most. */
const LOOK_BYTES = 10_000;

/** A sound card's control that says whether something is plugged in, as `amixer -c 0 contents` lists it: `iface=CARD,name='Headphone Jack'`. */
export interface JackControl {
  readonly program: string;
  readonly card: number;
  readonly control: string;
}

/** A socket that never changes: a device with nothing but headsets, one without any, or one that cannot tell. */
export function fixedJack(state: Headset): HeadsetJack {
  return { current: () => state, onChange: () => () => {}, close: () => {} };
}

/** Looks at the sound card's own word for its socket, each second, while somebody wants to know. What cannot be read is `unknown`. */
export function amixerJack({ program, card, control }: JackControl, clock: Pick<Clock, 'after'>): HeadsetJack {
  const listeners = new Set<() => void>();
  let state: Headset = 'unknown';
  let stop: AbortController | null = null;
  const look = async (signal: AbortSignal): Promise<void> => {
    const named = ['-c', String(card), 'cget', `iface=CARD,name=${control}`];
    const read = await runSpeaker({ program, arguments: named, input: '', maxBytes: LOOK_BYTES, timeoutMs: LOOK_TIMEOUT_MS }, clock, signal);
    if (signal.aborted) return;
    const next = read.ok ? jackState(new TextDecoder().decode(read.value)) : 'unknown';
    if (next !== state) {
      state = next;
      for (const listener of listeners) listener();
    }
    clock.after(LOOK_MS, () => (signal.aborted ? undefined : void look(signal)));
  };
  return {
    current: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      if (stop === null) {
        stop = new AbortController();
        void look(stop.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.abort();
        stop = null;
        // Nobody looks any more: what was seen last may not be true when somebody asks again.
        state = 'unknown';
      };
    },
    close: () => {
      stop?.abort();
      listeners.clear();
    },
  };
}

/** What `amixer cget` answers of a switch: a line `: values=on`. */
export function jackState(answer: string): Headset {
  const [, value] = /^\s*:\s*values=(on|off)\b/m.exec(answer) ?? [];
  if (value === undefined) return 'unknown';
  return value === 'on' ? 'in' : 'out';
}
