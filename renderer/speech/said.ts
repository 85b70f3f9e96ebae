import { withCodesSpelled } from './spell.ts';

/** Why something is not for everybody's ears: data of a person, or a PIN. */
export type Secret = 'personal' | 'pin';

/** Some words, and whether they are for everybody's ears. */
export interface Part {
  readonly words: string;
  readonly secret?: Secret;
}

/**
 * How much something matters. `alert`: now, and it is heard out before what comes by itself; `answer`: to what the person did, or the screen that
 * came of it; `status`: when there is time.
 */
export type Urgency = 'alert' | 'answer' | 'status';

/** Something to say. */
export interface Utterance {
  readonly parts: readonly Part[];
  readonly urgency: Urgency;
  /** What it is about: of two that wait about the same, the newer is said. */
  readonly topic: string;
}

/** Where the sound goes. `private`: into a headset that is known to be plugged in. */
export type Listening = 'private' | 'open';

/** What is said in place of a secret. */
export type Hidden = Readonly<Record<Secret, string>>;

/**
 * The words that may be said where others hear them. Secrets that follow each other are mentioned once: how long a name or a PIN is stays
 * unsaid, too (EN 301 549 clauses 5.1.3.8 and 5.1.3.9).
 */
export function wordsFor(parts: readonly Part[], listening: Listening, hidden: Hidden): string {
  const words: string[] = [];
  for (const { words: own, secret } of parts) {
    const said = secret === undefined || listening === 'private' ? own : hidden[secret];
    if (said.trim() !== '' && (secret === undefined || listening === 'private' || words.at(-1) !== said)) words.push(withCodesSpelled(said.trim()));
  }
  return sentences(words);
}

/** One sentence after the other, each with its end. */
function sentences(words: readonly string[]): string {
  return words.map((one) => (/[.?!…:;,]$/.test(one) ? one : `${one}.`)).join(' ');
}
