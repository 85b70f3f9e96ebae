import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { phoneToken } from './phone.ts';

/** What the page may do: its own files, and its own API. Style attributes are the one thing its components need beyond that. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** `GET /p/{token}`, the page behind an order's link (`/p/d/` of a second code, `/p/pay/` of a link to pay by), and `GET /assets/{file}`, what it is made of. */
export function addPageRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  addPage(server, parts, limiters, { url: '/p/:token', summary: "The page behind an order's link" });
  addPage(server, parts, limiters, { url: '/p/d/:token', summary: "The page behind a second code's link" });
  addPage(server, parts, limiters, { url: '/p/pay/:token', summary: 'The page behind a link to pay by' });
  addPage(server, parts, limiters, { url: '/p/c/:token', summary: 'The page that asks a mailbox whether its owner said yes' });
  addPage(server, parts, limiters, { url: '/p/m/:token', summary: "A member's own page" });

  server.route({
    method: 'GET',
    url: '/assets/:file',
    schema: {
      summary: 'A file of the page',
      params: z.strictObject({ file: z.string().max(200) }),
      response: { 200: { description: 'The file', content: { '*/*': { schema: z.unknown() } } }, ...problems },
    },
    async handler(request, reply) {
      const [, extension] = /^[A-Za-z0-9_-][A-Za-z0-9._-]*\.([a-z0-9]+)$/.exec(request.params.file) ?? [];
      const type = extension === undefined ? undefined : TYPES[extension];
      const content = type === undefined ? null : await readOrNull(join(parts.rendererDir, 'assets', request.params.file));
      if (type === undefined || content === null) return await refuse(reply, 'not-found', 'there is no such file');
      // The names carry a hash of what is in them.
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(type);
      return await reply.send(content);
    },
  });
}

/** An address under which the page for phones is served. */
interface PageAddress {
  readonly url: '/p/:token' | '/p/d/:token' | '/p/pay/:token' | '/p/c/:token' | '/p/m/:token' | '/b/:token' | '/m/:token';
  readonly summary: string;
  /** Is this the last part of such an address? Left out: where it is a token. */
  readonly isPage?: (token: string) => boolean;
  /** What the page may do there; left out: its own files and its own API. */
  readonly policy?: string;
}

/** Serves the page for phones under an address. */
export function addPage(server: Server, parts: ApiParts, limiters: Limiters, { url, summary, isPage = isToken, policy = PAGE_POLICY }: PageAddress): void {
  server.route({
    method: 'GET',
    url,
    schema: {
      summary,
      params: z.strictObject({ token: z.string().max(100) }),
      response: { 200: { description: 'The page', content: { 'text/html': { schema: z.string() } } }, ...problems },
    },
    async handler(request, reply) {
      if (limiters.phoneAddress(request.ip) > 0) return await refuse(reply.header('retry-after', 5), 'too-many', 'too many requests');
      if (!isPage(request.params.token)) return await refuse(reply, 'not-found', 'there is no such page');
      const page = await readOrNull(join(parts.rendererDir, 'phone.html'));
      if (page === null) return await refuse(reply, 'unavailable', 'the page is not built');
      reply.header('content-security-policy', policy).type('text/html; charset=utf-8');
      return await reply.send(page.toString('utf8'));
    },
  });
}

function isToken(token: string): boolean {
  return phoneToken.safeParse(token).success;
}

async function readOrNull(path: string): Promise<Buffer | null> {
  return await readFile(path).catch(() => null);
}
