import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { PublishedSnapshot } from './messages.ts';
import { CATALOGUE_VERSION } from './schema.ts';
import { packedName, SNAPSHOT_FILE } from './snapshot-files.ts';

/** Beyond this it takes twice as long and becomes hardly smaller. */
const LEVEL = 6;

const cursorRow = z.object({ bucket: z.enum(['catalogue', 'stock']), value: z.number() });

/**
 * Writes a snapshot of an open catalogue into `folder`: the file without gaps, checked, in one piece; and each of its parts packed. Nobody reads the folder before
 * this has ended. Throws when the file is not sound.
 */
export function publishSnapshot(db: Database.Database, folder: string, partBytes: number): PublishedSnapshot {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, SNAPSHOT_FILE);
  db.prepare('VACUUM INTO ?').run(path);
  const cursors = checked(path);
  const bytes = statSync(path).size;
  const parts = pack(path, folder, bytes, partBytes);
  const name = createHash('sha256').update(parts.join('\n')).digest('hex');
  return { format: CATALOGUE_VERSION, name, bytes, partBytes, parts, cursors };
}

function checked(path: string): PublishedSnapshot['cursors'] {
  const copy = new Database(path, { readonly: true });
  try {
    if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('the snapshot is not sound');
    const rows = z.array(cursorRow).parse(copy.prepare('SELECT bucket, value FROM cursor').all());
    const of = (bucket: string): number => rows.find((row) => row.bucket === bucket)?.value ?? 0;
    return { catalogue: of('catalogue'), stock: of('stock') };
  } finally {
    copy.close();
  }
}

function pack(path: string, folder: string, bytes: number, partBytes: number): string[] {
  const file = openSync(path, 'r');
  try {
    const hashes: string[] = [];
    const part = Buffer.alloc(partBytes);
    for (let at = 0; at < bytes; at += partBytes) {
      const piece = part.subarray(0, readSync(file, part, 0, Math.min(partBytes, bytes - at), at));
      const packed = zstdCompressSync(piece, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } });
      writeFileSync(join(folder, packedName(hashes.length)), packed);
      hashes.push(createHash('sha256').update(piece).digest('hex'));
    }
    return hashes;
  } finally {
    closeSync(file);
  }
}
