import { err } from '../../kernel/result.ts';
import type { Messenger } from './messenger.ts';

/** E-mails leave by one way and text messages by another. */
export function byContact(mails: Messenger, texts: Messenger): Messenger {
  return {
    send: async (message) => await (message.to.kind === 'phone' ? texts : mails).send(message),
    close: () => {
      mails.close();
      texts.close();
    },
  };
}

/** Where there is no way to send text messages: they are kept for people, and answered as not delivered, so that people are told. */
export function keptTexts(folder: Messenger): Messenger {
  return {
    send: async (message) => {
      const kept = await folder.send(message);
      return kept.ok ? err({ kind: 'permanent', detail: 'there is no way to send text messages' }) : kept;
    },
    close: () => folder.close(),
  };
}
