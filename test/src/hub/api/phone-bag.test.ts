import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneBag } from '../../../../src/contract/hub/phone-bag.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { shirt } from '../../../support/kiosk-world.ts';
import { makeApi, type TestApi } from '../support/api.ts';
import { applySetup } from '../../../../src/hub/db/setup.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { NOW } from '../support/world.ts';

const TENANT = '0197a000-0000-7000-8000-000000000074';

describe('a bag on a phone', () => {
  let engine: TestEngine;
  let api: TestApi;
  beforeAll(async () => {
    engine = await pgliteEngine();
    api = await makeApi(engine.db);
    const here = 'madrid';
    const stores = [
      {
        ...{ storeId: 'centro', name: 'Pasillo Centro', currency: 'EUR', locationId: here, staff: [], theme: 'gallery' as const },
        stations: [{ stationId: 'k1', stationCode: 'K1', bank: 7, passPool: 0 }],
      },
    ];
    const locations = [{ locationId: here, name: 'Centro', kind: 'shop' as const, city: 'Madrid' }];
    await applySetup(engine.db, { tenantId: TENANT, name: 'Moda', locations, stores }, 'https://hub.example');
    const stock = [
      { sku: 'CAM-S', locationId: here, quantity: 2, asOf: NOW },
      { sku: 'CAM-M', locationId: here, quantity: 300, asOf: NOW },
      { sku: 'CAM-L', locationId: here, quantity: -4, asOf: NOW },
      { sku: 'CAM-S', locationId: 'a place that this shop does not know', quantity: 9, asOf: NOW },
    ];
    await upsertProducts(engine.db, TENANT, [shirt], stock);
  });
  afterAll(async () => {
    await api.close();
    await engine.close();
  });

  const ask = (station: string, lines: unknown) => api.plain('POST', `/v1/phone/bag/${station}`, JSON.stringify({ lines }));

  it('is told with names, prices and what there is, in its own order', async () => {
    const answer = await ask('k1', [
      { sku: 'CAM-M', quantity: 1 },
      { sku: 'NOBODY', quantity: 2 },
      { sku: 'CAM-S', quantity: 3 },
      { sku: 'CAM-L', quantity: 1 },
      { sku: 'CAM-USD', quantity: 1 },
    ]);
    expect(answer.status).toBe(200);
    const bag = phoneBag.parse(answer.json);
    expect([bag.storeName, bag.theme]).toEqual(['Pasillo Centro', 'gallery']);
    expect(bag.lines.map(({ sku, quantity, goods }) => [sku, quantity, goods?.title, goods?.size, goods?.unitPrice.minor, goods?.available])).toEqual([
      ['CAM-M', 1, 'Camisa Oxford', 'M', 2995, 20],
      ['NOBODY', 2, undefined, undefined, undefined, undefined],
      ['CAM-S', 3, 'Camisa Oxford', 'S', 2995, 2],
      ['CAM-L', 1, 'Camisa Oxford', 'L', 2995, 0],
      ['CAM-USD', 1, undefined, undefined, undefined, undefined],
    ]);
  });

  it('is refused for a shop that there is not, and where it is no bag', async () => {
    const statuses = [
      await ask('nobody', []),
      await ask("'%20OR%201=1--", []),
      await ask('k1', [{ sku: 'CAM-M', quantity: 0 }]),
      await ask(
        'k1',
        Array.from({ length: 51 }, (_, i) => ({ sku: `S${i}`, quantity: 1 })),
      ),
      await ask('k1', [{ sku: 'CAM-M', quantity: 1, contact: 'somebody' }]),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 400, 400, 400]);
  });
});
