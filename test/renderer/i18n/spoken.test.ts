import { expect, it } from 'vitest';
import { languages } from '../../../src/kernel/language.ts';
import { formatText } from '../../../renderer/i18n/format.ts';
import { messages } from '../../../renderer/i18n/messages.ts';
import { isSpoken, loadMessages, messagesOf } from '../../../renderer/i18n/spoken.ts';

it.each(languages)('%s is spoken once it was loaded, with the messages of its own file', async (language) => {
  expect(await loadMessages(language)).toBe(true);
  expect([isSpoken(language), messagesOf(language)]).toEqual([true, messages[language]]);
  expect(formatText(language, 'kiosk.attract.start')).toBe(messages[language]['kiosk.attract.start']);
});
