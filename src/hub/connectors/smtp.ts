import nodemailer from 'nodemailer';
import { done, err } from '../../kernel/result.ts';
import { mailOptions } from './mail.ts';
import type { Messenger, OutgoingMessage } from './messenger.ts';

/**
 * Sends e-mails through an SMTP server given as `smtps://user:password@host:port`. It has no way to send text messages: those are kept
 * in `texts` and answered as not delivered, so that people are told.
 */
export function smtpMessenger(url: string, from: string, texts: Messenger): Messenger {
  const transport = nodemailer.createTransport({ url, pool: true, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 });
  return {
    async send(message) {
      if (message.to.kind === 'phone') return await keepForPeople(texts, message);
      try {
        await transport.sendMail(mailOptions(message, from));
        return done;
      } catch (failure) {
        return err({ kind: isPermanent(failure) ? 'permanent' : 'transient', detail: failure instanceof Error ? failure.message : String(failure) });
      }
    },
    close() {
      transport.close();
      texts.close();
    },
  };
}

async function keepForPeople(texts: Messenger, message: OutgoingMessage): ReturnType<Messenger['send']> {
  const kept = await texts.send(message);
  return kept.ok ? err({ kind: 'permanent', detail: 'there is no way to send text messages' }) : kept;
}

/** The server said no for good (5xx to the address or the content), not that it is busy or that a password is wrong. */
function isPermanent(failure: unknown): boolean {
  if (typeof failure !== 'object' || failure === null) return false;
  const code = 'code' in failure ? failure.code : null;
  const response = 'responseCode' in failure ? failure.responseCode : null;
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof response === 'number' && response >= 500;
}
