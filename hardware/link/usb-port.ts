import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LinkProblem } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import type { Machine } from './machine.ts';

/** Four hex digits each, in small letters: `0403`, `6001`. */
export interface UsbIds {
  readonly vendorId: string;
  readonly productId: string;
}

/** How an adapter is named by what it is, wherever it is plugged in. Without a serial number it must be the only one of its kind. */
export interface UsbName extends UsbIds {
  readonly serialNumber?: string | undefined;
}

/** A serial port behind USB. */
export interface UsbPort extends UsbIds {
  readonly path: string;
  readonly serialNumber: string | null;
  /** What the adapter calls itself: `FTDI FT232R USB UART`. */
  readonly product: string;
}

/** Folders from a terminal up to its adapter: the interface, the device, and some to spare (hubs stand above the device). */
const mostStepsUp = 4;

/** The serial ports behind USB that this machine has now, by path. */
export async function listUsbPorts(machine: Machine): Promise<readonly UsbPort[]> {
  if (machine.platform !== 'linux') return listElsewhere(machine);
  const names = await readdir(machine.terminals).catch(() => []);
  const found = await Promise.all(names.filter((name) => /^tty(?:USB|ACM)\d+$/.test(name)).map((name) => describe(name, machine)));
  return found.filter((port) => port !== undefined).sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/**
 * Finds the port of an adapter now. Two that fit are a problem that names both: which of two buses a lock hangs on is never
 * guessed.
 */
export async function findUsbPort(name: UsbName, machine: Machine): Promise<Result<string, LinkProblem>> {
  const ports = await listUsbPorts(machine);
  const ofKind = ports.filter((port) => port.vendorId === name.vendorId.toLowerCase() && port.productId === name.productId.toLowerCase());
  const fitting = name.serialNumber === undefined ? ofKind : ofKind.filter((port) => port.serialNumber === name.serialNumber);
  const [first, ...more] = fitting;
  if (first !== undefined && more.length === 0) return { ok: true, value: first.path };
  const detail = first === undefined ? absent(name, ofKind) : ambiguous(name, fitting);
  return { ok: false, error: { kind: first === undefined ? 'not-found' : 'failed', detail } };
}

/** How people write it: `0403:6001 serial number A1`. */
export function usbText(name: UsbName): string {
  const ids = `${name.vendorId}:${name.productId}`.toLowerCase();
  return name.serialNumber === undefined ? ids : `${ids} serial number ${name.serialNumber}`;
}

async function describe(name: string, machine: Machine): Promise<UsbPort | undefined> {
  let folder = await realpath(join(machine.terminals, name, 'device')).catch(() => undefined);
  for (let step = 0; folder !== undefined && step < mostStepsUp; step += 1) {
    const [vendorId, productId] = await Promise.all([attribute(folder, 'idVendor'), attribute(folder, 'idProduct')]);
    if (vendorId !== '' && productId !== '') {
      const [serialNumber, maker, product] = await Promise.all(['serial', 'manufacturer', 'product'].map((key) => attribute(folder ?? '', key)));
      return {
        path: join(machine.devices, name),
        vendorId: vendorId.toLowerCase(),
        productId: productId.toLowerCase(),
        serialNumber: serialNumber === undefined || serialNumber === '' ? null : serialNumber,
        product: [maker, product].filter((part) => part !== undefined && part !== '').join(' '),
      };
    }
    folder = dirname(folder);
  }
  return undefined;
}

/** The kernel gives each attribute as a line of text; an attribute that is not there is empty. */
async function attribute(folder: string, name: string): Promise<string> {
  return (await readFile(join(folder, name), 'utf8').catch(() => '')).trim().slice(0, 200);
}

async function listElsewhere(machine: Machine): Promise<readonly UsbPort[]> {
  const ports = await machine.listPorts();
  return ports.flatMap(({ path, vendorId, productId, serialNumber, manufacturer }): UsbPort[] =>
    vendorId === undefined || productId === undefined
      ? []
      : [
          {
            path,
            vendorId: vendorId.toLowerCase(),
            productId: productId.toLowerCase(),
            serialNumber: serialNumber ?? null,
            product: manufacturer ?? '',
          },
        ],
  );
}

function absent(name: UsbName, ofKind: readonly UsbPort[]): string {
  const others = ofKind.map((port) => `${port.path} has ${port.serialNumber ?? 'none'}`);
  const hint = others.length === 0 ? '' : ` Of this kind are there, with other serial numbers: ${others.join(', ')}.`;
  return `No USB adapter ${usbText(name)} is plugged in.${hint}`;
}

function ambiguous(name: UsbName, fitting: readonly UsbPort[]): string {
  const each = fitting.map((port) => `${port.path} (serial number ${port.serialNumber ?? 'none'})`).join(' and ');
  const numbers = fitting.map((port) => port.serialNumber);
  const canBeTold = new Set(numbers).size === numbers.length && !numbers.includes(null);
  const way = canBeTold ? 'Add the serial number' : 'Their serial numbers do not tell them apart: use a path from /dev/serial/by-id or by-path';
  return `${fitting.length} ports fit ${usbText(name)}: ${each}. ${way}.`;
}
