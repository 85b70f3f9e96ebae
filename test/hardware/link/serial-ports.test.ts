import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listSerialPorts } from '../../../hardware/link/serial-ports.ts';

test('names that stay come first, and no port comes twice', async () => {
  const dev = realpathSync(mkdtempSync(join(tmpdir(), 'dev-')));
  for (const name of ['ttyUSB0', 'ttyACM1', 'tty1', 'sda']) writeFileSync(join(dev, name), '');
  mkdirSync(join(dev, 'serial', 'by-id'), { recursive: true });
  symlinkSync('../../ttyUSB0', join(dev, 'serial', 'by-id', 'usb-FTDI_RS485-if00'));
  expect(await listSerialPorts(dev, 'linux')).toEqual([
    { path: join(dev, 'serial/by-id/usb-FTDI_RS485-if00'), description: join(dev, 'ttyUSB0') },
    { path: join(dev, 'ttyACM1'), description: join(dev, 'ttyACM1') },
  ]);
  rmSync(dev, { recursive: true });
});

test('a machine without serial ports has none', async () => {
  expect(await listSerialPorts('/nowhere', 'linux')).toEqual([]);
});
