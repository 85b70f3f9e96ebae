import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Result } from '../contract/result.ts';
import { PanelFeed } from './panel-feed.ts';
import { readLayout } from './panel-layout.ts';
import type { EventLine, SimulatedWorld } from './simulated-world.ts';

/** What the panel needs. */
export interface PanelOptions {
  readonly world: SimulatedWorld;
  /** On loopback; 0 takes a free one. */
  readonly port: number;
  /** A file that says where the doors are in the room; null: in rows. */
  readonly layout: string | null;
  /** Subscribes to what happens. */
  onLine(listener: (line: EventLine) => void): void;
}

/** The panel while it is served. */
export interface Panel {
  readonly url: string;
  close(): Promise<void>;
}

const folder = join(import.meta.dirname, 'panel');
const types = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const;

/** The files of the page, by their address. Nothing else of this machine can be asked for. */
const files: Readonly<Record<string, readonly [name: string, type: keyof typeof types]>> = {
  '/': ['index.html', 'html'],
  '/panel.css': ['panel.css', 'css'],
  '/panel.js': ['panel.js', 'js'],
  '/doors.js': ['doors.js', 'js'],
  '/door-menu.js': ['door-menu.js', 'js'],
  '/bus-controls.js': ['bus-controls.js', 'js'],
  '/peripherals.js': ['peripherals.js', 'js'],
  '/frame-log.js': ['frame-log.js', 'js'],
  '/elements.js': ['elements.js', 'js'],
  '/icon.svg': ['icon.svg', 'svg'],
};

const longestBody = 8000;
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Serves the page on which one sees the simulated devices and plays the people before them. Loopback only; and since every web page on
 * this machine can send requests to loopback, too, the names in `Host` and `Origin` have to be loopback's and this port's.
 *
 * ```
 *  GET  /             the page          GET /events  server-sent events: layout, state, lines
 *  POST /command      one line of JSON as on the program's stdin; answered {"ok":true} or {"ok":false,"error":"..."}
 * ```
 */
export async function openPanel({ world, port, layout, onLine }: PanelOptions): Promise<Result<Panel, string>> {
  const doors = layout === null ? { ok: true as const, value: null } : readLayout(layout);
  if (!doors.ok) return doors;
  const feed = new PanelFeed(world, doors.value);
  onLine((line) => feed.add(line));
  const server = createServer((request, response) => void serve(request, response, world, feed));
  const bound = await new Promise<Result<number, string>>((resolve) => {
    server.once('error', (error) => resolve({ ok: false, error: `The panel's port ${port}: ${error.message}` }));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({ ok: true, value: address !== null && typeof address === 'object' ? address.port : port });
    });
  });
  if (!bound.ok) return bound;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      feed.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { ok: true, value: { url: `http://127.0.0.1:${bound.value}/`, close } };
}

async function serve(request: IncomingMessage, response: ServerResponse, world: SimulatedWorld, feed: PanelFeed): Promise<void> {
  if (!isFromHere(request)) return end(response, 403, 'text/plain', 'Only for this machine.');
  const path = request.url ?? '';
  if (request.method === 'GET' && path === '/events') return feed.open(response);
  if (request.method === 'POST' && path === '/command') return obey(request, response, world);
  const file = request.method === 'GET' && Object.hasOwn(files, path) ? files[path] : undefined;
  if (file === undefined) return end(response, 404, 'text/plain', 'There is nothing here.');
  end(response, 200, types[file[1]], readFileSync(join(folder, file[0])));
}

/** A page of elsewhere sends its own `Origin`; a name that was pointed at loopback shows in `Host`. */
function isFromHere({ headers, socket }: IncomingMessage): boolean {
  const port = socket.localPort ?? 0;
  const here = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port}`);
  return here.includes(headers.host ?? '') && (headers.origin === undefined || here.some((name) => headers.origin === `http://${name}`));
}

async function obey(request: IncomingMessage, response: ServerResponse, world: SimulatedWorld): Promise<void> {
  const line = request.headers['content-type'] === 'application/json' ? await readBody(request) : null;
  const done = line === null ? ({ ok: false, error: 'One line of JSON is expected.' } as const) : await world.run(line);
  end(response, done.ok ? 200 : 400, 'application/json', JSON.stringify(done.ok ? { ok: true } : done));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      const bytes: Buffer = Buffer.from(chunk);
      length += bytes.length;
      if (length > longestBody) return null;
      chunks.push(bytes);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function end(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  });
  response.end(body);
}
