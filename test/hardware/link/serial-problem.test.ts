import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileProblem } from '../../../hardware/link/file-problem.ts';
import type { Machine } from '../../../hardware/link/machine.ts';
import { explainSerialProblem, serialProblem } from '../../../hardware/link/serial-problem.ts';
import { type FakeMachine, fakeMachine } from '../support/machine.ts';

test.each([
  ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'not-found'],
  ['Opening COM3: File not found', 'not-found'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'not-permitted'],
  ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'busy'],
  ['Opening COM3: Access denied', 'busy'],
  ['Error: Input/output error, cannot drain', 'closed'],
  ['bad file descriptor', 'closed'],
  ['Port is not open', 'closed'],
  ['something new', 'failed'],
])('%s is %s', (message, kind) => expect(serialProblem('/dev/ttyUSB0', message).kind).toBe(kind));

test('a busy port: the usual other users are named', () => {
  expect(serialProblem('/dev/ttyUSB0', 'Cannot lock port').detail).toContain('ModemManager');
});

describe('who is not permitted is told what to do', () => {
  let fake: FakeMachine;
  let node: string;
  /** The group that files of this test belong to, under the name that a port would have. */
  let groups: (members: string) => Partial<Machine>;

  beforeEach(() => {
    fake = fakeMachine();
    node = join(fake.machine.devices, 'ttyUSB0');
    writeFileSync(node, '');
    chmodSync(node, 0o660);
    const { gid } = statSync(node);
    groups = (members) => ({ readGroups: () => Promise.resolve(`dialout:x:${gid}:${members}\n`), user: () => ({ name: 'ana', groups: [gid + 1] }) });
  });

  afterEach(() => fake.remove());

  async function explain(changes: Partial<Machine>): Promise<string> {
    const problem = await explainSerialProblem(node, serialProblem('/dev/ttyUSB0', 'Permission denied'), { ...fake.machine, ...changes });
    return problem.detail;
  }

  test('join the group that owns the port', async () => {
    expect(await explain(groups(''))).toBe(
      'This user may not open /dev/ttyUSB0. It belongs to group dialout (rw-rw----), and this user is not in it: sudo usermod -aG dialout USER, then log in again.',
    );
  });

  test('log in again, where the books have it already', async () => {
    expect(await explain(groups('luis,ana'))).toContain('put into it after logging in: log in again');
  });

  test('look elsewhere, where the group is not what is missing', async () => {
    const { gid } = statSync(node);
    expect(await explain({ ...groups(''), user: () => ({ name: 'ana', groups: [gid] }) })).toContain('something else forbids it');
  });

  test('a udev rule with the adapter’s ids, where no group may', async () => {
    chmodSync(node, 0o600);
    fake.plugIn({ name: 'ttyUSB0', vendorId: '0403', productId: '6001', at: '1-1' });
    expect(await explain(groups(''))).toContain(
      'SUBSYSTEMS=="usb", ATTRS{idVendor}=="0403", ATTRS{idProduct}=="6001", KERNEL=="ttyUSB*", GROUP="dialout", MODE="0660"',
    );
  });

  test('the same for a node that is no serial port', async () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    expect(await fileProblem(node, denied, { ...fake.machine, ...groups('') })).toMatchObject({
      kind: 'not-permitted',
      detail: expect.stringContaining('usermod -aG dialout'),
    });
    expect(await fileProblem('/dev/usb/lp9', Object.assign(new Error('none'), { code: 'ENOENT' }), fake.machine)).toMatchObject({ kind: 'not-found' });
  });
});
