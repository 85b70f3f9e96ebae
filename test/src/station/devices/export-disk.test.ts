import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../architecture/source-tree.ts';
import { exportDisk } from '../../../../src/station/devices/export-disk.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'pasillo-export-')), 'exports');
});

const disk = (mediaRoots: readonly string[] = []) => exportDisk({ folder, mediaRoots });
const twoLines = async (write: (line: string) => Promise<void>): Promise<number> => {
  await write('one');
  await write('dos');
  return 2;
};

describe('an export disk', () => {
  it('writes a file whole, flushed, with the hash of exactly what lies there', async () => {
    const written = await disk().write(folder, 'audit.jsonl', twoLines);
    if (!written.ok) throw new Error(written.error.kind);
    const bytes = readFileSync(join(folder, 'audit.jsonl'));
    expect(written.value).toEqual({ path: join(folder, 'audit.jsonl'), sha256: createHash('sha256').update(bytes).digest('hex'), value: 2 });
    expect(bytes.toString()).toBe('one\ndos\n');
  });

  it('never overwrites what was exported before', async () => {
    for (let times = 0; times < 3; times++) await disk().write(folder, 'audit.jsonl', twoLines);
    expect(readdirSync(folder).sort()).toEqual(['audit-1.jsonl', 'audit-2.jsonl', 'audit.jsonl']);
  });

  it('writes nowhere but to a place that it offers', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'pasillo-export-'));
    expect(await disk().write(elsewhere, 'audit.jsonl', twoLines)).toEqual({ ok: false, error: { kind: 'gone' } });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('leaves nothing behind when what is to be written fails half way', async () => {
    const failing = async (write: (line: string) => Promise<void>): Promise<number> => {
      await write('one');
      throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    };
    expect(await disk().write(folder, 'audit.jsonl', failing)).toEqual({ ok: false, error: { kind: 'full' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that there is no room when the system takes only a part of it, and leaves nothing of that behind', () => {
    // In a program of its own, to which the system gives files of a few KiB and no more.
    const program = `
      import { exportDisk } from ${JSON.stringify(join(projectRoot, 'src', 'station', 'devices', 'export-disk.ts'))};
      const disk = exportDisk({ folder: ${JSON.stringify(folder)}, mediaRoots: [] });
      const many = async (write) => { for (let n = 0; n < 3000; n++) await write('x'.repeat(60)); };
      const few = async (write) => { await write('x'); };
      const outcomes = [await disk.write(${JSON.stringify(folder)}, 'many.jsonl', many), await disk.write(${JSON.stringify(folder)}, 'few.jsonl', few)];
      console.log(outcomes.map((outcome) => (outcome.ok ? 'written' : outcome.error.kind)).join(' '));
    `;
    const limited = 'ulimit -f 16; exec "$0" --no-warnings --input-type=module --eval "$1"';
    expect(execFileSync('sh', ['-c', limited, process.execPath, program], { encoding: 'utf8' }).trim()).toBe('full written');
    expect(readdirSync(folder)).toEqual(['few.jsonl']);
  });

  it('says that the medium is gone when it was pulled out in the middle, however much was written by then', async () => {
    const long = async (write: (line: string) => Promise<void>): Promise<number> => {
      for (let line = 0; line < 5000; line++) {
        await write(`${line} ${'x'.repeat(60)}`);
        if (line === 2500) rmSync(folder, { recursive: true });
      }
      return 5000;
    };
    expect(await disk().write(folder, 'audit.jsonl', long)).toEqual({ ok: false, error: { kind: 'gone' } });
    const again = await disk().write(folder, 'audit.jsonl', twoLines);
    expect([again.ok, readdirSync(folder)]).toEqual([true, ['audit.jsonl']]);
  });

  it('offers no folder that is only a mount point with nothing mounted there', async () => {
    const root = mkdtempSync(join(tmpdir(), 'pasillo-media-'));
    mkdirSync(join(root, 'kiosk', 'STICK'), { recursive: true });
    expect((await disk([root, join(root, 'missing')]).targets()).map(({ targetId, kind }) => [targetId, kind])).toEqual([[folder, 'folder']]);
  });
});
