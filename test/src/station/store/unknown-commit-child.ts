import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { uuidV7 } from '../../../../src/kernel/ids.ts';
import { done } from '../../../../src/kernel/result.ts';
import { openTestStore } from '../../../support/store.ts';
import { intent } from './samples.ts';

/** Writes the id of each intent to standard output, and only then commits it. */
const random = (size: number) => Uint8Array.from(randomBytes(size));
const store = openTestStore(process.argv[2] ?? '', { random });
const taken = new Set(store.read.liveIntents().map((live) => live.compartmentId));
for (const [at, row] of store.read.compartments().entries()) {
  if (taken.has(row.compartmentId)) continue;
  const intentId = uuidV7<'intent'>(1_760_000_000_000 + at, random);
  writeSync(1, `${intentId}\n`);
  const result = store.commit((tx) => {
    tx.insertIntent(intent(row.number, { intentId }));
    return done;
  });
  if (!result.ok) process.exit(3);
}
