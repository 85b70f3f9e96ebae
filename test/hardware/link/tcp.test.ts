import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Link, LinkProblem, OpenLink } from '../../../hardware/contract/link.ts';
import { createTcpLink, tcpTimes } from '../../../hardware/link/tcp.ts';
import { toHex } from '../../../hardware/wire/hex.ts';

let server: Server;
let port: number;
/** Connections as they come in, each asked for by `accepted`. */
let sockets: Socket[];
let onSocket: () => void;
let links: OpenLink[];

beforeEach(async () => {
  sockets = [];
  links = [];
  onSocket = () => undefined;
  server = await listen(0);
  const address = server.address();
  port = address !== null && typeof address === 'object' ? address.port : 0;
});

afterEach(async () => {
  for (const link of links) await link.close();
  for (const socket of sockets) socket.destroy();
  await stopListening();
});

async function listen(at: number): Promise<Server> {
  const made = createServer((socket) => {
    // The link ends with a reset, on purpose.
    socket.on('error', () => socket.destroy());
    sockets.push(socket);
    onSocket();
  });
  await new Promise<void>((resolve) => made.listen(at, '127.0.0.1', resolve));
  return made;
}

function stopListening(): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function tcpLink(changes: Partial<Parameters<typeof createTcpLink>[0]> = {}): Link {
  return createTcpLink({ host: '127.0.0.1', port, baud: 19_200, ...tcpTimes, ...changes });
}

interface Connection {
  readonly link: OpenLink;
  /** The converter's end. */
  readonly socket: Socket;
  readonly received: Promise<Uint8Array>;
  readonly closed: Promise<LinkProblem>;
}

async function connect(): Promise<Connection> {
  const accepted = new Promise<Socket>((resolve) => {
    onSocket = () => resolve(sockets.at(-1) as Socket);
  });
  let onBytes: (bytes: Uint8Array) => void = () => undefined;
  let onClose: (problem: LinkProblem) => void = () => undefined;
  const received = new Promise<Uint8Array>((resolve) => {
    onBytes = resolve;
  });
  const closed = new Promise<LinkProblem>((resolve) => {
    onClose = resolve;
  });
  const opened = await tcpLink().open({ onBytes: (bytes) => onBytes(bytes), onClose: (problem) => onClose(problem) });
  if (!opened.ok) throw new Error(opened.error.detail);
  links.push(opened.value);
  return { link: opened.value, socket: await accepted, received, closed };
}

const frame = Uint8Array.of(2, 0, 0, 0x50, 3, 0x55);

test('carries bytes both ways', async () => {
  const { link, socket, received } = await connect();
  const there = once(socket, 'data');
  expect(await link.write(frame)).toBeUndefined();
  expect(toHex((await there)[0])).toBe('02 00 00 50 03 55');
  socket.write(Uint8Array.of(1, 2));
  expect(toHex(await received)).toBe('01 02');
});

describe('a converter that ends the connection', () => {
  test('because another program took it over: the message says so, and nothing is written any more', async () => {
    const { link, socket, closed } = await connect();
    socket.end();
    expect(await closed).toEqual({ kind: 'closed', detail: expect.stringContaining('another program took it over') });
    expect(await link.write(frame)).toMatchObject({ kind: 'closed' });
  });

  test('because it was rebooted: its reset closes the link, and the link can be opened again', async () => {
    const first = await connect();
    first.socket.resetAndDestroy();
    expect((await first.closed).kind).toBe('closed');
    await stopListening();
    expect(await tcpLink().open({ onBytes: () => undefined, onClose: () => undefined })).toMatchObject({ error: { kind: 'not-found' } });
    server = await listen(port);
    const second = await connect();
    expect(await second.link.write(frame)).toBeUndefined();
    expect(await first.link.write(frame)).toMatchObject({ kind: 'closed' });
  });
});

test('a peer that accepts and never answers takes frames and tells nothing: silence is for the poller to see', async () => {
  const { link, socket } = await connect();
  socket.pause();
  expect(await link.write(frame)).toBeUndefined();
  expect(socket.destroyed).toBe(false);
});

test('closing resets the connection: what was not sent yet never is', async () => {
  const { link, socket } = await connect();
  const failure = once(socket, 'error');
  await link.close();
  expect((await failure)[0]).toMatchObject({ code: 'ECONNRESET' });
});

test('a converter that does not even refuse is not found when the time is up', async () => {
  // A stopped process whose queue of connections is full: the system drops every further attempt, as a machine that is off does.
  const program = "require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},function(){console.log(this.address().port)})";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [announced] = await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  const full = tcpLink({ port: Number(String(announced)), connectWithinMs: 150 });
  const results: string[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const opened = await full.open({ onBytes: () => undefined, onClose: () => undefined });
    if (opened.ok) links.push(opened.value);
    results.push(opened.ok ? 'open' : `${opened.error.kind}: ${opened.error.detail}`);
  }
  expect(results.at(-1)).toBe(
    `not-found: Nothing answers at 127.0.0.1:${Number(String(announced))} within 0.15 s. Is the converter on, and the address right?`,
  );
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
});

test('where nobody listens it is not found', async () => {
  await stopListening();
  expect(await tcpLink().open({ onBytes: () => undefined, onClose: () => undefined })).toMatchObject({ ok: false, error: { kind: 'not-found' } });
});

test('how late a frame can be is the converter’s, and long by default', () => {
  expect([tcpLink().latestFrameMs, tcpLink({ latestFrameMs: 1500 }).latestFrameMs]).toEqual([45_000, 1500]);
});
