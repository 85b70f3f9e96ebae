import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findUsbPort, listUsbPorts } from '../../../hardware/link/usb-port.ts';
import { type Adapter, type FakeMachine, fakeMachine } from '../support/machine.ts';

const first: Adapter = { name: 'ttyUSB0', vendorId: '0403', productId: '6001', serialNumber: 'A1', at: '1-1' };
const second: Adapter = { name: 'ttyUSB1', vendorId: '0403', productId: '6001', serialNumber: 'B2', at: '1-2' };
const cheap: Adapter = { name: 'ttyUSB2', vendorId: '1a86', productId: '7523', at: '1-3' };
const ftdi = { vendorId: '0403', productId: '6001' };

let fake: FakeMachine;

beforeEach(() => {
  fake = fakeMachine();
});

afterEach(() => fake.remove());

async function find(name: Parameters<typeof findUsbPort>[0]): Promise<string> {
  const found = await findUsbPort(name, fake.machine);
  return (found.ok ? found.value : `${found.error.kind}: ${found.error.detail}`).replaceAll(`${fake.machine.devices}/`, '/dev/');
}

test('an adapter is found by its ids, whatever the case, and by its serial number among its kind', async () => {
  fake.plugIn(first);
  fake.plugIn(cheap);
  expect(await find({ vendorId: '1A86', productId: '7523' })).toBe('/dev/ttyUSB2');
  expect(await find(ftdi)).toBe('/dev/ttyUSB0');
  fake.plugIn(second);
  expect(await find({ ...ftdi, serialNumber: 'B2' })).toBe('/dev/ttyUSB1');
});

test('an adapter that comes back under another name is found there', async () => {
  fake.plugIn(first);
  fake.unplug(first);
  expect(await find({ ...ftdi, serialNumber: 'A1' })).toBe('not-found: No USB adapter 0403:6001 serial number A1 is plugged in.');
  fake.plugIn({ ...first, name: 'ttyUSB5' });
  expect(await find({ ...ftdi, serialNumber: 'A1' })).toBe('/dev/ttyUSB5');
});

describe('where it is not clear which is meant, nothing is guessed', () => {
  test('two of a kind with serial numbers: the message names both and asks for the number', async () => {
    fake.plugIn(first);
    fake.plugIn(second);
    expect(await find(ftdi)).toBe('failed: 2 ports fit 0403:6001: /dev/ttyUSB0 (serial number A1) and /dev/ttyUSB1 (serial number B2). Add the serial number.');
  });

  test('two of a kind without: only a path tells them apart', async () => {
    fake.plugIn(cheap);
    fake.plugIn({ ...cheap, name: 'ttyUSB3', at: '1-4' });
    expect(await find({ vendorId: '1a86', productId: '7523' })).toMatch(
      /^failed: 2 ports fit 1a86:7523: \/dev\/ttyUSB2 \(serial number none\) and \/dev\/ttyUSB3 .*use a path from \/dev\/serial\/by-id or by-path\.$/,
    );
  });

  test('one adapter with two ports: its serial number does not help', async () => {
    fake.plugIn(first);
    fake.plugIn({ ...first, name: 'ttyUSB1' });
    expect(await find({ ...ftdi, serialNumber: 'A1' })).toContain('do not tell them apart');
  });

  test('another serial number than asked for: those that are there are told', async () => {
    fake.plugIn(first);
    expect(await find({ ...ftdi, serialNumber: 'Z9' })).toContain('Of this kind are there, with other serial numbers: /dev/ttyUSB0 has A1.');
  });
});

test('other systems ask the library; Linux never does', async () => {
  const listPorts = () => Promise.resolve([{ path: 'COM3', vendorId: '0403', productId: '6001', serialNumber: 'A1' }, { path: 'COM1' }]);
  const windows = fakeMachine({ platform: 'win32', listPorts });
  expect(await findUsbPort(ftdi, windows.machine)).toEqual({ ok: true, value: 'COM3' });
  windows.remove();
  expect(await listUsbPorts(fake.machine)).toEqual([]);
});
