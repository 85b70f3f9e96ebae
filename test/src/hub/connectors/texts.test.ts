import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Messenger, OutgoingMessage } from '../../../../src/hub/connectors/messenger.ts';
import { wholeNumber } from '../../../../src/hub/connectors/phone-number.ts';
import { readTextsSetup, type TextsAccount } from '../../../../src/hub/connectors/texts-setup.ts';
import { twilioMessenger } from '../../../../src/hub/connectors/twilio.ts';
import { startTwilio, TWILIO, type TwilioStandIn } from '../../../support/providers/twilio-stand-in.ts';

let twilio: TwilioStandIn;
const folder = mkdtempSync(join(tmpdir(), 'pasillo-texts-'));
beforeAll(async () => {
  twilio = await startTwilio();
});
afterAll(async () => {
  await twilio.close();
  rmSync(folder, { recursive: true, force: true });
});

const account = (change: Partial<TextsAccount> = {}): TextsAccount => ({ baseUrl: twilio.url, ...TWILIO, from: '+34600000000', ...change });
const textTo = (phone: string, change: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  ...{ messageId: 'm', name: 'n', to: { kind: 'phone', phone }, country: 'ES', senderName: 'Centro', subject: 's', html: '' },
  ...{ text: 'Tu pedido K1-00042-7 ha llegado. Código: 7KQ2', date: 1, pictures: [] },
  ...change,
});
const send = async (messenger: Messenger, message: OutgoingMessage): Promise<string> => {
  const result = await messenger.send(message);
  return result.ok ? 'sent' : `${result.error.kind}: ${result.error.detail}`;
};

describe('a text message', () => {
  it('goes to the number as the shop’s country writes it, from the shop’s number or its messaging service', async () => {
    expect(await send(twilioMessenger(account()), textTo('612 34 56 78'))).toBe('sent');
    const { from: _, ...without } = account();
    expect(await send(twilioMessenger({ ...without, messagingServiceSid: `MG${'2'.repeat(32)}` }), textTo('+351 912 345 678'))).toBe('sent');
    expect(twilio.sent).toEqual([
      { to: '+34612345678', sender: '+34600000000', body: 'Tu pedido K1-00042-7 ha llegado. Código: 7KQ2' },
      { to: '+351912345678', sender: `MG${'2'.repeat(32)}`, body: 'Tu pedido K1-00042-7 ha llegado. Código: 7KQ2' },
    ]);
  });

  it.each([
    ['a number that is none', '+1 500 555 0001', 'permanent: refused: 400 21211'],
    ['a landline', '+1 500 555 0009', 'permanent: refused: 400 21614'],
    ['somebody who wants none', '+1 500 555 0004', 'permanent: refused: 400 21610'],
    ['a queue that is full', '+1 500 555 0008', 'transient: refused: 400 21611'],
  ])('to %s ends as it should, and says nothing of the number', async (_what, phone, expected) => {
    expect(await send(twilioMessenger(account()), textTo(phone))).toBe(expected);
  });

  it('to a number without a country, of a shop whose numbers are not known, is a matter for people', async () => {
    const before = twilio.calls.length;
    expect(await send(twilioMessenger(account()), textTo('612345678', { country: 'NZ' }))).toBe('permanent: the number lacks its country');
    expect(twilio.calls.length).toBe(before);
  });

  it('has gone where a gateway took it and answered with other words than JSON', async () => {
    twilio.trouble({ path: 'Messages.json', when: 'after', answer: { status: 200, html: 'OK' } });
    expect(await send(twilioMessenger(account()), textTo('612345678'))).toBe('sent');
  });

  it('waits where the account is not believed, where Twilio is busy, broken or away, and never holds the token in its words', async () => {
    const answers = [await send(twilioMessenger(account({ authToken: 'wrong-token' })), textTo('612345678'))];
    for (const [status, code] of [
      [429, 20429],
      [503, 20500],
    ] as const) {
      twilio.trouble({ path: 'Messages.json', when: 'before', answer: { status, json: { code, message: 'x', status } } });
      answers.push(await send(twilioMessenger(account()), textTo('612345678')));
    }
    twilio.trouble({ path: 'Messages.json', when: 'after', answer: 'drop' });
    answers.push(await send(twilioMessenger(account()), textTo('612345678')));
    answers.push(await send(twilioMessenger(account({ baseUrl: 'http://127.0.0.1:1' })), textTo('612345678')));
    expect(answers.map((answer) => answer.split(':')[0])).toEqual(['transient', 'transient', 'transient', 'transient', 'transient']);
    expect(answers.join(' ')).not.toMatch(/wrong-token|token-of-the-shop|612345678|34612/);
  });
});

describe('a phone number', () => {
  it.each([
    ['612 34 56 78', 'ES', '+34612345678'],
    ['0034 612345678', 'ES', '+34612345678'],
    ['+56 9 1234 5678', 'ES', '+56912345678'],
    ['9 1234 5678', 'CL', '+56912345678'],
    ['011 5555-4444', 'AR', '+5491155554444'],
    ['9 11 5555 4444', 'AR', '+5491155554444'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['612345678', null, null],
    ['+0 123456789', 'ES', null],
    ['+1234567890123456', 'ES', null],
  ])('typed as %s in %s is %s', (typed, country, whole) => {
    expect(wholeNumber(typed, country)).toBe(whole);
  });
});

describe('the setup of text messages', () => {
  const read = async (setup: unknown, env: Readonly<Record<string, string>> = {}) => {
    const path = join(folder, 'texts.json');
    writeFileSync(path, typeof setup === 'string' ? setup : JSON.stringify(setup));
    const result = await readTextsSetup(path, env);
    return result.ok ? result.value : result.error.message.replace(path, 'FILE');
  };
  const { accountSid } = TWILIO;

  it('names the place of the token, which is read from there', async () => {
    writeFileSync(join(folder, 'token'), 'token-from-a-file\n');
    expect(await read({ accountSid, authToken: { env: 'TEXTS_TOKEN' }, from: '+34600000000' }, { TEXTS_TOKEN: 'from-the-environment' })).toEqual({
      ...{ baseUrl: 'https://api.twilio.com', accountSid, authToken: 'from-the-environment', from: '+34600000000' },
    });
    expect(await read({ accountSid, authToken: { file: 'token' }, from: 'Centro' })).toMatchObject({ authToken: 'token-from-a-file' });
  });

  it.each([
    ['two senders', { accountSid, authToken: { env: 'T' }, from: 'A', messagingServiceSid: `MG${'2'.repeat(32)}` }, /either from or messagingServiceSid/],
    ['no sender', { accountSid, authToken: { env: 'T' } }, /either from or messagingServiceSid/],
    ['a token in the file itself', { accountSid, authToken: 'secret-in-the-file', from: 'A' }, /^FILE: authToken/],
    ['a gateway without TLS', { accountSid, authToken: { env: 'T' }, from: 'A', baseUrl: 'http://gateway.example' }, /https/],
    ['a token that is not there', { accountSid, authToken: { env: 'NOWHERE' }, from: 'A' }, /NOWHERE/],
    ['no JSON', '{', /^FILE/],
  ])('says in words what is wrong: %s', async (_what, setup, words) => {
    const answer = await read(setup, { T: 't' });
    expect(answer).toMatch(words);
    expect(answer).not.toMatch(/secret-in-the-file/);
  });
});
