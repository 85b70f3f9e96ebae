import { done, err } from '../../kernel/result.ts';
import { askJson } from '../payments/ask-http.ts';
import type { AskFailure } from '../payments/port.ts';
import type { DeliveryProblem, Messenger } from './messenger.ts';
import { wholeNumber } from './phone-number.ts';
import type { TextsAccount } from './texts-setup.ts';

/** Codes of refusals that pass: the sender's queue is full, the carrier's too (Twilio, error dictionary). */
const PASSING: ReadonlySet<string> = new Set(['21611', '30001']);
/** Longest body that is taken, in characters (Twilio, error 21617). */
const MAX_BODY = 1600;

/**
 * Sends text messages by Twilio's Messages API (2010-04-01, `POST /Accounts/{AccountSid}/Messages.json`), or by a gateway that speaks the same.
 *
 * The API takes no key that would make a try the same as the one before. A try whose answer was lost is made again, once, since a code that comes twice
 * is better than none. What Twilio says of itself goes no further than its code: its words hold the number.
 */
export function twilioMessenger(account: TextsAccount): Messenger {
  const { baseUrl, accountSid, apiKeySid, authToken, from, messagingServiceSid } = account;
  const authorization = `Basic ${Buffer.from(`${apiKeySid ?? accountSid}:${authToken}`).toString('base64')}`;
  const sender: Readonly<Record<string, string>> = messagingServiceSid === undefined ? { From: from ?? '' } : { MessagingServiceSid: messagingServiceSid };
  return {
    async send({ to, text, country }) {
      if (to.kind !== 'phone') throw new Error('only a phone contact gets a text message');
      const number = wholeNumber(to.phone, country ?? null);
      if (number === null) return err({ kind: 'permanent', detail: 'the number lacks its country' });
      const answer = await askJson(
        {
          method: 'POST',
          url: `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
          headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ To: number, ...sender, Body: text.slice(0, MAX_BODY) }).toString(),
        },
        codeOf,
      );
      // A gateway that speaks the same may answer with other words than JSON: its status says that it took the message.
      const isTaken = answer.ok || (answer.error.kind === 'no-answer' && answer.error.detail.startsWith('status 2'));
      return isTaken ? done : err(problemOf(answer.error));
    },
    close: () => undefined,
  };
}

/** The number that Twilio gives to a refusal, `21211` for one that is no phone's. */
function codeOf(json: unknown): string {
  const code = typeof json === 'object' && json !== null && 'code' in json ? json.code : null;
  return typeof code === 'number' ? String(code) : '';
}

/** A wrong token is mended by whoever runs the hub, and the messages wait for that. */
function problemOf(failure: AskFailure): DeliveryProblem {
  switch (failure.kind) {
    case 'no-answer':
      return { kind: failure.detail === 'TimeoutError' ? 'lost' : 'transient', detail: `no answer: ${failure.detail}` };
    case 'busy':
      return { kind: 'transient', detail: 'busy' };
    case 'credentials':
      return { kind: 'transient', detail: 'the account is not believed: its token, or its state' };
    case 'refused':
      return { kind: PASSING.has(failure.code) ? 'transient' : 'permanent', detail: `refused: ${failure.status} ${failure.code}` };
  }
}
