import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { product as productSchema } from '../../../../src/contract/catalogue.ts';
import { mediaName } from '../../../../src/contract/media.ts';
import { upsertProducts } from '../../../../src/hub/catalogue.ts';
import { putFeedMedia, readMediaOf } from '../../../../src/hub/db/feed-media.ts';
import { demoBagModel } from '../../../../src/hub/demo/demo-model.ts';
import { fetchMedia } from '../../../../src/hub/jobs/fetch-media.ts';
import { createFetchFile } from '../../../../src/hub/media/fetch-file.ts';
import { createMediaStore, type MediaStore } from '../../../../src/hub/media/media-store.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { shirt } from '../../../support/kiosk-world.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';

const TENANT = '0197a000-0000-7000-8000-000000000075';
const never = new AbortController().signal;

let engine: TestEngine;
let server: Server;
let origin: string;
let folder: string;
let store: MediaStore;
let isAway = false;
const asked: string[] = [];

beforeAll(async () => {
  engine = await pgliteEngine();
  await engine.db.query('INSERT INTO tenants (tenant_id, name) VALUES ($1, $2)', [TENANT, 'Moda']);
  folder = mkdtempSync(join(tmpdir(), 'hub-media-'));
  store = createMediaStore(folder);
  const wide = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#aa3322' } })
    .withExif({ IFD0: { Artist: 'Somebody with a name' } })
    .jpeg()
    .toBuffer();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (isAway) return void response.writeHead(503).end();
    if (request.url === '/wide.jpg') return void response.end(wide);
    if (request.url === '/bag.glb') return void response.end(demoBagModel());
    if (request.url === '/moved.jpg') return void response.writeHead(302, { location: '/wide.jpg' }).end();
    if (request.url === '/page.jpg') return void response.end('<html>no picture</html>');
    if (request.url === '/round.jpg') return void response.writeHead(302, { location: '/round.jpg' }).end();
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const parts = (allowsInside = true) => ({
  db: engine.db,
  store,
  fetchFile: createFetchFile({ allowsInside, stopped: never }),
  logger: silentLogger,
  stopped: never,
});
const photo = (path: string, place = 0) => ({
  productId: 'camisa',
  kind: 'photo' as const,
  place,
  url: `${origin}${path}`,
  alt: 'Camisa de frente',
  colour: null,
});
const states = async () =>
  (await engine.db.query('SELECT state, tries, problem FROM feed_media WHERE tenant_id = $1 ORDER BY kind, place', [TENANT])).map(
    ({ state, tries, problem }) => [state, tries, problem],
  );
const carried = async () => {
  const [row] = await engine.db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'catalogue' AND key = 'camisa'", [TENANT]);
  return productSchema.parse(row?.['value']);
};

it('is fetched, made smaller, kept by its content, and carried by its product; what cannot be shown is given up with its reason', async () => {
  await upsertProducts(engine.db, TENANT, [shirt], []);
  const model = { ...photo('/bag.glb'), kind: 'glb' as const, alt: '' };
  const files = [photo('/moved.jpg'), photo('/page.jpg', 1), photo('/missing.jpg', 2), photo('/round.jpg', 3), model];
  await putFeedMedia(engine.db, TENANT, [shirt], files, 0);
  expect(await fetchMedia(parts(), 1000)).toEqual({ changed: true, more: false });
  expect(await states()).toEqual([
    ['ready', 1, null],
    ['ready', 1, null],
    ['failed', 1, 'unknown-type: it is no JPEG, PNG, WebP, GLB or USDZ'],
    ['failed', 1, 'refused: the server answers 404'],
    ['failed', 1, 'refused: it leads on and on'],
  ]);
  const { photos, model: kept } = await carried();
  expect(photos?.map(({ width, height, alt, colour, file, small }) => [width, height, alt, colour, file.type, small?.type])).toEqual([
    [1600, 800, 'Camisa de frente', null, 'webp', 'webp'],
  ]);
  const [first] = photos ?? [];
  const large = await store.read(mediaName(first?.file ?? { hash: '', type: 'webp' }));
  expect((await sharp(large ?? Buffer.alloc(0)).metadata()).exif).toBe(undefined);
  expect(readdirSync(folder).sort()).toEqual([first?.file, first?.small, kept?.glb].map((file) => mediaName(file ?? { hash: '', type: 'glb' })).sort());
  expect(await fetchMedia(parts(), 2000)).toEqual({ changed: false, more: false });
});

it('stays when the same feed comes again, goes when it does not name it, and what was given up is tried again', async () => {
  await putFeedMedia(engine.db, TENANT, [shirt], [photo('/moved.jpg'), photo('/missing.jpg', 2)], 3000);
  expect(await states()).toEqual([
    ['ready', 1, null],
    ['due', 0, null],
  ]);
  const media = await readMediaOf(engine.db, TENANT, ['camisa']);
  expect([media.get('camisa')?.photos?.length, media.get('camisa')?.model]).toEqual([1, undefined]);
});

it('is asked for again, less and less often, while its server is away, and keeps the picture that was there', async () => {
  isAway = true;
  await putFeedMedia(engine.db, TENANT, [shirt], [photo('/wide.jpg')], 10_000);
  const rounds: unknown[] = [];
  let now = 10_000;
  for (let i = 0; i < 8; i++) {
    asked.length = 0;
    await fetchMedia(parts(), now);
    const [row] = await engine.db.query('SELECT state, tries, next_at FROM feed_media WHERE tenant_id = $1', [TENANT]);
    rounds.push([asked.length, row?.['state'], row?.['state'] === 'due' ? Number(row['next_at']) - now : 0]);
    now = Math.max(now, Number(row?.['next_at']));
  }
  expect(rounds).toEqual([
    [1, 'due', 60_000],
    [1, 'due', 240_000],
    [1, 'due', 960_000],
    [1, 'due', 3_840_000],
    [1, 'due', 15_360_000],
    [1, 'due', 61_440_000],
    [1, 'failed', 0],
    [0, 'failed', 0],
  ]);
  isAway = false;
});

it('is not asked for inside the hub’s own network, by number, by name or by a way that leads there', async () => {
  const fetchFile = createFetchFile({ allowsInside: false, stopped: never });
  asked.length = 0;
  const addresses = [
    `${origin}/wide.jpg`,
    origin.replace('127.0.0.1', 'localhost'),
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://10.1.2.3/',
    'file:///etc/passwd',
    'http://user:secret@example.com/',
    'nonsense',
  ];
  const found = await Promise.all(addresses.map((address) => fetchFile(address, 1000)));
  expect([found.map((result) => (result.ok ? 'ok' : result.error.kind)), asked]).toEqual([addresses.map(() => 'refused'), []]);
});

it('is not taken beyond the size that is asked for', async () => {
  const found = await createFetchFile({ allowsInside: true, stopped: never })(`${origin}/wide.jpg`, 1000);
  expect(found).toEqual({ ok: false, error: { kind: 'refused', detail: 'it is larger than 1000 bytes' } });
});
