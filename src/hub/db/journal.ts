import { createHash } from 'node:crypto';
import { copyFile, type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a replay found. `torn` counts unfinished last lines (never acknowledged), `damaged` lines that were whole once. */
export interface ReplayCounts {
  readonly replayed: number;
  readonly torn: number;
  readonly damaged: number;
}

/**
 * Append-only files of JSON lines, each behind the start of its SHA-256. A line is on disk (fdatasync) when `append` resolves;
 * appends that arrive together share one flush. After a failed write nothing is accepted until the program starts again.
 */
export interface Journal {
  append(record: unknown): Promise<void>;
  /** Hands every record of the files that were there at opening to `apply`, in order. */
  replay(apply: (record: unknown) => Promise<void>): Promise<ReplayCounts>;
  /** Bytes taken since the last rotation. */
  size(): number;
  /** Starts a new file and answers the function that deletes all earlier ones. */
  rotate(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (failure: unknown) => void;
}

/** Opens the journal in `dir`. New records go into a new file, so that a torn end stays where it is. */
export async function openJournal(dir: string): Promise<Journal> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const found = await segments(dir);
  let number = (found.at(-1) ?? 0) + 1;
  let file = await createSegment(dir, number);
  let queue: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let failed: unknown = null;
  let bytes = 0;

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      try {
        if (failed !== null) throw failed;
        await file.appendFile(batch.map((item) => item.line).join(''));
        await file.datasync();
        for (const item of batch) item.resolve();
      } catch (failure) {
        failed = failure;
        for (const item of batch) item.reject(failure);
      }
    }
    writing = null;
  };

  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        const line = formatLine(record);
        bytes += Buffer.byteLength(line);
        queue.push({ line, resolve, reject });
        writing ??= drain();
      }),
    async replay(apply) {
      const counts = { replayed: 0, torn: 0, damaged: 0 };
      for (const segment of found) await replaySegment(join(dir, fileName(segment)), apply, counts);
      return counts;
    },
    size: () => bytes,
    async rotate() {
      await writing;
      const before = number;
      const next = await createSegment(dir, number + 1);
      await file.close();
      number++;
      file = next;
      bytes = 0;
      return async () => {
        for (const segment of await segments(dir)) if (segment <= before) await rm(join(dir, fileName(segment)));
      };
    },
    async close() {
      await writing;
      await file.close();
    },
  };
}

async function replaySegment(path: string, apply: (record: unknown) => Promise<void>, counts: { replayed: number; torn: number; damaged: number }) {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const unfinished = lines.pop() ?? '';
  if (unfinished !== '') counts.torn++;
  let damaged = 0;
  for (const line of lines) {
    const json = line.slice(17);
    if (line.slice(0, 17) !== `${checksum(json)} `) {
      damaged++;
      continue;
    }
    await apply(JSON.parse(json));
    counts.replayed++;
  }
  counts.damaged += damaged;
  // The file itself goes with the next checkpoint; what could not be read is kept for people.
  if (damaged > 0) await copyFile(path, `${path}.damaged`);
}

function formatLine(record: unknown): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

async function segments(dir: string): Promise<number[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{8}\.journal$/.test(name));
  return names.map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);
}

function fileName(segment: number): string {
  return `${String(segment).padStart(8, '0')}.journal`;
}

/** Creates the file and flushes its folder's entry, without which the file itself could vanish in a power cut. */
async function createSegment(dir: string, number: number): Promise<FileHandle> {
  const file = await open(join(dir, fileName(number)), 'ax', 0o600);
  if (process.platform !== 'win32') {
    const folder = await open(dir, 'r');
    await folder.sync().finally(() => folder.close());
  }
  return file;
}
