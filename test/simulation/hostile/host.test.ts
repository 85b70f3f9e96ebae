import { cpSync, existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { openStationStore } from '../../../src/station/store/open.ts';
import { countingRandom, openTestStore, standingClock, temporaryDirectory, write } from '../../support/store.ts';
import { runSessions } from './sessions.ts';

/** What no other test says of the machine under the station; the list with all of it is in the README. */
describe('X-04: the journal beside the database', () => {
  let place: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    place = temporaryDirectory();
  });
  afterEach(() => place.remove());

  /** The files as `kill -9` leaves them after so many entries, in a folder of their own. */
  function killed(name: string, entries: number): string {
    const made = join(place.path, `${name}.db`);
    const store = openTestStore(made);
    for (let i = 0; i < entries; i++) write(store, (tx) => tx.audit({ kind: 'entry', at: i, facts: { i } }));
    const copy = join(place.path, `${name}-killed.db`);
    for (const end of ['', '-wal']) cpSync(`${made}${end}`, `${copy}${end}`);
    store.close();
    return copy;
  }

  /** Opens it: the number of entries of a whole chain, or the name of the refusal. */
  function opened(path: string): string {
    const found = openStationStore({
      path,
      clock: standingClock,
      random: countingRandom(),
      logger: silentLogger,
      stationVersion: 'test',
      ballastBytes: 0,
      busyMs: 0,
    });
    if (!found.ok) return found.error.kind;
    const chain = found.value.verifyAudit();
    const { seq } = found.value.read.auditHead();
    found.value.close();
    return chain.ok ? `${seq} entries` : 'a broken chain';
  }

  it('truncated at any place leaves a whole chain that is shorter, never half an entry', () => {
    const ends = [0, 1, 31, 32, 4000, 20_000, 60_000].map((size) => {
      const path = killed(`cut-${size}`, 12);
      truncateSync(`${path}-wal`, size);
      return opened(path);
    });
    expect(ends.filter((end) => !/^\d+ entries$/.test(end) && end !== 'corrupt' && end !== 'not-a-database' && end !== 'foreign')).toEqual([]);
    expect(ends).not.toContain('12 entries');
  });

  it('of another database, or rubbish in its place, is not taken for its own', () => {
    const [mine, other] = [killed('mine', 12), killed('other', 9)];
    const before = opened(killed('same', 12));
    cpSync(`${other}-wal`, `${mine}-wal`);
    const foreign = opened(mine);
    const rubbish = killed('rubbish', 12);
    writeFileSync(`${rubbish}-wal`, Buffer.alloc(50_000, 0x5a));
    expect([before, foreign === 'a broken chain', opened(rubbish) === 'a broken chain']).toEqual(['12 entries', false, false]);
  });

  it('deleted leaves what was in the database itself, whole', () => {
    const path = killed('deleted', 12);
    rmSync(`${path}-wal`);
    expect([existsSync(`${path}-wal`), opened(path) === 'a broken chain']).toEqual([false, false]);
  });
});

describe('X-11: customer after customer without a restart', () => {
  it('each opens their own door once, and no file or socket is left open', async () => {
    const report = await runSessions(12);
    expect([report.violations, report.sessions, report.grownHandles]).toEqual([[], 12, 0]);
  }, 60_000);
});
