import type { LinkProblem } from '../contract/link.ts';
import { type Machine, thisMachine } from './machine.ts';
import { permissionHint, readNodeAccess } from './node-access.ts';

/** Turns the error of opening a device node into a problem that a technician can act upon. */
export async function fileProblem(path: string, error: unknown, machine: Machine = thisMachine): Promise<LinkProblem> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return { kind: 'not-found', detail: `There is no ${path}. Is the device plugged in and switched on?` };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'not-permitted', detail: `This user may not open ${path}. ${permissionHint(path, await readNodeAccess(path, machine), undefined)}` };
    case 'EBUSY':
      return { kind: 'busy', detail: `${path} is in use by another program.` };
    default:
      return { kind: 'failed', detail: `${path}: ${error instanceof Error ? error.message : 'it did not open.'}` };
  }
}
