import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { MAX_RPC_BYTES } from '../../contract/station/contract.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import { pathOf } from '../page/page-files.ts';
import type { PageSession } from './page-session.ts';
import { createPageSession } from './page-session.ts';
import type { PageSource } from './page-source.ts';
import { answerText } from './page-source.ts';
import type { GuardProblem } from './request-guard.ts';
import { guardRequest, guardUpgrade } from './request-guard.ts';

/** A running web shell. */
export interface WebShell {
  /** `http://127.0.0.1:4310` */
  readonly origin: string;
  /** The address that opens the page once; a new one each time that the last was used. */
  launchUrl(): string;
  close(): Promise<void>;
}

/** What the shell serves, and to whom. */
export interface WebShellDeps {
  /** 0 takes any free port. */
  readonly port: number;
  readonly page: PageSource;
  readonly rpc: { serveWebSocket(socket: WebSocket): void };
  readonly secret: Uint8Array;
  readonly random: RandomBytes;
  readonly logger: Logger;
}

/** Why the shell does not run. */
export type WebShellProblem = { readonly kind: 'port-in-use'; readonly port: number } | { readonly kind: 'cannot-listen'; readonly detail: string };

const HOST = '127.0.0.1';
const statusOf: Readonly<Record<GuardProblem['kind'], number>> = { 'wrong-host': 421, 'wrong-origin': 403, 'wrong-method': 405, 'unexpected-body': 400 };
const NOT_OPENED_HERE = 'Esta página la abre la propia estación. / This page is opened by the station itself.';

/** Serves the page and its calls, on loopback and to the launched page only. */
export async function startWebShell(deps: WebShellDeps): Promise<Result<WebShell, WebShellProblem>> {
  const server = createServer({ maxHeaderSize: 8192, headersTimeout: 10_000, requestTimeout: 15_000 });
  const listening = await listen(server, deps.port);
  if (!listening.ok) return listening;
  const port = listening.value;
  const authority = `${HOST}:${port}`;
  const session = createPageSession(deps.secret, deps.random, port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_RPC_BYTES, perMessageDeflate: false });
  const upgraded = new Set<Duplex>();
  server.on('request', (request, response) => onRequest({ ...deps, session, authority }, request, response));
  server.on('upgrade', (request, socket, head) => {
    // The HTTP server forgets a socket once it is upgraded, and would wait for it for ever when it closes.
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    onUpgrade({ ...deps, session, authority }, sockets, request, socket, head);
  });
  return ok({
    origin: `http://${authority}`,
    launchUrl: () => `http://${authority}/?token=${session.currentToken()}`,
    close: () => close(server, upgraded),
  });
}

interface Serving extends WebShellDeps {
  readonly session: PageSession;
  readonly authority: string;
}

function onRequest({ authority, session, page, logger }: Serving, request: IncomingMessage, response: ServerResponse): void {
  const allowed = guardRequest(request, authority);
  if (!allowed.ok) {
    logger.warn('refused a request', { reason: allowed.error.kind });
    return answerText(response, statusOf[allowed.error.kind], 'Refused');
  }
  const isKnown = session.isKnown(request.headers.cookie);
  const token = launchTokenOf(request.url ?? '');
  if (token !== null) {
    const cookie = isKnown ? null : session.redeem(token);
    if (!isKnown && cookie === null) return answerText(response, 401, NOT_OPENED_HERE);
    response.writeHead(303, { location: '/', 'cache-control': 'no-store', ...(cookie === null ? {} : { 'set-cookie': session.setCookie(cookie) }) });
    response.end();
    return;
  }
  if (!isKnown) return answerText(response, 401, NOT_OPENED_HERE);
  void page.serve(request, response);
}

function onUpgrade({ authority, session, page, rpc, logger }: Serving, sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', () => socket.destroy());
  const allowed = guardUpgrade(request, authority);
  if (!allowed.ok || !session.isKnown(request.headers.cookie)) {
    logger.warn('refused a connection', { reason: allowed.ok ? 'unknown-page' : allowed.error.kind });
    socket.end(`HTTP/1.1 ${allowed.ok ? '401 Unauthorized' : '403 Forbidden'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    return;
  }
  if (pathOf(request.url ?? '') === '/rpc') return sockets.handleUpgrade(request, socket, head, (page) => rpc.serveWebSocket(page));
  if (!page.upgrade(request, socket, head)) socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
}

function launchTokenOf(url: string): string | null {
  return /^\/\?token=([\w-]{1,100})$/.exec(url)?.[1] ?? null;
}

async function listen(server: Server, port: number): Promise<Result<number, WebShellProblem>> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return err(code === 'EADDRINUSE' ? { kind: 'port-in-use', port } : { kind: 'cannot-listen', detail: String(error) });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? ok(address.port) : err({ kind: 'cannot-listen', detail: 'The server has no port.' });
}

async function close(server: Server, upgraded: ReadonlySet<Duplex>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  for (const socket of upgraded) socket.destroy();
  await closed;
}
