import { languages } from '../../src/kernel/language.ts';
import { isSpoken, loadMessages } from './spoken.ts';

/** Loads the languages that are missing, one after the other, each when the page rests. */
export function loadOthersAtRest(): void {
  const missing = languages.find((language) => !isSpoken(language));
  if (missing === undefined) return;
  requestIdleCallback(() => void loadMessages(missing).then((came) => came && loadOthersAtRest()));
}
