import { closeSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DiskImage } from './disk.ts';

const BLOCK = 4096;
const MEMORY_DISK = '/dev/shm';

/** A folder for work that need not last: in memory where the system has such a place. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), `pasillo-${name}-`));
}

/** A folder that holds one disk image after the other; only what differs from the one before is written. */
export class Scratch {
  readonly folder: string;
  readonly #held = new Map<string, { readonly fd: number; bytes: Buffer }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder hold this image and nothing else. */
  hold(image: DiskImage): void {
    for (const [path, held] of this.#held) {
      if (image.has(path)) continue;
      closeSync(held.fd);
      rmSync(join(this.folder, path), { force: true });
      this.#held.delete(path);
    }
    for (const [path, bytes] of image) this.#put(path, bytes);
  }

  /** Somebody changed the files: the next image is written anew, into an empty folder. */
  reset(): void {
    for (const held of this.#held.values()) closeSync(held.fd);
    this.#held.clear();
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  remove(): void {
    this.reset();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #put(path: string, bytes: Buffer): void {
    const held = this.#held.get(path);
    if (held === undefined) {
      const full = join(this.folder, path);
      mkdirSync(dirname(full), { recursive: true });
      const fd = openSync(full, 'w+');
      if (bytes.length > 0) writeSync(fd, bytes, 0, bytes.length, 0);
      this.#held.set(path, { fd, bytes: Buffer.from(bytes) });
      return;
    }
    if (held.bytes.length !== bytes.length) ftruncateSync(held.fd, bytes.length);
    for (let at = 0; at < bytes.length; at += BLOCK) {
      const end = Math.min(at + BLOCK, bytes.length);
      if (end <= held.bytes.length && bytes.compare(held.bytes, at, end, at, end) === 0) continue;
      writeSync(held.fd, bytes, at, end - at, at);
    }
    if (held.bytes.length === bytes.length) bytes.copy(held.bytes);
    else held.bytes = Buffer.from(bytes);
  }
}
