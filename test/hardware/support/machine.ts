import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../../../hardware/link/machine.ts';

/** An adapter to be plugged in. `port` counts the ports of one adapter, for those with several. */
export interface Adapter {
  readonly name: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber?: string;
  /** Adapters with the same place are one device. */
  readonly at: string;
}

/** `/dev` and `/sys/class/tty` in small, in a folder of its own, laid out as Linux does. */
export interface FakeMachine {
  readonly machine: Machine;
  readonly folder: string;
  plugIn(adapter: Adapter): void;
  unplug(adapter: Adapter): void;
  remove(): void;
}

export function fakeMachine(changes: Partial<Machine> = {}): FakeMachine {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'machine-')));
  const devices = join(folder, 'dev');
  const terminals = join(folder, 'sys/class/tty');
  for (const made of [join(devices, 'serial/by-id'), terminals]) mkdirSync(made, { recursive: true });
  const deviceFolder = (adapter: Adapter): string => join(folder, 'sys/devices/usb1', adapter.at);
  return {
    folder,
    machine: {
      platform: 'linux',
      devices,
      terminals,
      readGroups: () => Promise.resolve('root:x:0:\ndialout:x:20:ana\n'),
      user: () => ({ name: 'ana', groups: [1000] }),
      listPorts: () => Promise.reject(new Error('never on Linux')),
      ...changes,
    },
    plugIn(adapter) {
      const device = deviceFolder(adapter);
      const port = join(device, `${adapter.at}:1.0`, adapter.name);
      mkdirSync(port, { recursive: true });
      writeFileSync(join(device, 'idVendor'), `${adapter.vendorId}\n`);
      writeFileSync(join(device, 'idProduct'), `${adapter.productId}\n`);
      writeFileSync(join(device, 'product'), 'FT232R USB UART\n');
      if (adapter.serialNumber !== undefined) writeFileSync(join(device, 'serial'), `${adapter.serialNumber}\n`);
      mkdirSync(join(terminals, adapter.name));
      symlinkSync(port, join(terminals, adapter.name, 'device'));
    },
    unplug(adapter) {
      rmSync(join(terminals, adapter.name), { recursive: true });
      rmSync(deviceFolder(adapter), { recursive: true });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
