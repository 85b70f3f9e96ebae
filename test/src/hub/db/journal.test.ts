import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../../../src/hub/db/journal.ts';

const root = mkdtempSync(join(tmpdir(), 'hub-journal-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let dir: string;
let count = 0;
beforeEach(() => {
  dir = join(root, String(count++));
});

async function replayed(): Promise<readonly unknown[]> {
  const journal = await openJournal(dir);
  const records: unknown[] = [];
  const counts = await journal.replay((record) => {
    records.push(record);
    return Promise.resolve();
  });
  await journal.close();
  return [...records, counts];
}

async function written(...records: readonly unknown[]): Promise<string> {
  const journal = await openJournal(dir);
  await Promise.all(records.map((record) => journal.append(record)));
  await journal.close();
  return join(dir, readdirSync(dir).sort().at(-1) ?? '');
}

describe('the journal', () => {
  it('gives back what was appended, in order, also from several starts', async () => {
    await written({ a: 1 }, { b: 'ñ\n' });
    await written({ c: 3 });
    expect(await replayed()).toEqual([{ a: 1 }, { b: 'ñ\n' }, { c: 3 }, { replayed: 3, torn: 0, damaged: 0 }]);
  });

  it('leaves out a last line that was cut off at any byte', async () => {
    const path = await written({ a: 1 }, { b: 2 });
    const whole = readFileSync(path);
    const second = whole.indexOf('\n') + 1;
    for (let end = second; end < whole.length; end++) {
      writeFileSync(path, whole.subarray(0, end));
      const [first, counts] = await replayed();
      expect([first, counts]).toEqual([{ a: 1 }, { replayed: 1, torn: end > second ? 1 : 0, damaged: 0 }]);
    }
  });

  it('leaves out a damaged line, says so, and reads those after it', async () => {
    const path = await written({ a: 1 }, { b: 2 }, { c: 3 });
    writeFileSync(path, readFileSync(path, 'utf8').replace('"b"', '"x"'));
    expect(await replayed()).toEqual([{ a: 1 }, { c: 3 }, { replayed: 2, torn: 0, damaged: 1 }]);
    expect(readFileSync(`${path}.damaged`)).toEqual(readFileSync(path));
  });

  it('forgets what was there before a rotation, and only that', async () => {
    await written({ a: 1 });
    const journal = await openJournal(dir);
    await journal.append({ b: 2 });
    const dropEarlier = await journal.rotate();
    await journal.append({ c: 3 });
    await dropEarlier();
    await journal.close();
    expect(await replayed()).toEqual([{ c: 3 }, { replayed: 1, torn: 0, damaged: 0 }]);
  });

  it('knows how much it holds since the last rotation', async () => {
    const journal = await openJournal(dir);
    await journal.append({ a: 1 });
    await journal.append({ b: 2 });
    const before = journal.size();
    await journal.rotate();
    expect([before, journal.size()]).toEqual([2 * '0123456789abcdef {"a":1}\n'.length, 0]);
    await journal.close();
  });

  it('keeps everything when the rotation was not finished', async () => {
    const journal = await openJournal(dir);
    await journal.append({ a: 1 });
    await journal.rotate();
    await journal.close();
    expect((await replayed())[0]).toEqual({ a: 1 });
  });

  it('never writes behind a torn end', async () => {
    const path = await written({ a: 1 });
    appendFileSync(path, '0123456789abcdef {"half');
    await written({ b: 2 });
    expect(await replayed()).toEqual([{ a: 1 }, { b: 2 }, { replayed: 2, torn: 1, damaged: 0 }]);
  });

  it('accepts nothing more after a write failed', async () => {
    const journal = await openJournal(dir);
    await journal.close();
    await expect(journal.append({ a: 1 })).rejects.toThrow();
    await expect(journal.append({ a: 1 })).rejects.toThrow();
    expect(await replayed()).toEqual([{ replayed: 0, torn: 0, damaged: 0 }]);
  });
});
