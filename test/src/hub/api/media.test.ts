import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApi, type TestApi, testMedia } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';

const GLB = `${'a'.repeat(64)}.glb`;
const PHOTO = `${'b'.repeat(64)}.webp`;

describe('files beside the catalogue, and the pages around them', () => {
  let engine: TestEngine;
  let api: TestApi;
  beforeAll(async () => {
    engine = await pgliteEngine();
    api = await makeApi(engine.db);
    testMedia.set(GLB, new Uint8Array([1, 2, 3]));
    testMedia.set(PHOTO, new Uint8Array([4]));
  });
  afterAll(async () => {
    await api.close();
    await engine.close();
  });

  it('are served by the hash of their content, to be kept for ever; a model also to viewers of another origin', async () => {
    const [model, photo] = [await api.plain('GET', `/media/${GLB}`), await api.plain('GET', `/media/${PHOTO}`)];
    const facts = ({ status, headers }: typeof model) => [status, headers['content-type'], headers['cache-control'], headers['access-control-allow-origin']];
    expect([facts(model), facts(photo)]).toEqual([
      [200, 'model/gltf-binary', 'public, max-age=31536000, immutable', '*'],
      [200, 'image/webp', 'public, max-age=31536000, immutable', undefined],
    ]);
  });

  it('are nothing else', async () => {
    const names = [`${'c'.repeat(64)}.glb`, `${'a'.repeat(64)}.html`, '..%2fsecrets%2fkey', 'a.glb', `${'a'.repeat(64)}.glb%00.png`];
    const statuses: number[] = [];
    for (const name of names) statuses.push((await api.plain('GET', `/media/${name}`)).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  it('have a page for phones, which may use the one style of the viewer that is installed', async () => {
    const entry = createRequire(import.meta.url).resolve('@google/model-viewer');
    const template = readFileSync(join(dirname(entry), '../lib/template.js'), 'utf8');
    const style = template.slice(template.indexOf('<style>') + '<style>'.length, template.indexOf('</style>'));
    const page = await api.plain('GET', `/m/${GLB}`);
    const policy = String(page.headers['content-security-policy']);
    expect([page.status, policy.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)]).toEqual([200, true]);
    const others = [await api.plain('GET', '/m/nonsense'), await api.plain('GET', `/m/${PHOTO}`), await api.plain('GET', '/b/gran-via-1')];
    expect(others.map(({ status }) => status)).toEqual([404, 404, 200]);
  });
});
