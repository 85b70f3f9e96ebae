import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { feedReport } from '../../../../src/contract/hub/operator-feed.ts';
import { hubProblem } from '../../../../src/contract/hub/sync.ts';
import { makeOperatorToken } from '../../../../src/hub/db/operators.ts';
import { CSV_LIMITS } from '../../../../src/hub/import/csv-rows.ts';
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

const HEAD = 'Handle,Title,Variant Price,Variant SKU,Variant Inventory Qty';
const csv = (...handles: readonly string[]) => `${HEAD}\n${handles.map((handle) => `${handle},Camisa,10,${handle}-1,3\n`).join('')}`;
const put = async (body: string | Readable, query = '', headers: Record<string, string> = {}) => {
  const answer = await api.server.inject({
    method: 'PUT',
    url: `/v1/operator/catalogue?store=centro${query}`,
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}`, ...headers },
    payload: body,
  });
  return answer.statusCode === 200 ? feedReport.parse(answer.json()) : [answer.statusCode, hubProblem.parse(answer.json()).code];
};
const products = async () =>
  (
    await engine.db.query("SELECT key FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'catalogue' AND value->>'published' = 'true' ORDER BY key", [
      world.tenantId,
    ])
  ).map((row) => String(row['key']));
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('pasillo-feed-'));

describe('a product file that an operator sends', () => {
  it('is taken while the hub runs, with a report by rows, and stations see it', async () => {
    const report = await put(`${csv('a', 'b')}c,Falda,gratis,c-1,1\n`);
    expect(report).toMatchObject({
      ...{ written: true, rows: 3, rejectedRows: 1, rejected: [{ line: 4, handle: 'c', reason: 'bad-price' }] },
      ...{ products: { read: 2, created: 2, left: 0 }, stock: { read: 2, created: 2 } },
    });
    expect(await products()).toEqual(['a', 'b']);
    expect(await put(csv('a', 'b'), `&asOf=${NOW}`)).toMatchObject({ products: { created: 0, changed: 0, unchanged: 2 } });
    expect(leftovers()).toEqual([]);
  });

  it('is only read where that is asked', async () => {
    expect(await put(csv('a'), '&check=true')).toMatchObject({ written: false, products: { read: 1, created: 0 } });
    expect(await products()).toEqual([]);
  });

  it('takes off sale what a whole file no longer names, unless that is too much at once', async () => {
    await put(csv('a', 'b', 'c', 'd'));
    expect([await put(csv('a', 'b'), '&whole=true'), await products()]).toEqual([
      [409, 'conflict'],
      ['a', 'b', 'c', 'd'],
    ]);
    expect(await put(csv('a', 'b'), '&whole=true&most=50')).toMatchObject({ products: { left: 2 } });
    expect([await products(), await put(csv('a', 'b', 'c'), `&whole=true&asOf=${NOW - 60_000}`)]).toEqual([
      ['a', 'b'],
      [409, 'conflict'],
    ]);
    const notes = await engine.db.query("SELECT facts->>'left' AS left, facts->>'operator' AS by FROM audit WHERE tenant_id = $1 AND kind = 'feed.imported'", [
      world.tenantId,
    ]);
    expect(notes.map((row) => [row['left'], typeof row['by']])).toEqual([
      ['0', 'string'],
      ['2', 'string'],
    ]);
  });

  it('is refused by name where it is none of these', async () => {
    const [bytes, long] = [Buffer.alloc(1_048_576, 97), CSV_LIMITS.fileBytes / 1_048_576 + 1];
    const endless = () => Readable.from(Array.from({ length: long }, () => bytes));
    expect([
      await put(csv('a'), '', { 'content-type': 'application/json' }),
      await put('Handle\nx\n'),
      await put(csv('a'), `&asOf=${NOW + 86_400_000}`),
      await put(csv('a'), '&location=moon'),
      await put(csv('a'), '&most=101'),
      await put(endless()),
    ]).toEqual([
      [400, 'bad-request'],
      [400, 'bad-request'],
      [400, 'bad-request'],
      [404, 'not-found'],
      [400, 'bad-request'],
      [413, 'too-large'],
    ]);
    token = await hire(['look', 'stock']);
    expect(await put(csv('a'))).toEqual([403, 'forbidden']);
    token = 'A'.repeat(43);
    expect(await put(csv('a'))).toEqual([401, 'unauthorised']);
    expect([await products(), leftovers()]).toEqual([[], []]);
  });

  it('leaves nothing behind when the line breaks in the middle of it, and the next one is taken', async () => {
    const url = new URL(await api.server.listen({ host: '127.0.0.1', port: 0 }));
    const line = connect(Number(url.port), '127.0.0.1');
    const head = [
      'PUT /v1/operator/catalogue?store=centro HTTP/1.1',
      'Host: h',
      'Content-Type: text/csv',
      'Content-Length: 9999',
      `Authorization: Bearer ${token}`,
    ];
    line.write(`${head.join('\r\n')}\r\n\r\n${csv('a')}`);
    await vi.waitFor(() => expect(leftovers().length).toBe(1), { timeout: 10_000 });
    line.destroy();
    await vi.waitFor(() => expect(leftovers()).toEqual([]), { timeout: 10_000 });
    expect([await products(), await put(csv('b'))]).toMatchObject([[], { products: { created: 1 } }]);
  });

  it('waits its turn: two at once are one, and one that is told to come again', async () => {
    const answers = await Promise.all([put(csv('a')), put(csv('b'))]);
    expect(answers.filter((answer) => Array.isArray(answer))).toEqual([[429, 'too-many']]);
    expect((await products()).length).toBe(1);
  });

  it('goes to the operator’s own company alone', async () => {
    const other = await makeStockWorld(engine.db);
    await put(csv('a'));
    const [row] = await engine.db.query("SELECT count(*)::integer AS n FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'catalogue'", [other.tenantId]);
    expect([await products(), row?.['n']]).toEqual([['a'], 0]);
  });
});
