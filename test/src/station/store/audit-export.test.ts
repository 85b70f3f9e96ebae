import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportAudit, verifyExport } from '../../../../src/station/store/audit-export.ts';
import type { StationDatabase } from '../../../../src/station/store/database.ts';
import { openMemoryStore, write } from '../../../support/store.ts';

let store: StationDatabase;
beforeEach(() => {
  store = openMemoryStore();
  write(store, (tx) => {
    for (let i = 1; i <= 1200; i++) tx.audit({ kind: 'thing.done', at: i, facts: { i } });
  });
});
afterEach(() => store.close());

async function lines(from?: number): Promise<string[]> {
  const written: string[] = [];
  await exportAudit(store, (line) => void written.push(line), from);
  return written;
}

describe('the export of the audit', () => {
  it('is verified by nothing but its own lines', async () => {
    const written = await lines();
    expect(written).toHaveLength(1202);
    expect(await verifyExport(written)).toEqual({
      ok: true,
      value: { from: 1, to: 1200, head: store.read.auditHead().hash, witnessed: 'none', witness: null },
    });
    expect(await verifyExport(await lines(1150))).toMatchObject({ ok: true, value: { from: 1150, to: 1200 } });
    expect(await verifyExport(await lines(1201))).toMatchObject({ ok: true, value: { to: 1200 } });
  });

  it('tells when a line was changed, left out, moved or cut off', async () => {
    const written = await lines();
    const bent = (change: (copy: string[]) => void): string[] => {
      const copy = [...written];
      change(copy);
      return copy;
    };
    const found = [
      bent((copy) => copy.splice(700, 1, (copy[700] ?? '').replace('thing.done', 'thing.undone'))),
      bent((copy) => copy.splice(700, 1)),
      bent((copy) => copy.splice(700, 0, ...copy.splice(800, 1))),
      bent((copy) => copy.splice(1199, 2)),
      bent((copy) => copy.pop()),
      bent((copy) => copy.shift()),
      ['{"kind":"something else"}'],
      [],
    ];
    const answers: unknown[] = [];
    for (const copy of found) {
      const answer = await verifyExport(copy);
      answers.push(answer.ok ? 'whole' : answer.error);
    }
    expect(answers).toEqual([
      { kind: 'changed', line: 701 },
      { kind: 'missing', line: 701 },
      { kind: 'missing', line: 701 },
      { kind: 'missing', line: 1200 },
      { kind: 'cut-off', line: 1201 },
      { kind: 'unreadable', line: 1 },
      { kind: 'unreadable', line: 1 },
      { kind: 'cut-off', line: 0 },
    ]);
  });

  it('says whether the entry that the hub signed for is among them', async () => {
    const hash = store.auditHashAt(600) ?? '';
    const witness = { epoch: store.epoch, seq: 600, hash, signedAt: 1, publicKey: 'A'.repeat(43), signature: 'A'.repeat(86) };
    expect(store.keepWitness(witness, 1).ok).toBe(true);
    expect(await verifyExport(await lines())).toMatchObject({ ok: true, value: { witnessed: 'yes', witness: { seq: 600 } } });
    expect(await verifyExport(await lines(900))).toMatchObject({ ok: true, value: { witnessed: 'no' } });
  });

  it('waits for whoever takes the lines', async () => {
    let waiting = 0;
    let most = 0;
    await exportAudit(store, async () => {
      waiting += 1;
      most = Math.max(most, waiting);
      await Promise.resolve();
      waiting -= 1;
    });
    expect(most).toBe(1);
  });
});
