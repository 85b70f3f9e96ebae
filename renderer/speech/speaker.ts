import { emptyQueue, type Queue, type QueueEvent, stepQueue } from './queue.ts';
import { type Hidden, type Listening, type Utterance, wordsFor } from './said.ts';
import type { Manner, PageVoice } from './voice.ts';

/** What a speaker is made of. Everything is asked anew for each thing that is said: a headset may have been pulled meanwhile. */
export interface SpeakerParts {
  readonly voice: () => PageVoice | null;
  readonly listening: () => Listening;
  readonly hidden: () => Hidden;
  readonly manner: () => Manner;
  /** Hears that several things in a row could not be said: one that is lost can be heard again. */
  readonly onTrouble: () => void;
  /** Hears that something was said to its end. */
  readonly onHeard: (utterance: Utterance) => void;
}

/** Says what the queue holds. */
export interface Speaker {
  handle(event: QueueEvent): void;
}

const MOST_FAILURES = 3;

/** Runs the queue on a voice. */
export function createSpeaker(parts: SpeakerParts): Speaker {
  let queue: Queue = emptyQueue;
  let current: AbortController | null = null;
  let failures = 0;
  const handle = (event: QueueEvent): void => {
    const step = stepQueue(queue, event);
    queue = step.queue;
    if (step.voice === 'go on') return;
    current?.abort();
    current = null;
    if (step.voice === 'start') void begin();
  };
  const begin = async (): Promise<void> => {
    const own = new AbortController();
    current = own;
    const voice = parts.voice();
    const words = wordsFor(queue.now?.parts ?? [], parts.listening(), parts.hidden());
    const said = voice === null ? 'failed' : await voice.speak(words, parts.manner(), own.signal);
    if (own.signal.aborted) return;
    failures = said === 'failed' ? failures + 1 : 0;
    if (failures >= MOST_FAILURES || voice === null) parts.onTrouble();
    if (said === 'spoken' && queue.now !== null) parts.onHeard(queue.now);
    current = null;
    handle({ kind: 'ended' });
  };
  return { handle };
}
