import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { securityHeaders } from '../../../src/shells/page/security-headers.ts';

/** The built pages on a loopback port, with the headers that the product's shells send. */
export interface TestPage {
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/** No stricter hub can come: the phone's page must do with its own files and nothing else. */
const phone = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Builds the pages in test mode, where `?mock=` names a scene, and serves them. */
export async function serveTestPage(): Promise<TestPage> {
  const folder = await mkdtemp(join(tmpdir(), 'pasillo-page-'));
  await build({
    configFile: join(import.meta.dirname, '../../../vite.config.ts'),
    mode: 'test',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const station = securityHeaders('web');
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const headers = pathname.startsWith('/p/') ? phone : station;
    const name = pathname === '/' ? 'index.html' : pathname.startsWith('/p/') ? 'phone.html' : normalize(pathname).slice(1);
    const file = join(folder, name);
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404, headers).end();
      return;
    }
    response.writeHead(200, { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
