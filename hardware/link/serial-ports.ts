import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type Machine, thisMachine } from './machine.ts';
import { type NodeAccess, readNodeAccess } from './node-access.ts';
import { listUsbPorts, type UsbPort } from './usb-port.ts';

/** A serial port that this machine has, and what is known of it. */
export interface SerialPortInfo {
  /** What the system calls it now: `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  /** Its name that stays, from `/dev/serial/by-id`; null where it has none. */
  readonly byId: string | null;
  /** What stands behind it, if that is an adapter on USB. */
  readonly usb: UsbPort | null;
  /** Who may open it; null where the system has no such notion. */
  readonly access: NodeAccess | null;
}

/**
 * The serial ports of this machine, those with a name that stays first. On Linux this reads `/dev` and `/sys`: the library's
 * own list starts `udevadm`, and where udev is not installed that ends the process.
 */
export async function listSerialPorts(machine: Machine = thisMachine): Promise<readonly SerialPortInfo[]> {
  const usb = await listUsbPorts(machine);
  const places = machine.platform === 'linux' ? await linuxPlaces(machine) : (await machine.listPorts()).map(({ path }) => ({ path, byId: null }));
  const ports = await Promise.all(
    places.map(async ({ path, byId }) => ({
      path,
      byId,
      usb: usb.find((port) => port.path === path) ?? null,
      access: (await readNodeAccess(path, machine)) ?? null,
    })),
  );
  return [...ports.filter((port) => port.byId !== null), ...ports.filter((port) => port.byId === null)];
}

async function linuxPlaces({ devices }: Machine): Promise<{ path: string; byId: string | null }[]> {
  const folder = join(devices, 'serial', 'by-id');
  const staying = await Promise.all((await namesIn(folder)).map(async (name) => ({ byId: join(folder, name), path: await targetOf(join(folder, name)) })));
  const plugged = staying.flatMap(({ byId, path }) => (path === undefined ? [] : [{ byId, path }]));
  const others = (await namesIn(devices)).filter((name) => /^tty(?:USB|ACM|AMA|S)\d+$/.test(name)).map((name) => join(devices, name));
  return [...plugged, ...others.filter((path) => !plugged.some((port) => port.path === path)).map((path) => ({ path, byId: null }))];
}

/** A link that outlived its device leads nowhere. */
function targetOf(link: string): Promise<string | undefined> {
  return realpath(link).catch(() => undefined);
}

/** Nothing when the folder is not there: a machine without adapters has no `by-id`. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
