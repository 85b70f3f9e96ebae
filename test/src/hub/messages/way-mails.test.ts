import { describe, expect, it } from 'vitest';
import type { Way } from '../../../../src/contract/orders.ts';
import type { StoredOrder } from '../../../../src/hub/db/orders.ts';
import { type MailFacts, type News, renderMessage } from '../../../../src/hub/messages/mails.ts';
import { placed } from '../support/world.ts';

const euros = (minor: number) => ({ minor, currency: 'EUR' });
const paid: News = { kind: 'paid', tender: 'online', takenAt: Date.UTC(2026, 10, 22, 11) };
const [shirt] = placed().lines;

/** An order with a line for each of these ways, with promises from Tuesday on; shipping costs 3.95. */
function goes(...ways: readonly [Way, ...Way[]]): StoredOrder {
  const { kind: _kind, placedOffline: _offline, fulfilment: _fulfilment, ...order } = placed();
  if (shirt === undefined) throw new Error('an order has a line');
  return {
    ...order,
    tenantId: 't',
    storeId: 's',
    stationId: 'k',
    status: 'placed',
    phoneToken: 'token',
    contact: { kind: 'email', email: 'ana@example.com' },
    holder: '00112233445566778899aabbccddeeff',
    fulfilment: ways[0] === 'ship' ? { kind: 'silo' } : { kind: ways[0] },
    lines: ways.map((way) => ({ ...shirt, quantity: 1, way })),
    delivery: ways.map((way) => ({ way, cost: euros(way === 'ship' ? 395 : 0), from: '2026-11-24', until: way === 'ship' ? '2026-11-26' : '2026-11-24' })),
  };
}

function written(order: StoredOrder, news: News) {
  const facts: MailFacts = { order, storeName: 'Gran Vía', timeZone: 'Europe/Madrid', url: 'https://hub.example/p/token', news };
  return renderMessage(facts);
}

describe('the mails of an order whose lines go several ways', () => {
  it('say of each part what comes after paying and when, and beside each line how it goes', () => {
    const { text, html } = written(goes('silo', 'carry-out', 'ship'), { kind: 'received' });
    expect(text.split('\n').slice(2, 15)).toEqual([
      'Solo falta pagarlo. En cuanto lo hagas, empezamos a prepararlo.',
      '',
      'Pasa por caja y enseña el código de tu resguardo o di tu número de pedido: K1-00042-7. Puedes pagar en efectivo o con tarjeta.',
      'Lo que te llevas es tuyo en cuanto pagues: enséñalo en caja.',
      'Después lo recogerás en las taquillas de la tienda. Te enviaremos el código que abre la puerta. Estará listo el martes 24 de noviembre.',
      'Después lo enviaremos a la dirección que nos diste. Llegará entre el martes 24 y el jueves 26 de noviembre.',
      '',
      'Pedido K1-00042-7',
      expect.stringMatching(/Cantidad: 1 · Taquillas\)/),
      expect.stringMatching(/Cantidad: 1 · Te lo llevas\)/),
      expect.stringMatching(/Cantidad: 1 · Envío\)/),
      expect.stringMatching(/^Prendas: 89,85/),
      expect.stringMatching(/^Envío: 3,95/),
    ]);
    expect(html).toContain('Envío');
  });

  it('say once it is paid what was handed over already, and what the customer still has to ask for', () => {
    const order = goes('desk', 'carry-out');
    expect(written({ ...order, status: 'paid' }, paid).text).toContain('Enseña tu número de pedido en caja y llévate lo que es para llevar.');
    expect(written({ ...order, handOvers: [{ way: 'carry-out', handedAt: 1 }] }, paid).text).toContain(
      'Lo que te llevas de la tienda ya es tuyo. Te avisaremos en cuanto te espere en el mostrador de la tienda. Estará listo el martes 24 de noviembre.',
    );
  });
});

describe('the mail of what waits at the desk', () => {
  it('names the place and the number, and sends nobody to a locker', () => {
    const { subject, text, sms } = written(goes('desk'), { kind: 'desk-ready' });
    expect(subject).toBe('Tu pedido K1-00042-7 te espera en el mostrador');
    expect(text).toContain('Te espera en el mostrador de Gran Vía. Di tu número de pedido, K1-00042-7');
    expect(`${text} ${sms}`).not.toMatch(/taquilla|puerta/);
    expect(sms.length).toBeLessThan(220);
  });

  it('says that the rest comes by itself, in the language of the order', () => {
    expect(written({ ...goes('desk', 'ship'), locale: 'en' }, { kind: 'desk-ready' }).text).toContain('The rest of the order comes by itself');
    expect(written({ ...goes('desk'), locale: 'en' }, { kind: 'desk-ready' }).text).not.toContain('The rest');
  });
});

describe('the mail of an order that is all taken along', () => {
  it('promises no preparing', () => {
    expect(written(goes('carry-out'), { kind: 'received' }).text).not.toContain('prepararlo');
  });
});
