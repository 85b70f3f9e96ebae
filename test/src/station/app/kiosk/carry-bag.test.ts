import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bagBase, encodeBag } from '../../../../../src/contract/bag-code.ts';
import type { KioskParts } from '../../../../../src/station/app/kiosk/kiosk-parts.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import { expectOk } from '../../../../../src/kernel/result.ts';
import { failingStore, kioskWorld, type KioskWorld } from '../../../../support/kiosk-world.ts';
import { openMemoryStore } from '../../../../support/store.ts';

let world: KioskWorld;
beforeAll(() => {
  world = kioskWorld();
});
afterAll(() => world.close());

/** A kiosk on a store of its own, with a shopper; another kiosk for each. */
function withKiosk(work: (kiosk: Kiosk) => void, changes: Partial<KioskParts> = {}): void {
  const store = openMemoryStore();
  const kiosk = createKiosk(world.parts(store, changes));
  expectOk(kiosk.start({ locale: 'es' }), 'a session');
  work(kiosk);
  kiosk.close();
  store.close();
}

const code = (lines: Parameters<typeof encodeBag>[1]) => expectOk(encodeBag(bagBase('https://other.example/p/', 'k9'), lines), 'a bag');
const bagOf = (kiosk: Kiosk) => kiosk.view.current().session?.bag.map(({ sku, quantity }) => [sku, quantity]);

describe('a bag that moves', () => {
  it('leaves one kiosk as a code and joins the bag of another, with the prices of there', () => {
    let url = '';
    withKiosk((kiosk) => {
      expectOk(kiosk.add({ sku: 'CAM-M' }), 'M');
      expectOk(kiosk.add({ sku: 'CAM-M' }), 'another M');
      expectOk(kiosk.add({ sku: 'CAM-S' }), 'S');
      url = expectOk(kiosk.bagCode(), 'a code').url;
      expect(new URL(url).pathname).toBe('/b/k1');
    });
    withKiosk((kiosk) => {
      expectOk(kiosk.add({ sku: 'CAM-S' }), 'S');
      expect(kiosk.takeBag({ code: url })).toEqual({ ok: true, value: { pieces: 3, differences: [] } });
      expect(bagOf(kiosk)).toEqual([
        ['CAM-S', 1],
        ['CAM-M', 2],
      ]);
      expect(kiosk.view.current().session?.bag[0]?.unitPrice).toEqual({ minor: 2995, currency: 'EUR' });
      // The same code again doubles nothing.
      expect(kiosk.takeBag({ code: url })).toEqual({ ok: true, value: { pieces: 3, differences: [] } });
      expect(bagOf(kiosk)).toEqual([
        ['CAM-S', 1],
        ['CAM-M', 2],
      ]);
    });
  });

  it('says of each line what could not be had: fewer, sold out, unknown, withdrawn, in another currency', () => {
    withKiosk((kiosk) => {
      const lines = [
        { sku: 'CAM-M', quantity: 9 },
        { sku: 'CAM-L', quantity: 1 },
        { sku: 'NOBODY-S', quantity: 2 },
        { sku: 'RET-S', quantity: 1 },
        { sku: 'CAM-USD', quantity: 1 },
      ];
      const taken = expectOk(kiosk.takeBag({ code: code(lines) }), 'taken');
      expect([taken.pieces, taken.differences.map(({ title, size, wanted, got }) => [title, size, wanted, got])]).toEqual([
        5,
        [
          ['Camisa Oxford', 'M', 9, 5],
          ['Camisa Oxford', 'L', 1, 0],
          [null, null, 2, 0],
          [null, null, 1, 0],
          [null, null, 1, 0],
        ],
      ]);
      expect(bagOf(kiosk)).toEqual([['CAM-M', 5]]);
    });
  });

  it('is refused where it is none, where there is nobody, and where the disk fails', () => {
    withKiosk((kiosk) => {
      expect([kiosk.takeBag({ code: 'https://other.example/b/k9#AAAA' }), kiosk.bagCode()]).toEqual([
        { ok: false, error: { kind: 'unreadable' } },
        { ok: false, error: { kind: 'empty-bag' } },
      ]);
      expectOk(kiosk.end(), 'the end');
      expect([kiosk.takeBag({ code: code([{ sku: 'CAM-M', quantity: 1 }]) }), kiosk.bagCode()]).toEqual([
        { ok: false, error: { kind: 'no-session' } },
        { ok: false, error: { kind: 'no-session' } },
      ]);
    });
    const store = openMemoryStore();
    expectOk(createKiosk(world.parts(store)).start({ locale: 'es' }), 'a session');
    const broken = createKiosk(world.parts(failingStore(store)));
    expect(broken.takeBag({ code: code([{ sku: 'CAM-M', quantity: 1 }]) })).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(bagOf(broken)).toEqual([]);
    store.close();
  });

  it('has nowhere to go before the station was enrolled', () => {
    withKiosk(
      (kiosk) => {
        expectOk(kiosk.add({ sku: 'CAM-M' }), 'M');
        expect(kiosk.bagCode()).toEqual({ ok: false, error: { kind: 'no-hub' } });
      },
      { phonePages: () => null },
    );
  });
});
