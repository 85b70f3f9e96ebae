import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listSerialPorts } from '../../../hardware/link/serial-ports.ts';
import { fakeMachine } from '../support/machine.ts';

test('names that stay come first, no port comes twice, and each tells what stands behind it and who may open it', async () => {
  const fake = fakeMachine();
  const dev = fake.machine.devices;
  for (const name of ['ttyACM1', 'ttyUSB0', 'tty1', 'sda']) writeFileSync(join(dev, name), '');
  chmodSync(join(dev, 'ttyUSB0'), 0o660);
  symlinkSync('../../ttyUSB0', join(dev, 'serial/by-id/usb-FTDI_RS485-if00'));
  symlinkSync('../../ttyUSB9', join(dev, 'serial/by-id/usb-unplugged-if00'));
  fake.plugIn({ name: 'ttyUSB0', vendorId: '0403', productId: '6001', serialNumber: 'A1', at: '1-1' });
  const group = { [statSync(dev).gid]: 'root' }[0] ?? String(statSync(dev).gid);
  const ports = await listSerialPorts(fake.machine);
  expect(ports.map(({ path, byId }) => [path, byId])).toEqual([
    [join(dev, 'ttyUSB0'), join(dev, 'serial/by-id/usb-FTDI_RS485-if00')],
    [join(dev, 'ttyACM1'), null],
  ]);
  expect(ports[0]).toMatchObject({ usb: { vendorId: '0403', serialNumber: 'A1', product: 'FT232R USB UART' }, access: { group, mode: 'rw-rw----' } });
  expect(ports[1]?.usb).toBeNull();
  fake.remove();
});

test('a machine without serial ports has none', async () => {
  const fake = fakeMachine({ devices: '/nowhere', terminals: '/nowhere' });
  expect(await listSerialPorts(fake.machine)).toEqual([]);
  fake.remove();
});
