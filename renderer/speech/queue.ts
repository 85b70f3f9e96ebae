import { assertNever } from '../../src/kernel/assert-never.ts';
import type { Utterance } from './said.ts';

/** What is being said, what waits, and what would be said again. */
export interface Queue {
  readonly now: Utterance | null;
  readonly waiting: readonly Utterance[];
  /** Everything since the last answer, in the order in which it was asked for. */
  readonly last: readonly Utterance[];
}

/** What happens to the queue. `key`: any key was pressed; `ended`: what was being said is over; `silence`: nothing more is said, and nothing again. */
export type QueueEvent =
  | { readonly kind: 'say'; readonly utterance: Utterance }
  | { readonly kind: 'key' }
  | { readonly kind: 'again' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'silence' };

/** What the voice does after an event: begin with `queue.now`, whatever it was saying; be silent; or go on. */
export interface QueueStep {
  readonly queue: Queue;
  readonly voice: 'start' | 'stop' | 'go on';
}

/** Nothing was said yet. */
export const emptyQueue: Queue = { now: null, waiting: [], last: [] };

/** So much is kept for saying it again: a screen, where one is, and what came after. */
const MOST_AGAIN = 6;

/**
 * The rules of EN 301 549 clauses 5.1.3.4 and 5.1.3.5: any key interrupts, everything can be said again, and what is new comes in the place of what
 * is old. Only an alert that nobody has heard yet outlives a key.
 *
 *              say alert          say answer            say status
 *     idle     start              start                 start
 *     alert    after the alerts   after the alerts      last
 *     answer   at once            at once, rest gone    last
 *     status   at once            at once, rest gone    last
 */
export function stepQueue(queue: Queue, event: QueueEvent): QueueStep {
  switch (event.kind) {
    case 'say':
      return say(queue, event.utterance);
    case 'key': {
      const unheard = queue.waiting.filter(isAlert);
      return next({ ...queue, now: null, waiting: unheard }, queue.now === null ? 'go on' : 'stop');
    }
    case 'again': {
      const parts = queue.last.flatMap((one) => one.parts);
      if (parts.length === 0) return { queue, voice: 'go on' };
      return { queue: { ...queue, now: { parts, urgency: 'answer', topic: 'again' }, waiting: queue.waiting.filter(isAlert) }, voice: 'start' };
    }
    case 'ended':
      return next({ ...queue, now: null }, 'go on');
    case 'silence':
      return { queue: emptyQueue, voice: 'stop' };
    default:
      return assertNever(event);
  }
}

function say(before: Queue, utterance: Utterance): QueueStep {
  if (utterance.parts.every(({ words }) => words.trim() === '')) return { queue: before, voice: 'go on' };
  const queue = remembered(before, utterance);
  const { now, waiting } = queue;
  const others = waiting.filter((one) => one.topic !== utterance.topic);
  if (now === null) return { queue: { ...queue, now: utterance }, voice: 'start' };
  const alerts = others.filter(isAlert);
  const rest = others.filter((one) => !isAlert(one));
  switch (utterance.urgency) {
    case 'alert':
      if (isAlert(now) && now.topic !== utterance.topic) return { queue: { ...queue, waiting: [...alerts, utterance, ...rest] }, voice: 'go on' };
      return { queue: { ...queue, now: utterance, waiting: alerts }, voice: 'start' };
    case 'answer':
      if (isAlert(now)) return { queue: { ...queue, waiting: [...alerts, utterance] }, voice: 'go on' };
      return { queue: { ...queue, now: utterance, waiting: alerts }, voice: 'start' };
    case 'status':
      return { queue: { ...queue, waiting: [...others, utterance] }, voice: 'go on' };
    default:
      return assertNever(utterance.urgency);
  }
}

/** An answer is where a person is now; what comes after it belongs to it. */
function remembered(queue: Queue, utterance: Utterance): Queue {
  const before = utterance.urgency === 'answer' ? [] : queue.last.filter(({ topic }) => topic !== utterance.topic);
  return { ...queue, last: [...before, utterance].slice(-MOST_AGAIN) };
}

function next(queue: Queue, otherwise: 'stop' | 'go on'): QueueStep {
  const [first, ...rest] = queue.waiting;
  return first === undefined ? { queue, voice: otherwise } : { queue: { ...queue, now: first, waiting: rest }, voice: 'start' };
}

function isAlert({ urgency }: Utterance): boolean {
  return urgency === 'alert';
}
