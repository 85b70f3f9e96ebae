import { SerialPort } from 'serialport';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { serialProblem } from './serial-problem.ts';
import { wireTimeMs } from './wire-time.ts';

/** Where a serial port is, and how fast it is. Always 8N1, no flow control. */
export interface SerialLinkOptions {
  /** Best a name that stays, as `/dev/serial/by-id/...`: numbers change when adapters are plugged in another order. */
  readonly path: string;
  readonly baud: number;
}

/**
 * The longest time that a written frame can still be on its way, in milliseconds. Each write is drained before it counts as
 * done, so what is left is an adapter's own buffer (FTDI holds bytes for 16 ms) and a good margin.
 */
const latestFrameMs = 1500;

/** A serial port of this machine, locked against a second user. */
export function createSerialLink(options: SerialLinkOptions): Link {
  return {
    name: `${options.path} ${options.baud} 8N1`,
    latestFrameMs,
    wireTimeMs: (count) => wireTimeMs(count, options.baud),
    open: (events) => open(options, events),
  };
}

function open(options: SerialLinkOptions, events: LinkEvents): Promise<Result<OpenLink, LinkProblem>> {
  const { path, baud } = options;
  const port = new SerialPort({ path, baudRate: baud, dataBits: 8, parity: 'none', stopBits: 1, lock: true, autoOpen: false });
  return new Promise((resolve) => {
    // Every failure that matters also comes by a callback or by `close`; unheard, this event would end the process.
    port.on('error', () => undefined);
    port.open((error) => {
      if (error) return resolve({ ok: false, error: serialProblem(path, error.message) });
      resolve({ ok: true, value: attach(port, path, events) });
    });
  });
}

function attach(port: SerialPort, path: string, events: LinkEvents): OpenLink {
  let isOver = false;
  const fall = (detail: string): void => {
    if (isOver) return;
    isOver = true;
    events.onClose({ kind: 'closed', detail: `${path} was lost: ${detail}` });
    if (port.isOpen) port.close(() => undefined);
  };
  port.on('data', (bytes: Buffer) => {
    if (!isOver) events.onBytes(new Uint8Array(bytes));
  });
  port.on('close', (error: Error | null) => fall(error?.message ?? 'it was closed.'));
  // An unplugged adapter may show as the end of the stream only, without a close.
  port.on('end', () => fall('the adapter is gone.'));
  return {
    write: (bytes) => write(port, path, bytes),
    flush: () => new Promise((resolve) => (port.isOpen ? port.flush(() => resolve()) : resolve())),
    close() {
      isOver = true;
      return new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()));
    },
  };
}

function write(port: SerialPort, path: string, bytes: Uint8Array): Promise<LinkProblem | undefined> {
  const lost: LinkProblem = { kind: 'closed', detail: `${path} is not open.` };
  // On a closed port the library would keep the bytes for after a re-opening. An unlock must not wait there.
  if (!port.isOpen) return Promise.resolve(lost);
  return new Promise((resolve) => {
    const settle = (problem: LinkProblem | undefined): void => {
      port.off('close', onClose);
      resolve(problem);
    };
    const onClose = (): void => settle(lost);
    port.once('close', onClose);
    port.write(Buffer.from(bytes), (failure) => {
      if (failure) return settle(serialProblem(path, failure.message));
      if (!port.isOpen) return settle(lost);
      port.drain((error) => settle(error ? serialProblem(path, error.message) : undefined));
    });
  });
}
