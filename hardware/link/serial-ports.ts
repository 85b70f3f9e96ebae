import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { SerialPort } from 'serialport';

/** A serial port that this machine has. `path` is the name to put into a configuration. */
export interface SerialPortName {
  readonly path: string;
  /** What the name stands for now, `/dev/ttyUSB0`, or what the system calls the device. */
  readonly description: string;
}

/**
 * The serial ports of this machine, by the names that stay where there are any. On Linux this reads `/dev`: the library's own
 * list starts `udevadm`, and where udev is not installed that ends the process.
 */
export async function listSerialPorts(devices = '/dev', platform: NodeJS.Platform = process.platform): Promise<readonly SerialPortName[]> {
  if (platform === 'linux') return listLinuxPorts(devices);
  const ports = await SerialPort.list();
  return ports.map((port) => ({ path: port.path, description: port.manufacturer ?? '' }));
}

async function listLinuxPorts(devices: string): Promise<SerialPortName[]> {
  const byId = join(devices, 'serial', 'by-id');
  const staying = await Promise.all((await namesIn(byId)).map(async (name) => ({ path: join(byId, name), description: await realpath(join(byId, name)) })));
  const named = new Set(staying.map((port) => port.description));
  const others = (await namesIn(devices)).filter((name) => /^tty(?:USB|ACM|AMA|S)\d+$/.test(name)).map((name) => join(devices, name));
  return [...staying, ...others.filter((path) => !named.has(path)).map((path) => ({ path, description: path }))];
}

/** Nothing when the folder is not there: a machine without adapters has no `by-id`. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
