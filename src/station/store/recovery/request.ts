import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { UnixMs } from '../../../kernel/clock.ts';
import { removeDurably, writeDurably } from '../files.ts';

/** The wish to go back to a backup, which the next start obeys. */
export interface RestoreRequest {
  /** The backup's name, without a folder. */
  readonly name: string;
  readonly at: UnixMs;
  /** Who wants it: the ids of two people at the screen, or `console` for the command. */
  readonly by: readonly string[];
}

const request = z.object({
  name: z.string().regex(/^station-\d{8}T\d{6}Z\.db$/),
  at: z.number(),
  by: z.array(z.string().max(60)).max(2),
});

/** Where the wish is kept until it is done. */
export function requestPath(path: string): string {
  return `${path}.restore.json`;
}

/** Leaves the wish, durably. The next start obeys it, once. */
export function writeRequest(path: string, wish: RestoreRequest): void {
  writeDurably(requestPath(path), JSON.stringify(wish));
}

/** The wish that waits, or null. One that cannot be understood is as good as none. */
export function readRequest(path: string): RestoreRequest | null {
  if (!existsSync(requestPath(path))) return null;
  try {
    const parsed = request.safeParse(JSON.parse(readFileSync(requestPath(path), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Takes the wish back. */
export function dropRequest(path: string): void {
  removeDurably(requestPath(path));
}
