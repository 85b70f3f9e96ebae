import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Machine } from './machine.ts';
import type { UsbIds } from './usb-port.ts';

/** Who may open a device node. */
export interface NodeAccess {
  readonly group: string;
  /** The last nine letters of `ls -l`: `rw-rw----`. */
  readonly mode: string;
  /** May the group read and write? */
  readonly groupMay: boolean;
  /** Is this program in that group now, and is its user in it by the books? The second without the first: log in again. */
  readonly isInGroup: boolean;
  readonly isMember: boolean;
}

/** Looks who may open a node; undefined where there is none, or where nodes have no groups (Windows). */
export async function readNodeAccess(path: string, machine: Machine): Promise<NodeAccess | undefined> {
  if (machine.platform === 'win32') return undefined;
  const node = await stat(path).catch(() => undefined);
  if (node === undefined) return undefined;
  const group = groupsIn(await machine.readGroups().catch(() => '')).find(({ id }) => id === node.gid);
  const user = machine.user();
  return {
    group: group?.name ?? String(node.gid),
    mode: lettersOf(node.mode),
    groupMay: (node.mode & 0o060) === 0o060,
    isInGroup: user.groups.includes(node.gid),
    isMember: group?.members.includes(user.name) ?? false,
  };
}

/** What to do when a user may not open a node: join its group, log in again, or give it to a group by a udev rule. */
export function permissionHint(path: string, access: NodeAccess | undefined, ids: UsbIds | undefined): string {
  if (access === undefined) return 'Ask who administers this machine.';
  const { group, mode, groupMay, isInGroup, isMember } = access;
  const owner = `It belongs to group ${group} (${mode})`;
  // Membership of `root` or a group without rights is no way out: a rule gives the node to a group that people may be in.
  if (!groupMay || group === 'root') {
    return `${owner}. Give it to a group by a line in /etc/udev/rules.d/60-pasillo.rules: ${udevRule(path, ids)} - then: sudo udevadm control --reload && sudo udevadm trigger`;
  }
  if (isInGroup) return `${owner}, and this user is in it: something else forbids it (a container, a sandbox, a security module).`;
  if (isMember) return `${owner}, and this user was put into it after logging in: log in again, or restart the service.`;
  return `${owner}, and this user is not in it: sudo usermod -aG ${group} USER, then log in again.`;
}

/** A rule that gives a port to the group `dialout`: by its USB ids where they are known, else by its name. */
export function udevRule(path: string, ids: UsbIds | undefined): string {
  const which =
    ids === undefined
      ? `KERNEL=="${basename(path)}"`
      : `SUBSYSTEMS=="usb", ATTRS{idVendor}=="${ids.vendorId}", ATTRS{idProduct}=="${ids.productId}", KERNEL=="${basename(path).replace(/\d+$/, '')}*"`;
  return `${which}, GROUP="dialout", MODE="0660"`;
}

/** Lines of `/etc/group`: `dialout:x:20:ana,luis`. */
function groupsIn(text: string): { readonly name: string; readonly id: number; readonly members: readonly string[] }[] {
  return text.split('\n').flatMap((line) => {
    const [name, , id, members] = line.split(':');
    return name === undefined || id === undefined || !/^\d+$/.test(id) ? [] : [{ name, id: Number(id), members: members?.split(',') ?? [] }];
  });
}

function lettersOf(mode: number): string {
  return Array.from({ length: 9 }, (_, index) => ((mode >> (8 - index)) & 1 ? ('rwx'[index % 3] ?? '-') : '-')).join('');
}
