import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../../../../src/contract/orders.ts';
import { done } from '../../../../../src/kernel/result.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { type KioskWorld, kioskWorld } from '../../../../support/kiosk-world.ts';
import { openMemoryStore, write } from '../../../../support/store.ts';

const email = { kind: 'email', email: 'ana@example.org' } as const;

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  kiosk = createKiosk(world.parts(store));
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

const session = () => kiosk.view.current().session;
const kinds = (results: readonly { readonly ok: boolean; readonly error?: { readonly kind: string } }[]) => results.map((result) => result.error?.kind ?? 'ok');

function fillBag(): void {
  expect(
    kinds([
      kiosk.start({ locale: 'es' }),
      kiosk.add({ sku: 'CAM-M' }),
      kiosk.add({ sku: 'CAM-S' }),
      kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }),
      kiosk.setContact({ contact: email }),
    ]),
  ).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
}

describe('printing the slip', () => {
  it('prints what the preview shows, and waits for the paper without ending the session', async () => {
    fillBag();
    kiosk.place();
    let go = () => {};
    world.printer.wait = new Promise((resolve) => {
      go = resolve;
    });
    const printing = kiosk.print();
    expect(session()?.idle).toBeNull();
    world.time.advance(600_000);
    go();
    expect(await printing).toEqual({ ok: true, value: undefined });
    expect(world.printer.printed).toEqual([session()?.placed?.receipt]);
    expect(session()?.idle?.endsAt).toBe(world.time.now() + 120_000);
  });

  it('prints at once where nothing will be sent to the phone that was given, whatever the printer does', async () => {
    const orderBy = async (contact: Contact, texts: boolean): Promise<number> => {
      kiosk.close();
      kiosk = createKiosk(world.parts(store, { place: () => ({ storeName: 'Centro', currency: 'EUR', stationKind: 'both', ...(texts ? { texts } : {}) }) }));
      kiosk.end();
      fillBag();
      kiosk.setContact({ contact });
      world.printer.printed.length = 0;
      expect(kiosk.place().ok).toBe(true);
      await setImmediate();
      return world.printer.printed.length;
    };
    const phone = { kind: 'phone', phone: '612345678' } as const;
    expect([await orderBy(phone, false), await orderBy(phone, true), await orderBy(email, false)]).toEqual([1, 0, 0]);
    world.printer.outcome = { kind: 'paper-out' };
    expect([await orderBy(phone, false), session()?.placed?.status, (await kiosk.print()).ok]).toEqual([0, 'placed', false]);
  });

  it('says why there is no paper', async () => {
    expect(await kiosk.print()).toEqual({ ok: false, error: { kind: 'no-session' } });
    fillBag();
    expect(await kiosk.print()).toEqual({ ok: false, error: { kind: 'nothing-to-print' } });
    kiosk.place();
    world.printer.outcome = { kind: 'paper-out' };
    expect(await kiosk.print()).toEqual({ ok: false, error: { kind: 'paper-out' } });
  });

  it('goes on with the slip that did not come out, and prints all again for whoever asks after that', async () => {
    fillBag();
    kiosk.benefits.setGift({ gift: true });
    kiosk.place();
    const { receipt, giftReceipt } = session()?.placed ?? {};
    const { print } = world.printer;
    world.printer.print = async (document) => {
      if (world.printer.printed.length === 1) world.printer.outcome = { kind: 'paper-out' };
      return await print(document);
    };
    expect(await kiosk.print()).toEqual({ ok: false, error: { kind: 'paper-out' } });
    world.printer.print = print;
    world.printer.outcome = { kind: 'printed' };
    expect([await kiosk.print(), await kiosk.print()]).toEqual([done, done]);
    expect(world.printer.printed).toEqual([receipt, giftReceipt, receipt, giftReceipt]);
  });

  it('begins anew with a slip that has changed meanwhile, and for the next shopper', async () => {
    const failAtGift = async () => {
      fillBag();
      kiosk.benefits.setGift({ gift: true });
      kiosk.place();
      world.printer.printed.length = 0;
      const { print } = world.printer;
      world.printer.print = async (document) => (world.printer.printed.length === 1 ? { kind: 'paper-out' } : await print(document));
      expect((await kiosk.print()).ok).toBe(false);
      world.printer.print = print;
      return session()?.placed?.orderId;
    };
    const orderId = await failAtGift();
    const row = store.read.order(orderId as Parameters<typeof store.read.order>[0]);
    if (row === null) throw new Error('the order is there');
    write(store, (tx) => tx.putOrder({ ...row, status: 'paid' }));
    expect((await kiosk.print()).ok).toBe(true);
    expect(world.printer.printed.slice(1)).toEqual([session()?.placed?.receipt, session()?.placed?.giftReceipt]);
    kiosk.end();
    await failAtGift();
    kiosk.end();
    fillBag();
    kiosk.place();
    expect((await kiosk.print()).ok).toBe(true);
    expect(world.printer.printed.at(-1)).toEqual(session()?.placed?.receipt);
  });

  it('that ends after the session changes nothing of the next one', async () => {
    fillBag();
    kiosk.place();
    let go = () => {};
    world.printer.wait = new Promise((resolve) => {
      go = resolve;
    });
    const printing = kiosk.print();
    kiosk.end();
    kiosk.start({ locale: 'en' });
    const next = session();
    go();
    await printing;
    expect(session()).toEqual(next);
  });
});
