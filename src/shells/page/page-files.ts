import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';

/** One file of the built page, ready to be sent. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Its name carries a hash of its content, so it may be kept for ever. */
  readonly immutable: boolean;
}

/** Every file that a shell will ever serve, by the path of its URL: `/`, `/assets/index-3fa9.js`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Why there is no page to serve. */
export interface NoPage {
  readonly kind: 'no-page';
  readonly detail: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

/**
 * Reads the built page into memory once. What is served is decided here: a request can only name an entry of this list, so no
 * path, however it is written, reaches the disk. Links and files of unknown types are left out.
 */
export function readPageFiles(folder: string): Result<PageFiles, NoPage> {
  const files = new Map<string, PageFile>();
  for (const path of pathsUnder(folder)) {
    const contentType = contentTypes[extname(path)];
    if (contentType === undefined) continue;
    const url = `/${relative(folder, path).split(sep).join('/')}`;
    files.set(url, { bytes: new Uint8Array(readFileSync(path)), contentType, immutable: /^\/assets\/.*-[\w-]{8,}\.\w+$/.test(url) });
  }
  const start = files.get('/index.html');
  if (start === undefined) return err({ kind: 'no-page', detail: `There is no built page in ${folder}.` });
  files.set('/', start);
  return ok(files);
}

/** The path that a URL asks for, percent-decoded once; null when it cannot be one of ours. */
export function pathOf(url: string): string | null {
  if (!url.startsWith('/') || url.length > 2048) return null;
  const raw = url.slice(0, url.search(/[?#]|$/));
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}

function pathsUnder(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
