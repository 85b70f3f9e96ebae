import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailboxMessenger } from '../../../../src/hub/connectors/mailbox.ts';
import type { DeliveryProblem, Messenger, OutgoingMessage } from '../../../../src/hub/connectors/messenger.ts';
import { byContact, keptTexts } from '../../../../src/hub/connectors/by-contact.ts';
import { smtpMessenger } from '../../../../src/hub/connectors/smtp.ts';
import { readClockOf } from '../../../../src/hub/after/legal-facts.ts';
import { findOrder } from '../../../../src/hub/db/orders.ts';
import { sendMessages } from '../../../../src/hub/jobs/send-messages.ts';
import { languages } from '../../../../src/kernel/language.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done, err, type Result } from '../../../../src/kernel/result.ts';
import { readPng } from '../support/png.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { addPass, collected, column, loaded, makeOutbox, makeWorld, NOW, type Outbox, paid, placed, push, type World } from '../support/world.ts';

let engine: TestEngine;
let dir: string;
let world: World;
let out: Outbox;
let sent: OutgoingMessage[];
let answers: Result<undefined, DeliveryProblem>[];

beforeAll(async () => {
  engine = await pgliteEngine();
  dir = mkdtempSync(join(tmpdir(), 'hub-mail-'));
});
afterAll(async () => {
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  world = await makeWorld(engine.db);
  out = makeOutbox();
  sent = [];
  answers = [];
});
afterEach(async () => {
  await engine.db.query("UPDATE messages SET state = 'sent' WHERE state = 'pending'");
});

const collecting: Messenger = {
  send(message) {
    sent.push(message);
    return Promise.resolve(answers.shift() ?? done);
  },
  close: () => {},
};
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const send = (at = NOW, messenger = collecting) =>
  sendMessages(
    { db: engine.db, messenger, random: () => new Uint8Array([255]), logger: silentLogger, publicUrl: 'https://hub.example', memberCode: () => '' },
    at,
  );
const rightsIn = ({ text, html }: OutgoingMessage) => [text, html].map((words) => words.includes('Desistir del contrato aquí'));
const clock = async ({ orderId }: { readonly orderId: string }) => {
  const order = await findOrder(engine.db, world.tenantId, orderId);
  if (order === null) throw new Error('no order');
  const [row] = await engine.db.query('SELECT confirmed_at FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, orderId]);
  return { confirmedAt: row?.['confirmed_at'], why: (await readClockOf(engine.db, order)).withdrawal.why };
};
const states = () => column(engine.db, world, 'messages', "kind || ' ' || state", 'kind');

describe('messages', () => {
  it('go out as the order goes on, each once', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    for (const operation of [order, paid(order), parcel, collected(parcel)]) {
      await happens(operation);
      await send();
      await send();
    }
    expect(sent.map((message) => message.name.replace(/-[0-9a-f]{6}$/, ''))).toEqual(
      ['received', 'paid', 'ready', 'collected'].map((kind) => `K1-00042-7-${kind}`),
    );
  });

  it('tell only the last of several things that happened while the hub was away', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    await send();
    expect([sent.map((message) => message.subject), await states()]).toEqual([
      ['Has recogido tu pedido K1-00042-7'],
      ['collected sent', 'paid superseded', 'ready superseded', 'received superseded'],
    ]);
    // It confirms the order in place of those that it overtook, and the clock of the law begins with it.
    expect([sent.map(rightsIn), await clock(order)]).toEqual([[[true, true]], { confirmedAt: NOW, why: 'counting' }]);
  });

  it('begin no clock of the law where only a text message went out, which says nothing of rights', async () => {
    const order = placed({ contact: { kind: 'phone', phone: '+34600111222' } });
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel, collected(parcel));
    await send();
    expect([sent.length, await clock(order)]).toEqual([1, { confirmedAt: null, why: 'not-informed' }]);
  });

  it('of which nobody knows whether they arrived are tried once more, and then are a matter for people', async () => {
    await happens(placed({ contact: { kind: 'phone', phone: '+34600111222' } }));
    const lost = err({ kind: 'lost', detail: 'no answer: TimeoutError' } as const);
    answers = [lost, lost, lost];
    for (const hour of [0, 1, 2, 3]) await send(NOW + hour * 3_600_000);
    expect([sent.length, await states()]).toEqual([2, ['received failed']]);
  });

  it('say how to withdraw once, in whatever is written first', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel);
    await send();
    await happens(collected(parcel));
    await send(NOW + 1);
    expect(sent.map((message) => [message.name.split('-')[3], ...rightsIn(message)])).toEqual([
      ['ready', true, true],
      ['collected', false, false],
    ]);
    expect(await clock(order)).toEqual({ confirmedAt: NOW, why: 'counting' });
  });

  it('confirm the order after all where what had overtaken the confirmation is not so any more', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(order, paid(order), parcel);
    // Somebody took it out without the hub having a word for its customer.
    await engine.db.query("UPDATE parcels SET status = 'missing' WHERE tenant_id = $1", [world.tenantId]);
    await send();
    expect([sent.map((message) => message.name.split('-')[3]), sent.map(rightsIn), await states()]).toEqual([
      ['paid'],
      [[true, true]],
      ['paid sent', 'ready superseded', 'received superseded'],
    ]);
  });

  it('confirm an order of which a part was called off before anything was written, and no other', async () => {
    const [part, whole] = [placed(), placed({ number: 'K1-00043-9' })];
    await happens(part, paid(part), whole, paid(whole));
    const withdrawn =
      "INSERT INTO messages (tenant_id, message_id, order_id, kind, about, state, created_at, next_at) VALUES ($1, $2, $3, 'withdrawn', $2, 'sent', $4, $4)";
    for (const { orderId } of [part, whole]) await engine.db.query(withdrawn, [world.tenantId, `withdrawn-${orderId}`, orderId, NOW]);
    await engine.db.query("UPDATE orders SET status = 'cancelled' WHERE tenant_id = $1 AND order_id = $2", [world.tenantId, whole.orderId]);
    await send();
    expect(sent.map((message) => message.name.replace(/-[0-9a-f]{6}$/, ''))).toEqual(['K1-00042-7-paid']);
  });

  it('call nobody to a parcel that the next push says is collected', async () => {
    const order = placed();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    const back = NOW + 3_600_000;
    const arrives = (...operations: readonly unknown[]) =>
      push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))), back);
    await arrives(order, paid(order), parcel);
    await send(back);
    await arrives(collected(parcel));
    for (let second = 1; second <= 60; second++) await send(back + second * 1_000);
    expect(sent.map((message) => message.subject)).toEqual(['Has recogido tu pedido K1-00042-7']);
  });

  it('are tried again later and later, and given up when the address is refused for good', async () => {
    answers = [err({ kind: 'transient', detail: 'busy' }), err({ kind: 'transient', detail: 'busy' }), err({ kind: 'permanent', detail: 'no such box' })];
    await happens(placed());
    const tries: number[] = [];
    for (let second = 0; second <= 40; second++) {
      await send(NOW + second * 1_000);
      if (sent.length > tries.length) tries.push(second);
    }
    expect([tries, await states(), await column(engine.db, world, 'alarms', 'kind')]).toEqual([[0, 5, 15], ['received failed'], ['message-failed']]);
  });

  it('are taken up again a minute after the process that held them died', async () => {
    await happens(placed());
    const dying: Messenger = { send: () => Promise.reject(new Error('killed')), close: () => {} };
    await expect(send(NOW, dying)).rejects.toThrow('killed');
    await send(NOW + 59_000);
    const before = sent.length;
    await send(NOW + 60_000);
    expect([before, sent.length]).toEqual([0, 1]);
  });

  it('ask for staff when a parcel has no code of ours', async () => {
    const order = placed({ locale: 'en' });
    await happens(order, paid(order), loaded(order));
    await send();
    expect(sent[0]?.text).toContain('Say your order number, K1-00042-7');
    expect(sent[0]?.pictures).toEqual([]);
  });

  it('carry the code as a picture that another reader reads', async () => {
    const order = placed();
    const passId = await addPass(engine.db, world.kiosk);
    const code = `LK1:${'0A'.repeat(73)}Z`;
    await engine.db.query('UPDATE passes SET code = $2 WHERE pass_id = $1', [passId, code]);
    await happens(order, paid(order), loaded(order, { passId }));
    await send();
    const [picture] = sent[0]?.pictures ?? [];
    const png = readPng(picture?.png ?? new Uint8Array());
    expect([png.width, jsQR.default(png.rgba, png.width, png.height)?.data, sent[0]?.html.includes(`cid:${picture?.cid}`)]).toEqual([(41 + 8) * 8, code, true]);
  });

  it.each(languages)('say everything that the customer needs, in %s', async (locale) => {
    const order = placed({ locale });
    await happens(order);
    await send();
    await happens(paid(order));
    await send();
    const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk) });
    await happens(parcel);
    await send();
    await happens(collected(parcel));
    await send();
    const plain = sent.map((message) =>
      message.text
        .replace(/\/p\/\S+/g, '/p/TOKEN')
        .replace(/[\u00a0\u202f]/g, ' ')
        .replace(/[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]\n/, 'XXXX-XXXX-X\n'),
    );
    expect(sent.map((message, i) => `Subject: ${message.subject}\n\n${plain[i]}`).join('\n=====\n')).toMatchSnapshot();
  });

  it('cannot be made to carry markup', async () => {
    const order = placed();
    await happens(placed({ lines: order.lines.map((line) => ({ ...line, title: '<script>alert(1)</script>"', colour: '"><img src=x>' })) }));
    await send();
    expect(sent[0]?.html).toContain('&lt;script&gt;');
    expect(sent[0]?.html).not.toMatch(/<script|<img/);
  });
});

describe('the mailbox folder', () => {
  it('gets an e-mail with text, HTML and the picture, and the same file when it is sent again', async () => {
    const box = mailboxMessenger(join(dir, 'box'), 'pedidos@tienda.example');
    const order = placed();
    await happens(order, paid(order), loaded(order, { passId: await addPass(engine.db, world.kiosk) }));
    await send(NOW, box);
    await engine.db.query("UPDATE messages SET state = 'pending', next_at = 0 WHERE tenant_id = $1 AND kind = 'ready'", [world.tenantId]);
    await send(NOW + 1, box);
    const files = readdirSync(join(dir, 'box'));
    expect(files).toEqual([expect.stringMatching(/^K1-00042-7-ready-[0-9a-f]{6}\.eml$/)]);
    const mail = readFileSync(join(dir, 'box', files[0] ?? ''), 'utf8');
    for (const part of ['To: ana@example.com', 'text/plain', 'text/html', 'image/png', 'Content-ID: <code@pasillo>', 'Auto-Submitted: auto-generated'])
      expect(mail).toContain(part);
  });

  it('gets a text message for a phone', async () => {
    const box = mailboxMessenger(join(dir, 'texts'), 'pedidos@tienda.example');
    const order = placed({ contact: { kind: 'phone', phone: '+34 600 000 000' } });
    await happens(order, paid(order), loaded(order, { passId: await addPass(engine.db, world.kiosk) }));
    await send(NOW, box);
    const [file = ''] = readdirSync(join(dir, 'texts'));
    expect(file).toMatch(/ready-[0-9a-f]{6}\.sms\.txt$/);
    expect(readFileSync(join(dir, 'texts', file), 'utf8')).toMatch(
      /^To: \+34 600 000 000\n\nTienda centro: tu pedido K1-00042-7 está en la puerta 7\. .*PIN 123456/,
    );
  });
});

describe('a mail server', () => {
  it('gets the mail, and its refusals are told apart', async () => {
    const server = await smtpServer();
    const smtp = smtpMessenger(server.url, 'pedidos@tienda.example');
    const mail = (email: string): OutgoingMessage => ({
      messageId: 'm',
      name: 'n',
      to: { kind: 'email', email },
      senderName: 'S',
      subject: 's',
      html: '<p>',
      text: 't',
      date: NOW,
      pictures: [],
    });
    const results: string[] = [];
    for (const box of ['ana', 'nobody', 'busy']) {
      const result = await smtp.send(mail(`${box}@example.com`));
      results.push(result.ok ? 'sent' : result.error.kind);
    }
    smtp.close();
    await server.close();
    expect([results, server.accepted]).toEqual([['sent', 'permanent', 'transient'], ['<ana@example.com>']]);
  });

  it('sends no text message, which is a matter for people and not done in silence', async () => {
    const smtp = byContact(smtpMessenger('smtp://127.0.0.1:1', 'pedidos@tienda.example'), keptTexts(collecting));
    const result = await smtp.send({
      messageId: 'm',
      name: 'n',
      to: { kind: 'phone', phone: '600000000' },
      senderName: 'S',
      subject: 's',
      html: '',
      text: 't',
      date: NOW,
      pictures: [],
    });
    smtp.close();
    expect([result.ok ? 'sent' : result.error.kind, sent.length]).toEqual(['permanent', 1]);
  });

  it('that is away is a reason to try again', async () => {
    const smtp = smtpMessenger('smtp://127.0.0.1:1', 'pedidos@tienda.example');
    const result = await smtp.send({
      messageId: 'm',
      name: 'n',
      to: { kind: 'email', email: 'a@b.example' },
      senderName: 'S',
      subject: 's',
      html: '',
      text: '',
      date: NOW,
      pictures: [],
    });
    smtp.close();
    expect(result).toMatchObject({ ok: false, error: { kind: 'transient' } });
  });
});

/** As much of an SMTP server (RFC 5321) as a client needs: `nobody@` does not exist, `busy@` is to come back later. */
async function smtpServer(): Promise<{ url: string; accepted: string[]; close(): Promise<void> }> {
  const accepted: string[] = [];
  const server: Server = createServer((socket: Socket) => {
    let inData = false;
    let to = '';
    socket.write('220 test\r\n');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        if (inData) {
          if (line === '.') {
            inData = false;
            accepted.push(to);
            socket.write('250 ok\r\n');
          }
        } else if (/^RCPT TO:/i.test(line)) {
          to = line.slice(8);
          socket.write(to.includes('nobody') ? '550 no such box\r\n' : to.includes('busy') ? '451 later\r\n' : '250 ok\r\n');
        } else if (line === 'DATA') {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') socket.end('221 bye\r\n');
        else if (line !== '') socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `smtp://127.0.0.1:${address.port}`, accepted, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
