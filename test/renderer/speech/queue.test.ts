import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyQueue, type Queue, type QueueEvent, stepQueue } from '../../../renderer/speech/queue.ts';
import type { Urgency, Utterance } from '../../../renderer/speech/said.ts';

function words(text: string, urgency: Urgency, topic = text): Utterance {
  return { parts: [{ words: text }], urgency, topic };
}

const say = (text: string, urgency: Urgency, topic = text): QueueEvent => ({ kind: 'say', utterance: words(text, urgency, topic) });

/** What the voice begins with at each event, `-` where it falls silent. */
function played(...events: readonly QueueEvent[]): readonly string[] {
  const heard: string[] = [];
  let queue: Queue = emptyQueue;
  for (const event of events) {
    const step = stepQueue(queue, event);
    queue = step.queue;
    if (step.voice === 'start') heard.push((queue.now?.parts ?? []).map((part) => part.words).join(' '));
    if (step.voice === 'stop') heard.push('-');
  }
  return heard;
}

const key: QueueEvent = { kind: 'key' };
const ended: QueueEvent = { kind: 'ended' };
const again: QueueEvent = { kind: 'again' };

describe('A-02 what is said', () => {
  it.each([
    ['an answer in the place of an older one', [say('bag', 'answer'), say('pay', 'answer')], ['bag', 'pay']],
    ['an answer in the place of a status, and of what waits', [say('saved', 'status'), say('sent', 'status'), say('pay', 'answer'), ended], ['saved', 'pay']],
    ['a status when there is time', [say('bag', 'answer'), say('saved', 'status'), ended, ended], ['bag', 'saved']],
    ['the newer of two that wait about the same', [say('bag', 'answer'), say('1', 'status', 'count'), say('2', 'status', 'count'), ended, ended], ['bag', '2']],
    ['an alert at once', [say('bag', 'answer'), say('saved', 'status'), say('failed', 'alert'), ended, ended], ['bag', 'failed']],
    ['an answer after an alert that came first', [say('failed', 'alert'), say('bag', 'answer'), ended], ['failed', 'bag']],
    ['one alert after the other', [say('failed', 'alert'), say('door open', 'alert'), say('saved', 'status'), ended, ended], ['failed', 'door open', 'saved']],
    ['the newer alert about the same at once', [say('20 s', 'alert', 'time'), say('10 s', 'alert', 'time')], ['20 s', '10 s']],
    ['nothing where there are no words', [say('', 'alert'), say(' ', 'answer')], []],
  ])('is %s', (_, events, heard) => {
    expect(played(...events)).toEqual(heard);
  });

  it.each([
    ['any key interrupts', [say('bag', 'answer'), say('saved', 'status'), key, ended], ['bag', '-']],
    ['a key where nothing is said does nothing', [key, key], []],
    ['an alert that nobody heard yet outlives a key', [say('failed', 'alert'), say('door open', 'alert'), key, key], ['failed', 'door open', '-']],
    [
      'silence ends everything, and leaves nothing to say again',
      [say('bag', 'answer'), say('saved', 'status'), { kind: 'silence' }, ended, again],
      ['bag', '-'],
    ],
  ] satisfies readonly (readonly [string, readonly QueueEvent[], readonly string[]])[])('%s', (_, events, heard) => {
    expect(played(...events)).toEqual(heard);
  });

  it.each([
    ['where one is, and what came after it', [say('bag', 'answer'), ended, say('saved', 'status'), ended, again], ['bag', 'saved', 'bag saved']],
    ['also when a key cut it short', [say('bag', 'answer'), key, again], ['bag', '-', 'bag']],
    ['not what was before', [say('bag', 'answer'), say('pay', 'answer'), again], ['bag', 'pay', 'pay']],
    ['of two about the same the newer', [say('bag', 'answer'), say('1', 'status', 'count'), say('2', 'status', 'count'), again], ['bag', 'bag 2']],
    ['as often as one likes', [say('bag', 'answer'), again, again], ['bag', 'bag', 'bag']],
    ['nothing where nothing was said', [again], []],
  ])('is said again: %s', (_, events, heard) => {
    expect(played(...events)).toEqual(heard);
  });

  it('never loses an alert without a key or silence, and never waits while nothing is said', () => {
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('say' as const),
        utterance: fc
          .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom<Urgency>('alert', 'answer', 'status'))
          .map(([text, urgency]) => words(text, urgency)),
      }),
      fc.constantFrom(key, ended, again),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let queue: Queue = emptyQueue;
        for (const one of events) {
          const before = queue;
          queue = stepQueue(queue, one).queue;
          expect(queue.now === null && queue.waiting.length > 0).toBe(false);
          if (one.kind !== 'say' || one.utterance.urgency !== 'alert') continue;
          expect(queue.now === one.utterance || queue.waiting.includes(one.utterance)).toBe(true);
          for (const alert of before.waiting.filter(({ urgency, topic }) => urgency === 'alert' && topic !== one.utterance.topic))
            expect(queue.waiting).toContain(alert);
        }
      }),
    );
  });
});
