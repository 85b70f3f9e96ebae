import { realpathSync } from 'node:fs';
import { SerialPort } from 'serialport';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { type Machine, thisMachine } from './machine.ts';
import { explainSerialProblem, serialProblem } from './serial-problem.ts';
import { findUsbPort, type UsbName, usbText } from './usb-port.ts';
import { wireTimeMs } from './wire-time.ts';

/**
 * Where a serial port is: by a path, best one that stays as `/dev/serial/by-id/...` (numbers change when adapters are plugged
 * in another order), or by what the adapter is. Either is looked up anew at each opening, so that an adapter that came
 * back under another name is found.
 */
export type SerialPlace = { readonly path: string } | { readonly usb: UsbName };

/** Where a serial port is, and how fast it is. Always 8N1, no flow control. */
export type SerialLinkOptions = SerialPlace & { readonly baud: number };

/**
 * The longest time that a written frame can still be on its way, in milliseconds. Each write is drained before it counts as
 * done, so what is left is an adapter's own buffer (FTDI holds bytes for 16 ms) and a good margin.
 */
const latestFrameMs = 1500;

/** A serial port of this machine, locked against a second user. */
export function createSerialLink(options: SerialLinkOptions, machine: Machine = thisMachine): Link {
  const { baud } = options;
  return {
    name: `${'path' in options ? options.path : `usb ${usbText(options.usb)}`} ${baud} 8N1`,
    latestFrameMs,
    wireTimeMs: (count) => wireTimeMs(count, baud),
    async open(events) {
      const path = 'path' in options ? { ok: true as const, value: options.path } : await findUsbPort(options.usb, machine);
      return path.ok ? open(path.value, baud, machine, events) : path;
    },
  };
}

function open(path: string, baud: number, machine: Machine, events: LinkEvents): Promise<Result<OpenLink, LinkProblem>> {
  const port = new SerialPort({ path, baudRate: baud, dataBits: 8, parity: 'none', stopBits: 1, lock: true, autoOpen: false });
  return new Promise((resolve) => {
    // Every failure that matters also comes by a callback or by `close`; unheard, this event would end the process.
    port.on('error', () => undefined);
    port.open((error) => {
      if (!error) return resolve({ ok: true, value: attach(port, path, events) });
      void explainSerialProblem(path, serialProblem(path, error.message), machine).then((problem) => resolve({ ok: false, error: problem }));
    });
  });
}

function attach(port: SerialPort, path: string, events: LinkEvents): OpenLink {
  let isOver = false;
  const isTerminal = isPseudoTerminal(path);
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
    flush: () => new Promise((resolve) => (port.isOpen && !isTerminal ? port.flush(() => resolve()) : resolve())),
    close() {
      isOver = true;
      return new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()));
    },
  };
}

/**
 * On a pseudo-terminal, draining waits for nothing and flushing takes back what the other program has not read yet: an unlock that
 * was told as sent would be lost. Its bytes are handed on at once, so nothing old is waiting there.
 */
function isPseudoTerminal(path: string): boolean {
  try {
    return realpathSync(path).startsWith('/dev/pts/');
  } catch {
    return false;
  }
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
