import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
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
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Serves the pages that were built in test mode into `folder`; `?mock=` names a scene. */
export async function servePages(folder: string): Promise<TestPage> {
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
    // A file whose name holds its content's hash is kept by the browser, as the product's shells have it.
    const kept = name.startsWith('assets/') ? { 'cache-control': 'public, max-age=31536000, immutable' } : {};
    response.writeHead(200, { ...headers, ...kept, 'content-type': types[extname(file)] ?? 'application/octet-stream' });
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
    },
  };
}
