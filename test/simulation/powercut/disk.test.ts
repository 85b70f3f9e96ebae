import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import type { DiskOp } from '../shim/disk-log.ts';
import { RecordedDisk, SECTOR } from './disk.ts';

const open = (file: number, path: string): DiskOp => ({ kind: 'open', file, path, isCreated: true, isFolder: false });
const write = (file: number, offset: number, text: string): DiskOp => ({ kind: 'write', file, offset, bytes: Buffer.from(text) });
const sync = (file: number, isDataOnly = false): DiskOp => ({ kind: 'sync', file, isDataOnly });

function diskOf(...ops: readonly DiskOp[]): RecordedDisk {
  const disk = new RecordedDisk();
  for (const op of ops) disk.replay(op);
  return disk;
}

const shown = (disk: RecordedDisk, kind: 'synced' | 'everything') =>
  Object.fromEntries([...disk.image({ kind })].map(([path, bytes]) => [path, bytes.toString()]));

/** A chance that draws these numbers, then zero. */
function drawing(...numbers: readonly number[]): () => number {
  const left = [...numbers];
  return () => left.shift() ?? 0;
}

describe('what is certain of a disk', () => {
  it('is what was flushed, and everything is what a program sees', () => {
    const disk = diskOf(open(1, 'a'), write(1, 0, 'one'), sync(1), write(1, 3, 'two'));
    expect([shown(disk, 'synced'), shown(disk, 'everything')]).toEqual([{ a: 'one' }, { a: 'onetwo' }]);
  });

  it('holds no file whose name was never flushed', () => {
    expect(shown(diskOf(open(1, 'a'), write(1, 0, 'one')), 'synced')).toEqual({});
  });

  it('forgets a removed file only with the next flush of any file, as ext4 does', () => {
    const removed = [open(1, 'a'), open(2, 'b'), sync(1), sync(2), { kind: 'unlink', path: 'a' }] as const;
    expect(Object.keys(shown(diskOf(...removed), 'synced'))).toEqual(['a', 'b']);
    expect(Object.keys(shown(diskOf(...removed, sync(2)), 'synced'))).toEqual(['b']);
  });

  it('does not learn of names by a flush of data alone, where that file’s size did not change', () => {
    const overwritten = [open(1, 'a'), open(2, 'b'), write(2, 0, 'old'), sync(1), sync(2), { kind: 'unlink', path: 'a' }, write(2, 0, 'new')] as const;
    expect(shown(diskOf(...overwritten, sync(2, true)), 'synced')).toEqual({ a: '', b: 'new' });
    expect(shown(diskOf(...overwritten, write(2, 3, 'er'), sync(2, true)), 'synced')).toEqual({ b: 'newer' });
  });

  it('takes over a name that a draft was given, with whatever was flushed of it', () => {
    const ops = [open(1, 'draft'), write(1, 0, 'text'), sync(1), { kind: 'rename', from: 'draft', to: 'file' }] as const;
    expect([shown(diskOf(...ops), 'synced'), shown(diskOf(...ops), 'everything')]).toEqual([{ draft: 'text' }, { file: 'text' }]);
  });

  it('keeps what was cut off until the cut is flushed', () => {
    const ops = [open(1, 'a'), write(1, 0, 'longer'), sync(1), { kind: 'truncate', file: 1, size: 2 }] as const;
    expect([shown(diskOf(...ops), 'synced'), shown(diskOf(...ops), 'everything')]).toEqual([{ a: 'longer' }, { a: 'lo' }]);
    expect(shown(diskOf(...ops, sync(1)), 'synced')).toEqual({ a: 'lo' });
  });
});

describe('a torn image', () => {
  it('gives each sector one of the versions that it had, never a later one without the earlier ones', () => {
    const disk = diskOf(open(1, 'a'), write(1, 0, 'x'.repeat(2 * SECTOR)), sync(1), write(1, 0, 'A'), write(1, 1, 'B'), write(1, SECTOR, 'C'));
    const seen = new Set<string>();
    for (let n = 0; n < 200; n++) {
      const bytes = disk.image({ kind: 'torn', random: seededRandom(n) }).get('a') ?? Buffer.alloc(0);
      seen.add(`${bytes.toString('latin1', 0, 2)} ${bytes.toString('latin1', SECTOR, SECTOR + 1)}`);
    }
    expect([...seen].sort()).toEqual(['AB C', 'AB x', 'Ax C', 'Ax x', 'xx C', 'xx x']);
  });

  it('lets names become durable in order only', () => {
    const disk = diskOf(open(1, 'a'), sync(1), open(2, 'b'), { kind: 'unlink', path: 'a' });
    const names = [0, 0.4, 0.8].map((draw) => [...disk.image({ kind: 'torn', random: drawing(draw) }).keys()]);
    expect(names).toEqual([['a'], ['a', 'b'], ['b']]);
  });
});
