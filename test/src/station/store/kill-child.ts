import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { done } from '../../../../src/kernel/result.ts';
import { openTestStore } from '../../../support/store.ts';
import { started } from './samples.ts';

/** Commits without end, and writes each number to standard output once its commit has returned. */
const store = openTestStore(process.argv[2] ?? '', {
  random: (size) => Uint8Array.from(randomBytes(size)),
  clock: { now: Date.now, monotonic: () => performance.now(), after: () => () => {} },
});
for (let i = Number(store.read.meta('count') ?? '0') + 1; ; i++) {
  const result = store.commit((tx) => {
    tx.putMeta('count', String(i));
    tx.enqueue(started(i), i);
    tx.audit({ kind: 'count', at: i, facts: { i } });
    return done;
  });
  if (!result.ok) process.exit(3);
  writeSync(1, `${i}\n`);
}
