import { messages } from '../../renderer/i18n/messages.ts';
import type { TextKey } from '../../renderer/i18n/text-key.ts';

/** Every message of the interface in one language: whoever drives the screens finds buttons by the words that people read. */
export type Words = Readonly<Record<TextKey, string>>;
export type Language = keyof typeof messages;

/** The messages in the language that every screen begins with. */
export const es: Words = messages.es;

/** The messages in one language. */
export function wordsIn(language: Language): Words {
  return messages[language];
}

/** A message whose places are filled with anything: `Cobrado: {price}` matches `Cobrado: 39,90 €`. */
export function like(message: string): RegExp {
  return new RegExp(`^${outsidePlaces(message).map(literal).join('.+')}$`);
}

/** A button that says more than its name: `Cobrar` matches `Cobrar Escanea el código`. */
export function startsWith(message: string): RegExp {
  return new RegExp(`^${outsidePlaces(message).map(literal).join('.+')}`);
}

/** The message with its places filled: `Puerta {number}`. For messages whose places are plain names. */
export function filled(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** What stands between the places of a message. A place may hold messages with places of their own. */
function outsidePlaces(message: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of message) {
    if (character === '{' && depth++ === 0) parts.push('');
    else if (character === '}') depth--;
    else if (depth === 0) parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
