import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../../../src/hub/connectors/messenger.ts';
import { remind } from '../../../../src/hub/jobs/remind.ts';
import { sendMessages } from '../../../../src/hub/jobs/send-messages.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { done } from '../../../../src/kernel/result.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import {
  addPass,
  collected,
  column,
  deposited,
  loaded,
  makeOutbox,
  makeWorld,
  NOW,
  type Outbox,
  paid,
  placed,
  push,
  recalled,
  type World,
} from '../support/world.ts';

let engine: TestEngine;
let world: World;
let out: Outbox;
let sent: OutgoingMessage[];

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  world = await makeWorld(engine.db);
  out = makeOutbox();
  sent = [];
  // Each test has the reminders of its own shop only.
  await engine.db.query("UPDATE orders SET status = 'collected'");
  await engine.db.query("UPDATE messages SET state = 'sent'");
});

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const happens = (...operations: readonly unknown[]) => push(engine.db, world.kiosk, out.request(...operations.map((operation) => out.add(operation))));
const send = (now: number) => {
  const messenger = {
    send(message: OutgoingMessage) {
      sent.push(message);
      return Promise.resolve(done);
    },
    close: () => {},
  };
  return sendMessages(
    { db: engine.db, messenger, random: () => new Uint8Array([255]), logger: silentLogger, publicUrl: 'https://hub.example', memberCode: () => '' },
    now,
  );
};
/** Lets the hours from one to the other go by, an hour at a time, and tells in which ones a reminder was sent. */
const remindedIn = async (from: number, to: number) => {
  const found: number[] = [];
  for (let hour = from; hour <= to; hour++) {
    await remind(engine.db, NOW + hour * HOUR);
    await send(NOW + hour * HOUR);
    const count = sent.filter((message) => message.name.includes('-reminder-')).length;
    if (count > found.length) found.push(hour);
  }
  return found;
};
const waiting = async (change: Parameters<typeof loaded>[1] = {}) => {
  const order = placed();
  const parcel = loaded(order, { passId: await addPass(engine.db, world.kiosk), deadline: NOW + WEEK, ...change });
  await happens(order, paid(order), parcel);
  await send(NOW);
  return { order, parcel };
};

describe('a reminder', () => {
  it('goes out 48 and 12 hours before the end, once each, with the code', async () => {
    await waiting();
    expect(await remindedIn(110, 175)).toEqual([120, 156]);
    expect(sent.at(-1)?.subject).toBe('Tu pedido K1-00042-7 sigue en la taquilla');
    expect(sent.at(-1)?.pictures).toHaveLength(1);
  });

  it('offers more days only while there are any', async () => {
    const { parcel } = await waiting();
    await remindedIn(119, 121);
    await engine.db.query('UPDATE parcels SET extensions = 1 WHERE tenant_id = $1 AND parcel_id = $2', [world.tenantId, parcel.parcelId]);
    await remindedIn(155, 157);
    const told = sent.filter((message) => message.name.includes('-reminder-')).map((message) => /Necesito más días/.test(message.text + message.html));
    expect(told).toEqual([true, false]);
  });

  it('waits as long as the silo stood still', async () => {
    await waiting();
    await happens({ kind: 'silo.down', from: NOW + HOUR, to: NOW + 6 * HOUR, cause: 'power' });
    expect(await remindedIn(110, 175)).toEqual([125, 161]);
  });

  it('of a parcel that is collected, taken out or to be taken out goes to nobody', async () => {
    const [one, two, three] = [await waiting(), await waiting({ compartmentId: '1-02' }), await waiting({ compartmentId: '1-03' })];
    await happens(collected(one.parcel), recalled(two.parcel));
    await engine.db.query("UPDATE parcels SET recall = 'requested' WHERE tenant_id = $1 AND parcel_id = $2", [world.tenantId, three.parcel.parcelId]);
    expect(await remindedIn(110, 175)).toEqual([]);
  });

  it('that was queued is not sent when the parcel is collected in between', async () => {
    const { parcel } = await waiting();
    await remind(engine.db, NOW + 130 * HOUR);
    await happens(collected(parcel));
    await send(NOW + 130 * HOUR);
    expect(sent.filter((message) => message.name.includes('reminder'))).toEqual([]);
  });

  it('of several parcels of one order is one', async () => {
    const { order, parcel } = await waiting();
    await happens(loaded(order, { passId: parcel.passId, compartmentId: '1-02', doorNumber: 8, deadline: NOW + WEEK + HOUR, loadedAt: NOW + HOUR }));
    expect(await remindedIn(110, 130)).toEqual([120]);
    expect(sent.at(-1)?.text).toContain('Son las puertas 7 y 8');
  });

  it('that was missed while the hub was down is left out for the next one', async () => {
    await waiting();
    expect(await remindedIn(160, 175)).toEqual([160]);
    expect(await column(engine.db, world, 'messages', 'kind', 'kind')).toEqual(['paid', 'ready', 'received', 'reminder']);
  });

  it('comes again for a deadline that was moved, and not for a time shorter than its hours', async () => {
    const { parcel } = await waiting({ deadline: NOW + 24 * HOUR });
    expect(await remindedIn(0, 15)).toEqual([12]);
    await engine.db.query('UPDATE parcels SET deadline = $3, extensions = 1 WHERE tenant_id = $1 AND parcel_id = $2', [
      world.tenantId,
      parcel.parcelId,
      NOW + 72 * HOUR,
    ]);
    sent = [];
    expect(await remindedIn(16, 80)).toEqual([24, 60]);
  });
});

describe('what else customers are told', () => {
  it('is that another parcel waits behind the same code, and what is left after a part was collected', async () => {
    const { order, parcel } = await waiting();
    await happens(loaded(order, { passId: parcel.passId, compartmentId: '1-02', doorNumber: 8, loadedAt: NOW + 1 }));
    await send(NOW);
    await happens(collected(parcel));
    await send(NOW);
    expect(sent.slice(-2).map((message) => message.subject)).toEqual([
      'Otro paquete te espera: pedido K1-00042-7',
      'Has recogido una parte de tu pedido K1-00042-7',
    ]);
  });

  it('is where their parcel is when it was taken out', async () => {
    const { parcel } = await waiting();
    await happens(recalled(parcel));
    await send(NOW);
    expect(sent.at(-1)?.text).toContain('Se acabó el plazo');
    expect(sent.at(-1)?.text).toContain('K1-00042-7');
  });

  it('is the receipt of a return, to whom they named, without the link of the order, and the address is forgotten', async () => {
    const { order, parcel } = await waiting();
    await happens(collected(parcel));
    await send(NOW);
    await happens(
      deposited(order, { receipt: 'R-1111' }),
      deposited(order, { receipt: 'R-2222', contact: { kind: 'email', email: 'other@example.com' }, locale: 'en' }),
      deposited(order, { receipt: 'R-3333', orderId: null, contact: { kind: 'phone', phone: '600112233' } }),
    );
    await send(NOW);
    const receipts = sent
      .filter((message) => message.messageId.startsWith('returned-'))
      .toSorted((a, b) => a.subject.slice(-4).localeCompare(b.subject.slice(-4)));
    expect(receipts.map(({ to, subject, text }) => [to, subject, /\/p\//.test(text)])).toEqual([
      [{ kind: 'email', email: 'ana@example.com' }, 'Resguardo de tu devolución R-1111', true],
      [{ kind: 'email', email: 'other@example.com' }, 'Receipt for your return R-2222', false],
      [{ kind: 'phone', phone: '600112233' }, 'Resguardo de tu devolución R-3333', false],
    ]);
    expect(new Set(await column(engine.db, world, 'messages', 'contact', 'kind'))).toEqual(new Set([null]));
  });
});
