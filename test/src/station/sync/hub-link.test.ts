import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { HubLinkState } from '../../../../src/station/sync/hub-link.ts';
import { pageOf } from '../../../support/catalogue.ts';
import { type ManualTime, manualTime } from '../../../support/manual-time.ts';
import { openBench, type SyncBench } from './station.ts';

let bench: SyncBench;
let time: ManualTime;
let link: HubLinkState;
let told: number;

beforeEach(() => {
  bench = openBench();
  time = manualTime();
  link = new HubLinkState({ store: bench.store, catalogue: bench.catalogue, clock: time, logger: silentLogger });
  told = 0;
  link.onChange(() => {
    told += 1;
  });
});
afterEach(async () => {
  link.close();
  await bench.close();
});

/** A page of a long pull comes into the real catalogue. */
async function pull(page: number, more: boolean): Promise<void> {
  const value = { locationId: 'madrid', sku: `CAM-${page}`, quantity: page, asOf: 1 };
  const bytes = new TextEncoder().encode(JSON.stringify(pageOf([{ key: `madrid/CAM-${page}`, value }], page, more)));
  expectOk(await bench.catalogue.applyPage('stock', page, bytes, time.now()), 'a page');
}

it('tells of the first page of a pull at once, of all that follow it closely together, and of the last one', async () => {
  await pull(0, true);
  expect(told).toBe(1);
  for (let page = 1; page <= 9; page++) {
    time.advance(190);
    await pull(page, page < 9);
  }
  expect(told).toBe(1);
  time.advance(2000);
  expect(told).toBe(2);
  // Nothing more has come: nothing more is told.
  time.advance(60_000);
  expect(told).toBe(2);
});

it('tells of goods at once again after a pause, and of what this station does itself without any', async () => {
  await pull(0, false);
  time.advance(2000);
  await pull(1, false);
  expect(told).toBe(2);
  bench.work(1);
  expect(told).toBe(3);
});

it('tells nothing once it is closed', async () => {
  await pull(0, true);
  await pull(1, false);
  link.close();
  time.advance(10_000);
  expect(told).toBe(1);
});
