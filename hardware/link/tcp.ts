import { connect, type Socket } from 'node:net';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { wireTimeMs } from './wire-time.ts';

/** Where a serial-to-network converter listens, and how fast the line behind it is. Raw TCP, no RFC 2217. */
export interface TcpLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly baud: number;
  /**
   * How much later than written a frame may still come out, in milliseconds: the length of the door protocol's quarantine.
   * 45 000 is safe for any network (as modelled in the door protocol): a converter queues, and TCP repeats what was lost. On a
   * cable of its own between station and converter (one switch at most, no radio, no VPN) nothing is repeated for long, and this
   * link's reset on closing makes the system drop what it still holds; what is left is the converter's own buffer. Where its
   * manual says that it empties that on a new connection, 3000 is safe; 1500 only where it has none, as a simulator on this machine.
   */
  readonly latestFrameMs: number;
  /** How long to wait for the connection, in milliseconds: a converter that is off never refuses. */
  readonly connectWithinMs: number;
}

/** The usual times, where a configuration names none. */
export const tcpTimes = { latestFrameMs: 45_000, connectWithinMs: 3000 } as const;

/**
 * Converters collect bytes for 10 to 20 ms, and one that waits for an acknowledgement before its next small packet (Nagle, RFC 896) tears
 * a frame apart by the 40 ms that an acknowledgement may be delayed. Milliseconds.
 */
const tcpGapMs = 60;

/** A connection without traffic is probed after this long; Linux then gives it up after ten probes, a second apart. Milliseconds. */
const keepAliveAfterMs = 5000;

/**
 * A serial line behind a network converter. A cut cable breaks no connection: nothing comes, and what is written piles up here.
 * Whoever polls sees silence and opens the link again; keep-alive finds it where nobody polls.
 *
 * ```
 *  we ----> converter    cable cut: written, never confirmed, nothing comes   -> the poller calls it silent, re-opens
 *           rebooted:    its answer to the next frame is a reset              -> closed at once
 *           taken over:  it ends our connection for another client's          -> closed at once, the message says so
 * ```
 */
export function createTcpLink(options: TcpLinkOptions): Link {
  return {
    name: `tcp ${options.host}:${options.port}`,
    latestFrameMs: options.latestFrameMs,
    gapMs: tcpGapMs,
    wireTimeMs: (count) => wireTimeMs(count, options.baud),
    open: (events) => open(options, events),
  };
}

function open({ host, port, connectWithinMs }: TcpLinkOptions, events: LinkEvents): Promise<Result<OpenLink, LinkProblem>> {
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs });
  return new Promise((resolve) => {
    const fail = (problem: LinkProblem): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ok: false, error: problem });
    };
    const nobody = `Nothing answers at ${host}:${port} within ${connectWithinMs / 1000} s. Is the converter on, and the address right?`;
    // Not the socket's own limit: that one does not end the look-up of a name.
    const timer = setTimeout(() => fail({ kind: 'not-found', detail: nobody }), connectWithinMs);
    // Stays for good: an error that nobody hears would end the process.
    socket.on('error', (error) => fail(tcpProblem(host, port, error)));
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve({ ok: true, value: attach(socket, host, port, events) });
    });
  });
}

function attach(socket: Socket, host: string, port: number, events: LinkEvents): OpenLink {
  let isOver = false;
  let problem: LinkProblem = { kind: 'closed', detail: `${host}:${port} ended the connection: it was restarted, or another program took it over.` };
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
