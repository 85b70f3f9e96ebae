import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { showPorts } from '../../../hardware/tool/bank-ports.ts';
import { fakeMachine } from '../support/machine.ts';

async function ports(machine: Parameters<typeof showPorts>[1]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const io = {
    print: (text: string) => {
      said.out += text;
    },
    complain: (text: string) => {
      said.error += text;
    },
    untilInterrupted: () => Promise.resolve(),
  };
  return { code: await showPorts(io, machine), ...said };
}

test('each port is told with its name that stays, its USB ids as the tool takes them, and who may open it', async () => {
  const fake = fakeMachine();
  const dev = fake.machine.devices;
  writeFileSync(join(dev, 'ttyUSB0'), '');
  chmodSync(join(dev, 'ttyUSB0'), 0o660);
  symlinkSync('../../ttyUSB0', join(dev, 'serial/by-id/usb-FTDI_A1-if00'));
  fake.plugIn({ name: 'ttyUSB0', vendorId: '0403', productId: '6001', serialNumber: 'A1', at: '1-1' });
  const { gid } = statSync(join(dev, 'ttyUSB0'));
  const machine = { ...fake.machine, readGroups: () => Promise.resolve(`dialout:x:${gid}:\n`), user: () => ({ name: 'ana', groups: [gid + 1] }) };
  const { code, out } = await ports(machine);
  expect([code, out.replaceAll(dev, '/dev')]).toEqual([
    0,
    [
      '/dev/ttyUSB0',
      '  name that stays  /dev/serial/by-id/usb-FTDI_A1-if00',
      '  USB              0403:6001, serial number A1, FT232R USB UART',
      '  --port           usb:0403:6001:A1',
      '  may open it      group dialout (rw-rw----)',
      '                   ana may not. It belongs to group dialout (rw-rw----), and this user is not in it: sudo usermod -aG dialout USER, then log in again.',
      '',
      '',
    ].join('\n'),
  ]);
  fake.remove();
});

test('a machine without ports says where to look', async () => {
  const fake = fakeMachine({ devices: '/nowhere', terminals: '/nowhere' });
  expect(await ports(fake.machine)).toEqual({ code: 3, out: '', error: expect.stringContaining('No serial port. Is the adapter plugged in?') });
  fake.remove();
});
