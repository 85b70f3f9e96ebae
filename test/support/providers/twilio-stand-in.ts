import { type HttpStandIn, type StandInAnswer, type StandInRequest, startStandIn } from './http-stand-in.ts';

/** An account at the stand-in. */
export const TWILIO = { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'token-of-the-shop-0001' } as const;

/** A text message that was taken. */
export interface SentText {
  readonly to: string;
  readonly sender: string;
  readonly body: string;
}

/** Twilio's Messages API (2010-04-01), as far as its documents describe what is used here. */
export interface TwilioStandIn extends HttpStandIn {
  readonly sent: readonly SentText[];
}

/** Numbers by which Twilio's own test credentials answer with errors (Twilio, "Test credentials"). */
const TROUBLES: Readonly<Record<string, { readonly status: number; readonly code: number; readonly message: string }>> = {
  '+15005550001': { status: 400, code: 21211, message: "The 'To' number +15005550001 is not a valid phone number." },
  '+15005550009': { status: 400, code: 21614, message: "'To' number is not a valid mobile number" },
  '+15005550004': { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' },
  '+15005550008': { status: 400, code: 21611, message: "This 'From' number has exceeded the maximum number of queued messages" },
};

/** Starts it. */
export async function startTwilio(): Promise<TwilioStandIn> {
  const sent: SentText[] = [];
  const server = await startStandIn((request) => answer(request, sent));
  return { ...server, exchanges: server.exchanges, sent };
}

function answer(request: StandInRequest, sent: SentText[]): StandInAnswer {
  const genuine = `Basic ${Buffer.from(`${TWILIO.accountSid}:${TWILIO.authToken}`).toString('base64')}`;
  if (request.headers.authorization !== genuine) return problem(401, 20003, 'Authenticate');
  if (request.method !== 'POST' || request.path !== `/2010-04-01/Accounts/${TWILIO.accountSid}/Messages.json`) return problem(404, 20404, 'not found');
  if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') return problem(400, 20001, 'content type');
  const form = new URLSearchParams(request.body);
  const [to, from, service, body] = ['To', 'From', 'MessagingServiceSid', 'Body'].map((name) => form.get(name) ?? '');
  if (to === '') return problem(400, 21604, "A 'To' phone number is required.");
  if (from === '' && service === '') return problem(400, 21603, "A 'From' phone number is required.");
  if (body === '') return problem(400, 21602, 'Message body is required.');
  if ((body ?? '').length > 1600) return problem(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  if (!/^\+[1-9]\d{6,14}$/.test(to ?? '')) return problem(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  const trouble = TROUBLES[to ?? ''];
  if (trouble !== undefined) return problem(trouble.status, trouble.code, trouble.message);
  sent.push({ to: to ?? '', sender: from === '' ? (service ?? '') : (from ?? ''), body: body ?? '' });
  const sid = `SM${String(sent.length).padStart(32, '0')}`;
  return { status: 201, json: { sid, account_sid: TWILIO.accountSid, to, from: from || null, body, status: 'queued', error_code: null, error_message: null } };
}

function problem(status: number, code: number, message: string): StandInAnswer {
  return { status, json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}
