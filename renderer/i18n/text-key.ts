import type { esMessages } from './es/all.ts';

/** The name of a message. Spanish is the language that defines which there are. */
export type TextKey = keyof typeof esMessages;

/** Every message in one language. */
export type Messages = Readonly<Record<TextKey, string>>;
