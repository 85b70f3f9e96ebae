import type { DiskOp } from '../shim/disk-log.ts';

/** The unit in which a disk writes: it is there or it is not. */
export const SECTOR = 512;

/** What a power cut leaves of what was not flushed: nothing, everything, or whatever chance keeps of each sector. */
export type Variant = { readonly kind: 'synced' } | { readonly kind: 'everything' } | { readonly kind: 'torn'; readonly random: () => number };

/** The files that a power cut leaves, by their paths. */
export type DiskImage = ReadonlyMap<string, Buffer>;

type Pending =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Uint8Array }
  /** Part of the file system's own journal: `order` says when, among all its entries. */
  | { readonly kind: 'truncate'; readonly size: number; readonly order: number };

interface FileState {
  /** What is on the disk for certain. */
  durable: Buffer;
  durableSize: number;
  /** The size that the program sees. */
  size: number;
  pending: Pending[];
}

/** A change of names; they become durable in order, all together with the next flush that reaches the file system's journal. */
interface NameChange {
  readonly order: number;
  readonly apply: (names: Map<string, FileState>) => void;
}

/**
 * A disk under a file system like ext4 (`data=ordered`): replays what was recorded, and says at any point what a power cut would leave.
 *
 * ```
 *  bytes           durable when their own file is flushed; before that each 512-byte sector holds any one of the versions that it
 *                  has had since
 *  names, sizes    created, renamed, removed, cut off: they go through one journal, so they become durable in order, and all of them
 *                  with any fsync; with an fdatasync only when that file's size or name is new
 * ```
 * The second rule is why a removed journal cannot come back once anything after it was flushed: without it SQLite itself would seem
 * to lose data, since it removes its journals without flushing the folder.
 */
export class RecordedDisk {
  readonly #files = new Map<number, FileState>();
  readonly #names = new Map<string, FileState>();
  readonly #durableNames = new Map<string, FileState>();
  #changes: NameChange[] = [];
  #order = 0;
  #durableOrder = 0;

  /** Begins with files that are on the disk already. */
  constructor(initial: DiskImage = new Map()) {
    for (const [path, bytes] of initial) {
      const file: FileState = { durable: Buffer.from(bytes), durableSize: bytes.length, size: bytes.length, pending: [] };
      this.#names.set(path, file);
      this.#durableNames.set(path, file);
    }
  }

  /** Is there anything that a power cut could take? */
  get isSettled(): boolean {
    return this.#changes.length === 0 && [...this.#names.values()].every((file) => file.pending.length === 0);
  }

  /** Replays one entry; true when the disk, or what is certain of it, is another one now. */
  replay(op: DiskOp): boolean {
    switch (op.kind) {
      case 'open':
        return this.#open(op);
      case 'write': {
        const file = this.#file(op.file);
        file.pending.push({ kind: 'write', offset: op.offset, bytes: op.bytes });
        file.size = Math.max(file.size, op.offset + op.bytes.length);
        return true;
      }
      case 'truncate': {
        const file = this.#file(op.file);
        file.pending.push({ kind: 'truncate', size: op.size, order: ++this.#order });
        file.size = op.size;
        return true;
      }
      case 'sync':
        return this.#sync(op.file, op.isDataOnly);
      case 'unlink':
        return this.#rename((names) => void names.delete(op.path));
      case 'rename':
        return this.#rename((names) => {
          const file = names.get(op.from);
          names.delete(op.from);
          if (file !== undefined) names.set(op.to, file);
        });
      case 'mkdir':
      case 'rmdir':
      case 'close':
      case 'mark':
      case 'fault':
        return false;
    }
  }

  /** What a power cut at this point leaves. */
  image(variant: Variant): DiskImage {
    const from = this.#durableOrder;
    const upTo =
      variant.kind === 'everything' ? this.#order : variant.kind === 'synced' ? from : from + Math.floor(variant.random() * (this.#order - from + 1));
    const names = new Map(this.#durableNames);
    for (const change of this.#changes) if (change.order <= upTo) change.apply(names);
    // How much of the cached sectors the disk happened to have written: nearly nothing, half, or nearly all.
    const kept = variant.kind === 'torn' ? ([0.08, 0.5, 0.92][Math.floor(variant.random() * 3)] ?? 0.5) : 0;
    const image = new Map<string, Buffer>();
    for (const [path, file] of names) image.set(path, contentOf(file, variant, upTo, kept));
    return image;
  }

  #open(op: Extract<DiskOp, { kind: 'open' }>): boolean {
    if (op.isFolder) {
      this.#files.set(op.file, { durable: Buffer.alloc(0), durableSize: 0, size: 0, pending: [] });
      return false;
    }
    const known = this.#names.get(op.path);
    if (!op.isCreated) {
      if (known === undefined) throw new Error(`the record opens a file that is not there: ${op.path}`);
      this.#files.set(op.file, known);
      return false;
    }
    const file: FileState = { durable: Buffer.alloc(0), durableSize: 0, size: 0, pending: [] };
    this.#files.set(op.file, file);
    return this.#rename((names) => void names.set(op.path, file));
  }

  #rename(apply: NameChange['apply']): true {
    this.#changes.push({ order: ++this.#order, apply });
    apply(this.#names);
    return true;
  }

  #sync(number: number, isDataOnly: boolean): boolean {
    const file = this.#file(number);
    const isNamed = [...this.#durableNames.values()].includes(file);
    const touchesJournal = !isDataOnly || file.size !== file.durableSize || !isNamed || file.pending.some(({ kind }) => kind === 'truncate');
    const before = file.pending.length;
    if (touchesJournal) this.#settleJournal();
    for (const pending of file.pending) settle(file, pending);
    file.pending = [];
    return before > 0 || touchesJournal;
  }

  /** Everything that goes through the file system's journal is on the disk now, and with it the sizes of files that were cut off. */
  #settleJournal(): void {
    for (const change of this.#changes) change.apply(this.#durableNames);
    this.#changes = [];
    this.#durableOrder = this.#order;
    for (const file of new Set([...this.#files.values(), ...this.#durableNames.values()])) {
      const last = file.pending.findLastIndex(({ kind }) => kind === 'truncate');
      if (last < 0) continue;
      // What was written before a cut and lies below it may still be missing: it is written again after the cut.
      const size = Math.min(...file.pending.flatMap((pending) => (pending.kind === 'truncate' ? [pending.size] : [])));
      const before = file.pending.slice(0, last).flatMap((pending) => (pending.kind === 'write' ? clip(pending, size) : []));
      settle(file, { kind: 'truncate', size, order: 0 });
      file.pending = [...before, ...file.pending.slice(last + 1)];
    }
  }

  #file(number: number): FileState {
    const file = this.#files.get(number);
    if (file === undefined) throw new Error(`the record writes to a file that was never opened: ${number}`);
    return file;
  }
}

function clip(write: Extract<Pending, { kind: 'write' }>, size: number): Pending[] {
  const length = Math.min(write.bytes.length, size - write.offset);
  return length <= 0 ? [] : [{ ...write, bytes: write.bytes.subarray(0, length) }];
}

function settle(file: FileState, pending: Pending): void {
  if (pending.kind === 'truncate') {
    if (pending.size < file.durableSize) file.durable.fill(0, pending.size, file.durableSize);
    else grow(file, pending.size);
    file.durableSize = pending.size;
    return;
  }
  const end = pending.offset + pending.bytes.length;
  grow(file, end);
  file.durable.set(pending.bytes, pending.offset);
  file.durableSize = Math.max(file.durableSize, end);
}

function grow(file: FileState, size: number): void {
  if (file.durable.length >= size) return;
  const larger = Buffer.alloc(Math.max(size, file.durable.length * 2, 65_536));
  file.durable.copy(larger, 0, 0, file.durableSize);
  file.durable = larger;
}

function contentOf(file: FileState, variant: Variant, upTo: number, kept: number): Buffer {
  const certain = file.durable.subarray(0, file.durableSize);
  if (file.pending.length === 0) return certain;
  if (variant.kind === 'synced') return certain;
  const scratch: FileState = { durable: Buffer.alloc(Math.max(file.size, file.durableSize) + SECTOR), durableSize: file.durableSize, size: 0, pending: [] };
  certain.copy(scratch.durable);
  if (variant.kind === 'everything') for (const pending of file.pending) settle(scratch, pending);
  else tear(file, scratch, variant.random, upTo, kept);
  return scratch.durable.subarray(0, scratch.durableSize);
}

/** Gives each sector one of the versions that it has had since the last flush, the one on the disk among them. */
function tear(file: FileState, scratch: FileState, random: () => number, upTo: number, kept: number): void {
  const versions = new Map<number, number>();
  eachSector(file.pending, (sector) => versions.set(sector, (versions.get(sector) ?? 0) + 1));
  const chosen = new Map<number, number>();
  for (const [sector, count] of versions) chosen.set(sector, random() < kept ? count : Math.floor(random() * (count + 1)));
  const seen = new Map<number, number>();
  for (const pending of file.pending) {
    if (pending.kind === 'truncate') {
      if (pending.order <= upTo) settle(scratch, pending);
      continue;
    }
    eachSector([pending], (sector, from, to) => {
      const nth = (seen.get(sector) ?? 0) + 1;
      seen.set(sector, nth);
      if (nth <= (chosen.get(sector) ?? 0))
        settle(scratch, { kind: 'write', offset: from, bytes: pending.bytes.subarray(from - pending.offset, to - pending.offset) });
    });
  }
  // The new size may have reached the disk before the bytes that belong there.
  if (file.size > scratch.durableSize && random() < 0.25) settle(scratch, { kind: 'truncate', size: file.size, order: 0 });
}

function eachSector(pending: readonly Pending[], visit: (sector: number, from: number, to: number) => void): void {
  for (const op of pending) {
    if (op.kind === 'truncate') continue;
    const end = op.offset + op.bytes.length;
    for (let sector = Math.floor(op.offset / SECTOR); sector * SECTOR < end; sector++) {
      visit(sector, Math.max(op.offset, sector * SECTOR), Math.min(end, (sector + 1) * SECTOR));
    }
  }
}
