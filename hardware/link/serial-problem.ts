import type { LinkProblem } from '../contract/link.ts';

/** What to do when the system does not let this user have the port. */
const permissionHint =
  'Add the user to the group that owns it (`dialout` on Debian and Ubuntu, `uucp` on Arch and SUSE) and log in again, or give the adapter a udev rule.';

/**
 * Turns the text of the serial library's error into a problem that a technician can act upon. The library has no codes; the
 * texts are those of its native part ("Error: Permission denied, cannot open /dev/ttyUSB0", "Error Resource temporarily
 * unavailable Cannot lock port", on Windows "Opening COM3: Access denied").
 */
export function serialProblem(path: string, message: string): LinkProblem {
  if (/cannot lock port|resource busy|access denied/i.test(message)) {
    return { kind: 'busy', detail: `${path} is in use by another program.` };
  }
  if (/permission denied|not permitted/i.test(message)) {
    return { kind: 'not-permitted', detail: `This user may not open ${path}. ${permissionHint}` };
  }
  if (/no such (?:file|device)|file not found|not a directory/i.test(message)) {
    return { kind: 'not-found', detail: `There is no ${path}. Is the adapter plugged in?` };
  }
  if (/input\/output|bad file descriptor|port is not open|disconnected/i.test(message)) {
    return { kind: 'closed', detail: `${path} was lost: ${message}` };
  }
  return { kind: 'failed', detail: `${path}: ${message}` };
}
