import { fiveKeyOf } from '../five-keys/five-key.ts';

/** The key of a keypad that has one for speech, as the keyboard that it pretends to be. */
const SPEECH_KEY = 'F2';

/** What a key means to speech. `pass`: nothing by itself; the page does with it what it always does. */
export type SpeechKey = 'pass' | 'start' | 'stop' | 'again';

/** What speech remembers between two keys. */
export interface KeyMemory {
  /** Was the key before this one Help? */
  readonly afterHelp: boolean;
}

/**
 * What a key does, without a clock and without anything that must be held down:
 *
 *                 while silent              while speaking
 *     speech key  start                     stop
 *     Help        the screen's own Help     says it again
 *     Help Help   start                     the screen's own Help
 */
export function speechKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  memory: KeyMemory,
  isOn: boolean,
): readonly [SpeechKey, KeyMemory] {
  if (event.key === SPEECH_KEY) return [isOn ? 'stop' : 'start', { afterHelp: false }];
  if (fiveKeyOf(event) !== 'help') return ['pass', { afterHelp: false }];
  if (memory.afterHelp) return [isOn ? 'pass' : 'start', { afterHelp: false }];
  return [isOn ? 'again' : 'pass', { afterHelp: true }];
}
