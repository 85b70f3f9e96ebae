import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, temporaryDirectory } from '../../../support/store.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const child = fileURLToPath(new URL('./kill-child.ts', import.meta.url));

/** Lets the child commit until it has acknowledged `acks` more, kills it at once, and answers with the last number it acknowledged. */
function killAfter(path: string, acks: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let lines = 0;
    running.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      lines += chunk.toString().split('\n').length - 1;
      if (lines >= acks) running.kill('SIGKILL');
    });
    running.on('error', reject);
    running.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(Number(text.trimEnd().split('\n').at(-1)));
      else reject(new Error(`the child ended by itself: ${text}`));
    });
  });
}

it('keeps every acknowledged commit, whole, over kill -9 again and again', async () => {
  const path = join(directory.path, 'station.db');
  for (const acks of [1, 2, 5, 17, 60, 130]) {
    const acknowledged = await killAfter(path, acks);
    const store = openTestStore(path);
    const count = Number(store.read.meta('count'));
    const seqs = store.tables.outbox.first(100_000).map((row) => row.seq);
    expect(count).toBeGreaterThanOrEqual(acknowledged);
    expect(seqs).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(store.verifyAudit()).toMatchObject({ ok: true, value: { seq: count } });
    store.close();
  }
}, 60_000);

it('stops at the first write that the system refuses, with every acknowledged commit in place', () => {
  const path = join(directory.path, 'station.db');
  const ended = spawnSync('sh', ['-c', 'ulimit -f 2000; exec "$0" "$1" "$2"', process.execPath, child, path]);
  const acknowledged = Number(ended.stdout.toString().trimEnd().split('\n').at(-1));
  const store = openTestStore(path);
  expect([ended.status, Number(store.read.meta('count')), store.verifyAudit()]).toMatchObject([3, acknowledged, { ok: true, value: { seq: acknowledged } }]);
  expect(acknowledged).toBeGreaterThan(5);
  store.close();
});
