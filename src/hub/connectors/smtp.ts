import nodemailer from 'nodemailer';
import { done, err } from '../../kernel/result.ts';
import { mailOptions } from './mail.ts';
import type { Messenger } from './messenger.ts';

/** Sends e-mails, and nothing else, through an SMTP server given as `smtps://user:password@host:port`. */
export function smtpMessenger(url: string, from: string): Messenger {
  const transport = nodemailer.createTransport({ url, pool: true, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 });
  return {
    async send(message) {
      try {
        await transport.sendMail(mailOptions(message, from));
        return done;
      } catch (failure) {
        return err({ kind: isPermanent(failure) ? 'permanent' : 'transient', detail: failure instanceof Error ? failure.message : String(failure) });
      }
    },
    close: () => transport.close(),
  };
}

/** The server said no for good (5xx to the address or the content), not that it is busy or that a password is wrong. */
function isPermanent(failure: unknown): boolean {
  if (typeof failure !== 'object' || failure === null) return false;
  const code = 'code' in failure ? failure.code : null;
  const response = 'responseCode' in failure ? failure.responseCode : null;
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof response === 'number' && response >= 500;
}
