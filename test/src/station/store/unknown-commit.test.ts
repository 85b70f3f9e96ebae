import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IntentId } from '../../../../src/kernel/ids.ts';
import { openTestStore, temporaryDirectory, write } from '../../../support/store.ts';
import { compartment, order, parcel } from './samples.ts';

const child = fileURLToPath(new URL('./unknown-commit-child.ts', import.meta.url));
let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** Lets the child name intents and commit them until it has named so many, and kills it at once: whether the last one is durable nobody knows. */
function killAtIntent(path: string, count: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    running.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\n').length > count) running.kill('SIGKILL');
    });
    running.on('error', reject);
    running.on('close', () => resolve(text.trimEnd().split('\n')));
  });
}

it('looks an intent up by the id that it was given before its commit, when a crash left unknown whether it was stored', async () => {
  const path = join(directory.path, 'station.db');
  const first = openTestStore(path);
  write(first, (tx) => {
    for (let n = 1; n <= 400; n++) {
      tx.putOrder(order(n));
      tx.putParcel(parcel(n));
      tx.putCompartment(compartment(n, { lock: n, state: 'occupied', parcelId: parcel(n).parcelId }));
    }
  });
  first.close();
  for (const count of [1, 4, 11]) {
    const named = await killAtIntent(path, count);
    const store = openTestStore(path);
    const live = new Set(store.read.liveIntents().map((intent) => intent.intentId));
    // All but the last were acknowledged; the last is there, whole and live, or not at all. Never half.
    for (const [at, id] of named.entries()) {
      const found = store.read.intent(id as IntentId);
      if (at < named.length - 1) expect(found).not.toBeNull();
      expect(found === null).toBe(!live.has(id as IntentId));
    }
    store.close();
  }
}, 60_000);
