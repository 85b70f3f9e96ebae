import { describe, expect, it } from 'vitest';
import type { Locale } from '../../../../src/contract/schema.ts';
import { languages } from '../../../../src/kernel/language.ts';
import type { StoredOrder } from '../../../../src/hub/db/orders.ts';
import { renderStockMail, type StockNewsItem } from '../../../../src/hub/messages/stock-mails.ts';
import { NOW, placed } from '../support/world.ts';

const money = { minor: 2_995, currency: 'EUR' };
const orderIn = (locale: Locale, status: StoredOrder['status'] = 'paid'): StoredOrder => {
  const { orderId, number, placedAt, lines, total, fulfilment } = placed();
  const who = { contact: { kind: 'email' as const, email: 'ana@example.com' }, locale, phoneToken: 't'.repeat(22), holder: null };
  return { tenantId: 't', orderId, storeId: 'centro', stationId: 'k', number, status, placedAt, lines, total, fulfilment, ...who };
};
const short = (paid: boolean): StockNewsItem => ({
  kind: 'short',
  missing: [{ title: 'Camisa <Lino> & Cía', detail: 'Azul · M', quantity: 1 }],
  until: NOW,
  giveBack: money,
  paid,
});
const news: readonly StockNewsItem[] = [
  short(true),
  { kind: 'restocked' },
  { kind: 'moved', places: ['Almacén Getafe'] },
  { kind: 'changed', because: 'customer', giveBack: money },
  { kind: 'expired' },
  { kind: 'money-owed', amount: money, failed: false },
  { kind: 'money-back', amount: money, paid: true },
  { kind: 'money-back', amount: money, paid: false },
];
const write = (item: StockNewsItem, locale: Locale, status?: StoredOrder['status']) =>
  renderStockMail({ order: orderIn(locale, status), storeName: 'Pasillo Centro', timeZone: 'Europe/Madrid', url: 'https://hub.example/p/abc' }, item);

describe('messages about the stock of an order', () => {
  it('say what is new in the subject, in every language', () => {
    const subjects = (locale: Locale) => news.map((item) => write(item, locale, item.kind === 'expired' ? 'cancelled' : 'paid').subject);
    expect(languages.map(subjects)).toEqual([
      [
        'Falta algo de tu pedido K1-00042-7: tú decides',
        'Ya tenemos todo tu pedido K1-00042-7',
        'Tu pedido K1-00042-7 viene de otro sitio',
        'Hemos cambiado tu pedido K1-00042-7',
        'Hemos anulado tu pedido K1-00042-7: no se pagó',
        'Te debemos dinero de tu pedido K1-00042-7',
        'Te hemos devuelto dinero de tu pedido K1-00042-7',
        'Sobre la devolución de tu pedido K1-00042-7',
      ],
      [
        'Something in your order K1-00042-7 is missing: you choose',
        'We have all of your order K1-00042-7 now',
        'Your order K1-00042-7 comes from another place',
        'We have changed your order K1-00042-7',
        'We have cancelled your order K1-00042-7: it was not paid',
        'We owe you money for your order K1-00042-7',
        'We have paid you back for your order K1-00042-7',
        'About the money for your order K1-00042-7',
      ],
      [
        'Falta algo na sua encomenda K1-00042-7: a escolha é sua',
        'Já temos toda a sua encomenda K1-00042-7',
        'A sua encomenda K1-00042-7 vem de outro sítio',
        'Alterámos a sua encomenda K1-00042-7',
        'Anulámos a sua encomenda K1-00042-7: não foi paga',
        'Devemos-lhe dinheiro da sua encomenda K1-00042-7',
        'Devolvemos-lhe dinheiro da sua encomenda K1-00042-7',
        'Sobre a devolução da sua encomenda K1-00042-7',
      ],
      [
        'Falta alguna cosa de la teva comanda K1-00042-7: tu decideixes',
        'Ja tenim tota la teva comanda K1-00042-7',
        "La teva comanda K1-00042-7 ve d'un altre lloc",
        'Hem canviat la teva comanda K1-00042-7',
        'Hem anul·lat la teva comanda K1-00042-7: no es va pagar',
        'Et devem diners de la teva comanda K1-00042-7',
        "T'hem tornat diners de la teva comanda K1-00042-7",
        'Sobre la devolució de la teva comanda K1-00042-7',
      ],
    ]);
  });

  it('lead to the page where it is decided, and say until when and what silence means', () => {
    const { text, sms } = write(short(true), 'es');
    expect(text).toContain('- 1 × Camisa <Lino> & Cía · Azul · M');
    expect(text).toMatch(/Elige antes del jueves, 9 de octubre, a las \d\d:\d\d\. Si no nos dices nada, lo quitamos del pedido y te devolvemos 29,95\s€\./);
    expect(text).toContain('https://hub.example/p/abc');
    expect(sms).toMatch(/^Pasillo Centro: falta algo de tu pedido K1-00042-7\. Elige qué hacer antes del 0?9\/10,? \d\d:\d\d: https:\/\/hub\.example\/p\/abc$/);
    expect(write(short(false), 'en').text).toMatch(/you pay €29\.95 less\./);
  });

  it("hold nothing of a product that a mail program would take for HTML, and nobody's address", () => {
    for (const item of news) {
      const { html, text, sms } = write(item, 'es');
      expect(html).not.toContain('<Lino>');
      expect(`${html}${text}${sms}`).not.toContain('ana@example');
    }
  });

  it('say that nothing is left to pay of an order that was given up whole', () => {
    const { subject, text } = write({ kind: 'changed', because: 'customer', giveBack: null }, 'es', 'cancelled');
    expect([subject, text.includes('no hay nada que pagar')]).toEqual(['Hemos anulado tu pedido K1-00042-7', true]);
  });
});

describe('a change that was the shop’s', () => {
  it('says that it could not give something, and what goes back', () => {
    const { text } = write({ kind: 'changed', because: 'rejected', giveBack: money }, 'es');
    expect(text).toContain('Lo sentimos: la tienda no ha podido preparar una parte de lo que pediste.');
    expect(text).toContain('Te devolvemos');
  });

  it('says how the rest is had now where that was agreed', () => {
    const { text } = write({ kind: 'changed', because: 'rerouted', giveBack: null }, 'es');
    expect(text).toContain('Como acordamos contigo, lo recibirás de otra forma.');
    expect(text).toContain('- ');
  });
});
