import { realpath } from 'node:fs/promises';
import type { LinkProblem } from '../contract/link.ts';
import type { Machine } from './machine.ts';
import { permissionHint, readNodeAccess } from './node-access.ts';
import { listUsbPorts } from './usb-port.ts';

/**
 * Turns the text of the serial library's error into a problem that a technician can act upon. The library has no codes; the
 * texts are those of its native part ("Error: Permission denied, cannot open /dev/ttyUSB0", "Error Resource temporarily
 * unavailable Cannot lock port", on Windows "Opening COM3: Access denied").
 */
export function serialProblem(path: string, message: string): LinkProblem {
  if (/cannot lock port|resource busy|access denied/i.test(message)) {
    return { kind: 'busy', detail: `${path} is in use by another program: another station, this tool, ModemManager or brltty.` };
  }
  if (/permission denied|not permitted/i.test(message)) {
    return { kind: 'not-permitted', detail: `This user may not open ${path}.` };
  }
  if (/no such (?:file|device)|file not found|not a directory/i.test(message)) {
    return { kind: 'not-found', detail: `There is no ${path}. Is the adapter plugged in?` };
  }
  if (/input\/output|bad file descriptor|port is not open|disconnected/i.test(message)) {
    return { kind: 'closed', detail: `${path} was lost: ${message}` };
  }
  return { kind: 'failed', detail: `${path}: ${message}` };
}

/** Adds what only the machine knows: which group owns a port that this user may not open, or the udev rule that gives it to one. */
export async function explainSerialProblem(path: string, problem: LinkProblem, machine: Machine): Promise<LinkProblem> {
  if (problem.kind !== 'not-permitted') return problem;
  const node = await realpath(path).catch(() => path);
  const [access, ports] = await Promise.all([readNodeAccess(node, machine), listUsbPorts(machine).catch(() => [])]);
  const ids = ports.find((port) => port.path === node);
  return { kind: problem.kind, detail: `${problem.detail} ${permissionHint(node, access, ids)}` };
}
