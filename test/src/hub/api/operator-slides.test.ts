import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptPicture } from '../../../../src/contract/hub/operator-slides.ts';
import { mediaName } from '../../../../src/contract/media.ts';
import type { Slide, SlidePicture } from '../../../../src/contract/slides.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { makeOperatorToken } from '../../../../src/hub/db/operators.ts';
import { makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeStockWorld, type StockWorld } from '../support/stock-world.ts';
import { NOW } from '../support/world.ts';

let engine: TestEngine;
let api: TestApi;
let world: StockWorld;
let token: string;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  api = await makeApi(engine.db);
  world = await makeStockWorld(engine.db);
  token = await hire(['catalogue']);
});
afterEach(() => api.close());

async function hire(rights: readonly string[]): Promise<string> {
  const operatorId = randomUUID();
  const row = [world.tenantId, operatorId, 'Central', JSON.stringify(rights)];
  await engine.db.query('INSERT INTO operators (tenant_id, operator_id, name, rights) VALUES ($1, $2, $3, $4::jsonb)', row);
  return (await makeOperatorToken(engine.db, (size) => crypto.getRandomValues(new Uint8Array(size)), operatorId, NOW)) ?? '';
}

const ask = async (method: 'PUT' | 'GET', url: string, payload?: string | Buffer, type = 'application/json') => {
  const headers = { authorization: `Bearer ${token}`, ...(payload === undefined ? {} : { 'content-type': type }) };
  const answer = await api.server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, json: answer.json() as unknown };
};
const sent = async (payload: Buffer, type = 'image/jpeg') => await ask('PUT', '/v1/operator/pictures', payload, type);
const put = async (slides: readonly unknown[], store = 'centro') => await ask('PUT', `/v1/operator/slides?store=${store}`, JSON.stringify({ slides }));
const photo = (width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: '#884422' } })
    .jpeg()
    .toBuffer();
const rows = async () =>
  (await engine.db.query("SELECT scope, value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'slides' ORDER BY scope", [world.tenantId])).map((row) => [
    row['scope'],
    row['value'],
  ]);

describe('the slides of a shop', () => {
  it('are put with their pictures by an operator, told to that shop alone, and read again', async () => {
    await upsertProducts(engine.db, world.tenantId, [world.product], []);
    const { picture } = keptPicture.parse((await sent(await photo(4000, 2000))).json);
    expect([picture.file.type, picture.width, picture.height]).toEqual(['webp', 1600, 800]);
    expect((await api.plain('GET', `/media/${mediaName(picture.file)}`)).status).toBe(200);
    const slides = [
      {
        slideId: 'abrigos',
        picture,
        headline: { es: 'Abrigos', en: 'Coats' },
        opens: { kind: 'category', category: world.product.category },
        until: '2026-12-24',
      },
      { slideId: 'camisa', headline: { es: 'La camisa' }, opens: { kind: 'product', productId: world.product.productId } },
    ];
    expect(await put(slides)).toEqual({ status: 200, json: { store: 'centro', slides } });
    expect(await rows()).toEqual([['centro', { slides }]]);
    expect(await ask('GET', '/v1/operator/slides?store=centro')).toEqual({ status: 200, json: { store: 'centro', slides } });
    expect(await ask('GET', '/v1/operator/slides?store=norte')).toEqual({ status: 200, json: { store: 'norte', slides: [] } });
    const [noted] = await engine.db.query("SELECT facts FROM audit WHERE tenant_id = $1 AND kind = 'slides.put'", [world.tenantId]);
    expect(noted?.['facts']).toMatchObject({ store: 'centro', slides: 2 });
    expect([(await put([])).status, (await rows()).map(([, value]) => value)]).toEqual([200, [null]]);
  });

  const good: Slide = { slideId: 'a', headline: { es: 'Abrigos' } };
  const lost: SlidePicture = { file: { hash: 'd'.repeat(64), type: 'webp', bytes: 10 }, width: 4, height: 3 };
  it.each([
    ['without a text', [{ ...good, headline: {} }], 400],
    ['with what no slide has', [{ ...good, price: '10' }], 400],
    ['with a picture from elsewhere', [{ ...good, picture: 'https://elsewhere.example/a.jpg' }], 400],
    ['of which one is there twice', [good, good], 400],
    ['whose last day is before the first', [{ ...good, from: '2026-12-01', until: '2026-11-30' }], 400],
    ['that tell a price', [{ ...good, words: { es: 'Desde 19,95 €' } }], 400],
    ['beyond a dozen', Array.from({ length: 13 }, (_, n) => ({ ...good, slideId: `s${n}` })), 400],
    ['whose picture was not sent', [{ ...good, picture: lost }], 409],
    ['that open what is not sold', [{ ...good, opens: { kind: 'product', productId: 'moon' } }], 409],
    ['that open a category without goods', [{ ...good, opens: { kind: 'category', category: 'Trineos' } }], 409],
  ] as const)('are refused %s, and those before stay', async (_, slides, status) => {
    await put([good]);
    expect((await put(slides)).status).toBe(status);
    expect(await rows()).toEqual([['centro', { slides: [good] }]]);
  });

  it('are refused to who may not, for a shop that is not theirs, and where they are no JSON', async () => {
    expect([
      (await put([good], 'moon')).status,
      (await ask('PUT', '/v1/operator/slides', JSON.stringify({ slides: [good] }))).status,
      (await ask('PUT', '/v1/operator/slides?store=centro', '{"slides":')).status,
    ]).toEqual([404, 404, 400]);
    token = await hire(['look', 'stock']);
    expect([(await put([good])).status, (await sent(await photo())).status, (await ask('GET', '/v1/operator/slides?store=centro')).status]).toEqual([
      403, 403, 403,
    ]);
    token = 'A'.repeat(43);
    expect([(await put([good])).status, (await sent(await photo())).status]).toEqual([401, 401]);
    expect(await rows()).toEqual([]);
  });

  it('have pictures only: known by their content, of a size that can be shown', async () => {
    const whole = await photo();
    expect([
      (await sent(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png')).status,
      (await sent(Buffer.from('glTF'), 'image/jpeg')).status,
      (await sent(whole.subarray(0, whole.length - 20))).status,
      (await sent(Buffer.alloc(16_000_001, 1))).status,
      (await sent(whole, 'text/html')).status,
      (await sent(whole, 'application/octet-stream')).status,
    ]).toEqual([400, 400, 400, 413, 400, 200]);
  });
});
