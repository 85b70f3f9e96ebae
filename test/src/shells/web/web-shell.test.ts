import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect as connectTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import type { PageFiles } from '../../../../src/shells/page/page-files.ts';
import type { PageSource } from '../../../../src/shells/web/page-source.ts';
import { builtPage, developmentPage } from '../../../../src/shells/web/page-source.ts';
import type { WebShell } from '../../../../src/shells/web/web-shell.ts';
import { startWebShell } from '../../../../src/shells/web/web-shell.ts';
import { createStationRpc } from '../../../../src/station/rpc/station-rpc.ts';
import { testIntents, testScreens } from '../../station/rpc/fake-station.ts';
import { traversalCorpus } from '../traversal-corpus.ts';

const files: PageFiles = new Map([
  ['/', { bytes: new TextEncoder().encode('<!doctype html>'), contentType: 'text/html; charset=utf-8', immutable: false }],
  ['/assets/index-3fa9b2c1.js', { bytes: new TextEncoder().encode('export {};'), contentType: 'text/javascript; charset=utf-8', immutable: true }],
]);

const running: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

describe('the web shell', () => {
  it('opens the page for its launch token, once', async () => {
    const shell = await start();
    const url = shell.launchUrl();
    const first = await get(url);
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['set-cookie']?.[0]).toMatch(/^pasillo-\d+=[\w-]+\.[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect((await get(url)).status).toBe(401);
  });

  it('lets a page that has its cookie use an old address, and does not spend the next token on it', async () => {
    const shell = await start();
    const url = shell.launchUrl();
    const cookie = await launch(shell);
    const next = shell.launchUrl();
    expect((await get(url, { cookie })).status).toBe(303);
    expect(shell.launchUrl()).toBe(next);
  });

  it('serves the page with its policy to who was launched', async () => {
    const shell = await start();
    const answer = await get(`${shell.origin}/`, { cookie: await launch(shell) });
    expect([answer.status, answer.body, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      '<!doctype html>',
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('lets files with a hash in their name be kept for ever', async () => {
    const shell = await start();
    const answer = await get(`${shell.origin}/assets/index-3fa9b2c1.js?v=1`, { cookie: await launch(shell) });
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('answers HEAD without a body', async () => {
    const shell = await start();
    const answer = await get(`${shell.origin}/`, { cookie: await launch(shell) }, 'HEAD');
    expect([answer.status, answer.body, answer.headers['content-length']]).toEqual([200, '', '15']);
  });

  it.each(['/', '/assets/index-3fa9b2c1.js', '/?token=wrong', '/?token='])('shows a stranger nothing at %s', async (path) => {
    const shell = await start();
    expect((await get(`${shell.origin}${path}`)).status).toBe(401);
  });

  it.each(traversalCorpus.filter((url) => url.startsWith('/')))('serves nothing for %j', async (path) => {
    const shell = await start();
    const cookie = await launch(shell);
    const status = await rawStatus(shell, `GET ${path} HTTP/1.1\r\nHost: ${new URL(shell.origin).host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
    expect([400, 404]).toContain(status);
  });

  it.each([
    ['a foreign Host', { host: 'shop.example' }, 421],
    ['a foreign Origin', { origin: 'https://shop.example' }, 403],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('refuses %s even with the cookie', async (_, headers, status) => {
    const shell = await start();
    const cookie = await launch(shell);
    expect((await get(`${shell.origin}/`, { cookie, ...headers })).status).toBe(status);
  });

  it('refuses headers without end', async () => {
    const shell = await start();
    expect((await get(`${shell.origin}/`, { 'x-long': 'a'.repeat(20_000) })).status).toBe(431);
  });

  it('listens on loopback only', async () => {
    const shell = await start();
    expect(new URL(shell.origin).hostname).toBe('127.0.0.1');
  });

  it('says which port is taken', async () => {
    const shell = await start();
    const port = Number(new URL(shell.origin).port);
    expect(await tryStart({ port })).toEqual({ ok: false, error: { kind: 'port-in-use', port } });
  });
});

describe('the calls of the page', () => {
  it('are answered on /rpc for who was launched', async () => {
    const shell = await start();
    const socket = await openSocket(shell, { cookie: await launch(shell), origin: shell.origin });
    socket.send(JSON.stringify({ i: '1', p: { u: '/catalogue/categories', b: { json: {} } } }));
    const [message] = await once(socket, 'message');
    expect(JSON.parse(String(message))).toEqual({ i: '1', p: { b: { json: [{ category: 'Camisas', count: 3 }] } } });
  });

  it('go on after the station was restarted, with the cookie that the page has', async () => {
    const before = await start();
    const cookie = await launch(before);
    const port = Number(new URL(before.origin).port);
    await before.close();
    const after = await start({ port });
    expect((await openSocket(after, { cookie, origin: after.origin })).readyState).toBe(WebSocket.OPEN);
  });

  it.each([
    ['without the cookie', { cookie: '' }, 401],
    ['with a made-up cookie', { cookie: 'pasillo-0=a.b' }, 401],
    ['from another site', { origin: 'https://shop.example' }, 403],
    ['from nowhere', { origin: undefined }, 403],
    ['for another host', { host: 'rebound.example' }, 403],
  ])('are refused %s', async (_, changed, status) => {
    const shell = await start();
    const headers = { cookie: await launch(shell), origin: shell.origin, ...changed };
    await expect(openSocket(shell, headers)).rejects.toThrow(`${status}`);
  });

  it('are nowhere but on /rpc', async () => {
    const shell = await start();
    await expect(openSocket(shell, { cookie: await launch(shell), origin: shell.origin }, '/other')).rejects.toThrow('404');
  });
});

describe('the development page', () => {
  it('comes from the development server, its hot-reload socket too, and only to who was launched', async () => {
    const vite = createServer((request, response) => response.end(`vite ${request.url} for ${request.headers.host}`));
    const hot = new WebSocketServer({ server: vite });
    hot.on('connection', (socket) => socket.on('message', (data) => socket.send(`hot ${String(data)}`)));
    vite.listen(0, '127.0.0.1');
    await once(vite, 'listening');
    const target = `http://127.0.0.1:${(vite.address() as AddressInfo).port}`;
    running.push({ close: async () => hot.close() }, { close: async () => vite.close() });

    const shell = await start({ page: developmentPage(target, { read: async () => null }) });
    expect((await get(`${shell.origin}/main.tsx`)).status).toBe(401);
    const cookie = await launch(shell);
    expect((await get(`${shell.origin}/main.tsx`, { cookie })).body).toBe(`vite /main.tsx for ${new URL(target).host}`);
    const socket = await openSocket(shell, { cookie, origin: shell.origin }, '/?hmr');
    socket.send('update');
    expect(String((await once(socket, 'message'))[0])).toBe('hot update');
  });
});

interface Options {
  readonly port?: number;
  readonly page?: PageSource;
}

function tryStart(options: Options) {
  const intents = testIntents({ catalogue: { categories: async () => [{ category: 'Camisas', count: 3 }] } });
  const rpc = createStationRpc({ intents, screens: testScreens(), logger: silentLogger });
  let seed = 0;
  const random = (size: number) => new Uint8Array(size).map(() => seed++ % 256);
  return startWebShell({
    port: 0,
    page: builtPage(files, { read: async () => null }),
    rpc,
    secret: new Uint8Array(32).fill(9),
    random,
    logger: silentLogger,
    ...options,
  });
}

async function start(options: Options = {}): Promise<WebShell> {
  const shell = expectOk(await tryStart(options), 'the shell starts');
  let closed: Promise<void> | undefined;
  const once_ = { ...shell, close: () => (closed ??= shell.close()) };
  running.push(once_);
  return once_;
}

async function launch(shell: WebShell): Promise<string> {
  const answer = await get(shell.launchUrl());
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with any headers, which `fetch` would not allow. */
async function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const request = httpRequest(url, { headers, method });
  request.end();
  const [response] = await once(request, 'response');
  let body = '';
  for await (const part of response) body += String(part);
  return { status: response.statusCode, headers: response.headers, body };
}

/** The status of an answer to bytes that no client library would send. */
async function rawStatus(shell: WebShell, text: string): Promise<number> {
  const socket = connectTcp(Number(new URL(shell.origin).port), '127.0.0.1');
  socket.end(text);
  let answer = '';
  for await (const part of socket) answer += String(part);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

async function openSocket(shell: WebShell, headers: Record<string, string | undefined>, path = '/rpc'): Promise<WebSocket> {
  const given = Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const socket = new WebSocket(`${shell.origin.replace('http', 'ws')}${path}`, { headers: given });
  await once(socket, 'open');
  return socket;
}
