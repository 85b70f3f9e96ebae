import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LinkProblem, OpenLink } from '../../../hardware/contract/link.ts';
import { createTcpLink } from '../../../hardware/link/tcp.ts';
import { toHex } from '../../../hardware/wire/hex.ts';

let server: Server;
let port: number;
let connected: Promise<Socket>;
let open: OpenLink | null;

beforeEach(async () => {
  open = null;
  connected = new Promise((resolve) => {
    server = createServer((socket) => {
      // The link ends with a reset, on purpose.
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = address !== null && typeof address === 'object' ? address.port : 0;
});

afterEach(async () => {
  await open?.close();
  await new Promise((resolve) => server.close(resolve));
});

async function connect(onBytes: (bytes: Uint8Array) => void, onClose: (problem: LinkProblem) => void): Promise<OpenLink> {
  const opened = await createTcpLink({ host: '127.0.0.1', port, baud: 19_200 }).open({ onBytes, onClose });
  if (!opened.ok) throw new Error(opened.error.detail);
  open = opened.value;
  return opened.value;
}

test('carries bytes both ways', async () => {
  const link = await connect(
    () => undefined,
    () => undefined,
  );
  const socket = await connected;
  const there = new Promise<Buffer>((resolve) => socket.once('data', resolve));
  expect(await link.write(Uint8Array.of(2, 0, 0, 0x50, 3, 0x55))).toBeUndefined();
  expect(toHex(await there)).toBe('02 00 00 50 03 55');
});

test('hands on what comes in', async () => {
  const received = new Promise<Uint8Array>((resolve, reject) => {
    void connect(resolve, () => undefined).catch(reject);
  });
  (await connected).write(Uint8Array.of(1, 2));
  expect(toHex(await received)).toBe('01 02');
});

test('tells when the converter ends the connection, and writes no more', async () => {
  let link: OpenLink | null = null;
  const closed = new Promise<LinkProblem>((resolve, reject) => {
    void connect(() => undefined, resolve).then((value) => {
      link = value;
    }, reject);
  });
  (await connected).destroy();
  expect((await closed).kind).toBe('closed');
  expect(await (link as OpenLink | null)?.write(Uint8Array.of(1))).toMatchObject({ kind: 'closed' });
});

test('where nobody listens it is not found', async () => {
  await new Promise((resolve) => server.close(resolve));
  const opened = await createTcpLink({ host: '127.0.0.1', port, baud: 19_200 }).open({ onBytes: () => undefined, onClose: () => undefined });
  expect(opened).toMatchObject({ ok: false, error: { kind: 'not-found' } });
});

test('a frame can be late by much longer than on a port of this machine', () => {
  expect(createTcpLink({ host: 'h', port: 1, baud: 19_200 }).latestFrameMs).toBe(45_000);
});
