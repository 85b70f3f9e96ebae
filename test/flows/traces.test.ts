import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogFields, Logger } from '../../src/kernel/logger.ts';
import { orderNumber } from '../../src/core/orders/order-number.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { makeBackup } from '../../src/station/store/backup/backups.ts';
import { sealCopy } from '../../src/station/store/backup/check-copy.ts';
import { storeParcel } from './support/collecting.ts';
import { pinOf, shortCodeOf, START } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

/** What one person types at this station and nobody else ever does. */
const typed = {
  search: 'canariobusca',
  name: 'Canarionombre Gil',
  street: 'Canariocalle 7',
  city: 'Canariociudad',
  email: 'canario.correo@example.com',
  phone: '+34 699 123 987',
  coupon: 'CANARIO10',
} as const;
const address = { name: typed.name, street: typed.street, postcode: '28013', city: typed.city, country: 'ES' };

let lines: string[];
let shop: TestStation;
beforeEach(async () => {
  lines = [];
  shop = await TestStation.start({ logger: listLogger() });
});
afterEach(() => shop.close());

const kiosk = () => shop.station.intents.kiosk;
const session = () => shop.station.screens.kiosk.current().session;

describe('what somebody typed at the kiosk', () => {
  it('is in none of the station’s files, screens, records and slips once their time has run out, nor in a backup made meanwhile', async () => {
    await shopUntilContact({ kind: 'email', email: typed.email });
    expect(filesHolding(Object.values(typed))).not.toEqual([]);
    const backup = await backUp();
    expect(held(readFileSync(backup, 'latin1'))).toEqual([]);
    // Nobody touches it: the warning, and then the end.
    await shop.advance(10 * 60_000);
    expect(session()).toBeNull();
    expectNothingLeft();
  });

  it('is gone with an order as soon as the hub has it, and never on its slip', async () => {
    await shopUntilContact({ kind: 'phone', phone: typed.phone });
    good(await kiosk().place({}));
    good(await kiosk().print({}));
    const receipt = session()?.placed?.number ?? '';
    expect(JSON.stringify(shop.printed)).toContain(receipt);
    good(await kiosk().end({}));
    expect(everythingSaid()).toEqual([]);
    // Until then this station may be the only place that has the order.
    expect(filesHolding([typed.phone])).not.toEqual([]);
    hubHasAll();
    expectNothingLeft();
  });

  it('is gone with the look for an order, a withdrawal and a wish for news, whether they end themselves or time does', async () => {
    shop.paidOrder(3, { number: orderNumber('K1', 3) });
    good(await kiosk().start({ locale: 'es' }));
    const { orders, benefits } = shop.station.intents;
    good(await orders.find({ number: orderNumber('K1', 3), proof: { kind: 'contact', contact: { kind: 'email', email: typed.email } } }));
    good(await orders.withdraw({ lines: [] }));
    good(await orders.print({}));
    await benefits.signUp({ purpose: { kind: 'newsletter' }, email: typed.email });
    await shop.advance(10 * 60_000);
    expect(session()).toBeNull();
    expect(everythingSaid()).toEqual([]);
    hubHasAll();
    expectNothingLeft();
  });
});

describe('what somebody typed at the silo', () => {
  it('is nowhere, neither a code that is none nor the PIN of their own', async () => {
    storeParcel(shop, { n: 1, door: 2, pass: 1 });
    const wrong = { shortCode: shortCodeOf(987_654), pin: '918273' };
    expect(await shop.station.intents.silo.enterPin(wrong)).toMatchObject({ ok: false });
    await shop.advance(60_000);
    good(await shop.station.intents.silo.enterPin({ shortCode: shortCodeOf(1), pin: pinOf(1) }));
    await shop.advance(1500);
    expect(shop.silo.kind).toBe('open');
    const words = [wrong.shortCode, wrong.pin, `"${pinOf(1)}"`];
    expect(everythingSaid(words)).toEqual([]);
    shop.boards.closeDoor({ board: 0, lock: 1 });
    await shop.advance(60_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    expect(everythingSaid([...words, shortCodeOf(1)])).toEqual([]);
    expect(words.filter((word) => filesHolding([word]).length > 0)).toEqual([]);
  });
});

/** A shopper searches, tries a coupon, has a bag sent home, and says where to reach them. */
async function shopUntilContact(contact: Parameters<ReturnType<typeof kiosk>['setContact']>[0]['contact']): Promise<void> {
  const { catalogue, benefits } = shop.station.intents;
  good(await kiosk().start({ locale: 'es' }));
  await catalogue.search({ text: typed.search, category: null, offset: 0, limit: 10 });
  good(await kiosk().add({ sku: 'CAM-M' }));
  expect(await benefits.enterCode({ code: typed.coupon })).toMatchObject({ ok: false });
  good(await kiosk().setFulfilment({ fulfilment: { kind: 'ship', address } }));
  good(await kiosk().setContact({ contact }));
}

/** The hub has taken all that waited for it. */
function hubHasAll(): void {
  const last = shop.store.tables.outbox.first(500).at(-1)?.seq ?? 0;
  expect(shop.store.settle(last, [], START).ok).toBe(true);
}

async function backUp(): Promise<string> {
  const { store, directory } = shop;
  const how = { copyTo: (to: string) => store.copyTo(to), check: async (to: string, depth: 'quick' | 'full') => sealCopy(to, depth) };
  return expectOk(await makeBackup({ folder: join(directory, 'backups'), ...how, depth: 'quick', at: START }), 'the backup').path;
}

function expectNothingLeft(): void {
  expect(everythingSaid()).toEqual([]);
  expect(filesHolding(Object.values(typed))).toEqual([]);
}

/** The words that are in what the station shows, prints, logs or keeps on record. */
function everythingSaid(words: readonly string[] = Object.values(typed)): readonly string[] {
  const { screens } = shop.station;
  const record = Array.from({ length: shop.store.read.auditHead().seq }, (_, at) => shop.store.tables.audit.entry(at + 1) ?? '');
  return held(JSON.stringify([screens.kiosk.current(), screens.silo.current(), screens.staff.current(), shop.printed, record, lines]), words);
}

/** The station's files that hold one of the words: its database and journal, and the backups. */
function filesHolding(words: readonly string[]): readonly string[] {
  return readdirSync(shop.directory, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(shop.directory, name);
    return statSync(path).isFile() && held(readFileSync(path, 'latin1'), words).length > 0;
  });
}

function held(text: string, words: readonly string[] = Object.values(typed)): readonly string[] {
  return words.filter((word) => text.includes(word));
}

function listLogger(): Logger {
  const note = (message: string, fields?: LogFields): void => void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  return { debug: note, info: note, warn: note, error: note };
}
