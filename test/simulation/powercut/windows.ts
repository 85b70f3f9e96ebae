import type { DiskOp } from '../shim/disk-log.ts';
import { RecordedDisk } from './disk.ts';
import { type Expected, expectAlso, type Mark, nothingExpected } from './marks.ts';
import type { Recorded } from './record.ts';

/** A stretch of a record between two things that were said: all that a power cut in it may leave lies between the two. */
export interface Window {
  /** Number of the entry that it begins after, and of its last one; -1 is the beginning of the record. */
  readonly from: number;
  readonly to: number;
  readonly expected: Expected;
  /** Entries in it that change the disk, or what is certain of it. */
  readonly points: number;
  /** Those of them after which something is not flushed yet. */
  readonly open: number;
}

/** Cuts a record into windows. */
export function windowsOf({ ops, initial }: Recorded): readonly Window[] {
  const windows: Window[] = [];
  const disk = new RecordedDisk(initial);
  let expected = nothingExpected;
  let current = { from: -1, points: 0, open: 0 };
  const close = (to: number): void => {
    // The first image of a window is the disk just as it was said.
    windows.push({ ...current, to, expected, points: current.points + 1 });
    current = { from: to, points: 0, open: 0 };
  };
  for (const [at, op] of ops.entries()) {
    if (op.kind === 'mark') {
      close(at);
      expected = expectAlso(expected, JSON.parse(op.text) as Mark);
    } else if (disk.replay(op)) {
      current.points += 1;
      if (!disk.isSettled) current.open += 1;
    }
  }
  close(ops.length - 1);
  return windows;
}

/** A fault in a record that the proof must find: flushes that never happened. */
export function forgetFlushes(ops: readonly DiskOp[], which: (path: string) => boolean): readonly DiskOp[] {
  const paths = new Map<number, string>();
  return ops.filter((op) => {
    if (op.kind === 'open') paths.set(op.file, op.path);
    return op.kind !== 'sync' || !which(paths.get(op.file) ?? '');
  });
}
