import { connect, type Socket } from 'node:net';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { wireTimeMs } from './wire-time.ts';

/** Where a serial-to-network converter listens, and how fast the line behind it is. Raw TCP, no RFC 2217. */
export interface TcpLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly baud: number;
}

/** A converter queues, and TCP repeats: a frame may come out this much later, in milliseconds (as modelled in the door protocol). */
const latestFrameMs = 45_000;
const connectWithinMs = 3000;
const keepAliveAfterMs = 5000;

/** A serial line behind a network converter. */
export function createTcpLink(options: TcpLinkOptions): Link {
  return {
    name: `tcp ${options.host}:${options.port}`,
    latestFrameMs,
    wireTimeMs: (count) => wireTimeMs(count, options.baud),
    open: (events) => open(options, events),
  };
}

function open(options: TcpLinkOptions, events: LinkEvents): Promise<Result<OpenLink, LinkProblem>> {
  const { host, port } = options;
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs });
  return new Promise((resolve) => {
    const fail = (problem: LinkProblem): void => {
      socket.destroy();
      resolve({ ok: false, error: problem });
    };
    const onError = (error: Error): void => fail(tcpProblem(host, port, error));
    const onTimeout = (): void => fail({ kind: 'not-found', detail: `Nothing answers at ${host}:${port}.` });
    socket.once('error', onError);
    socket.setTimeout(connectWithinMs, onTimeout);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', onError);
      resolve({ ok: true, value: attach(socket, host, port, events) });
    });
  });
}

function attach(socket: Socket, host: string, port: number, events: LinkEvents): OpenLink {
  let isOver = false;
  let problem: LinkProblem = { kind: 'closed', detail: `${host}:${port} ended the connection.` };
  socket.on('data', (bytes: Buffer) => {
    if (!isOver) events.onBytes(new Uint8Array(bytes));
  });
  socket.on('error', (error) => {
    problem = tcpProblem(host, port, error);
  });
  socket.on('end', () => socket.destroy());
  socket.on('close', () => {
    if (!isOver) events.onClose(problem);
    isOver = true;
  });
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (isOver || socket.destroyed) return resolve(problem);
        socket.write(bytes, (error) => resolve(error ? tcpProblem(host, port, error) : undefined));
      }),
    // Bytes are handed on as they come, and what the converter holds cannot be reached: nothing to throw away here.
    flush: () => Promise.resolve(),
    close() {
      isOver = true;
      // A reset, so that the system drops what it has not sent: an unlock must not be repeated by TCP after we gave it up.
      socket.resetAndDestroy();
      return Promise.resolve();
    },
  };
}

function tcpProblem(host: string, port: number, error: NodeJS.ErrnoException): LinkProblem {
  const where = `${host}:${port}`;
  switch (error.code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return { kind: 'not-found', detail: `Nothing answers at ${where} (${error.code}).` };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'not-permitted', detail: `This machine may not connect to ${where}.` };
    case 'ECONNRESET':
    case 'EPIPE':
      return { kind: 'closed', detail: `${where} dropped the connection.` };
    default:
      return { kind: 'failed', detail: `${where}: ${error.message}` };
  }
}
