import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { SerialPort } from 'serialport';

/** A port as the serial library lists it, on systems where it can. */
export interface ListedPort {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
}

/** The parts of a machine that say which ports it has and who may open them. A test hands in folders of its own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Where device nodes are: `/dev`. */
  readonly devices: string;
  /** Where Linux describes its terminals: `/sys/class/tty`. */
  readonly terminals: string;
  /** The text of `/etc/group`. */
  readGroups(): Promise<string>;
  /** Who runs this program, and the numbers of the groups that it had when it was started. */
  user(): { readonly name: string; readonly groups: readonly number[] };
  /** Never called on Linux: there the library starts `udevadm`, and where udev is not installed that ends the process. */
  listPorts(): Promise<readonly ListedPort[]>;
}

/** The machine that this program runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  devices: '/dev',
  terminals: '/sys/class/tty',
  readGroups: () => readFile('/etc/group', 'utf8'),
  user: () => ({ name: nameOfUser(), groups: [process.getgid?.() ?? -1, ...(process.getgroups?.() ?? [])] }),
  listPorts: () => SerialPort.list(),
};

/** A user without an entry in the password file has no name, as in some containers. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
