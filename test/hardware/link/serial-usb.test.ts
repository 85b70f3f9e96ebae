import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BankFact, LockBank } from '../../../hardware/contract/lock-board.ts';
import { createSerialLink } from '../../../hardware/link/serial.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { reopenDelaysMs } from '../../../hardware/session/port-keeper.ts';
import { systemClock } from '../../../hardware/system-clock.ts';
import { type BankPlace, openPlace } from '../support/bank-places.ts';
import { type Adapter, type FakeMachine, fakeMachine } from '../support/machine.ts';

const adapter: Adapter = { name: 'ttyUSB0', vendorId: '0403', productId: '6001', serialNumber: 'A1', at: '1-1' };
const boards = [{ address: 0, locks: 4 }];

let fake: FakeMachine;
let places: BankPlace[];
let bank: LockBank | null;

beforeEach(() => {
  fake = fakeMachine();
  places = [];
  bank = null;
});

afterEach(async () => {
  await bank?.close();
  for (const place of places) await place.close();
  fake.remove();
});

/** The adapter appears under a name, with boards behind it. */
async function plugIn(name: string): Promise<BankPlace> {
  const place = await openPlace('pseudo-terminal', { family: 'cu48', boards });
  places.push(place);
  symlinkSync(place.path, join(fake.machine.devices, name));
  fake.plugIn({ ...adapter, name });
  return place;
}

async function pull(place: BankPlace, name: string): Promise<void> {
  fake.unplug({ ...adapter, name });
  unlinkSync(join(fake.machine.devices, name));
  await place.close();
}

function openBank(): LockBank {
  const link = createSerialLink({ usb: { vendorId: '0403', productId: '6001', serialNumber: 'A1' }, baud: 19_200 }, fake.machine);
  bank = openBusBank({ family: cu48Family, link, clock: systemClock, boards, closedBit: 1, pace: { restMs: 50, watchedRestMs: 20 } });
  return bank;
}

function busTurns(from: LockBank, isWanted: (fact: BankFact) => boolean): Promise<BankFact> {
  return new Promise((resolve) => {
    const stop = from.onFact((fact) => {
      if (fact.kind !== 'bus-health' || !isWanted(fact)) return;
      stop();
      resolve(fact);
    });
  });
}

function isHealth(health: string, detail = ''): (fact: BankFact) => boolean {
  return (fact) => fact.kind === 'bus-health' && fact.health === health && fact.detail.includes(detail);
}

test('an adapter that comes back under another name is found there, as a new generation, and nothing of before is sent', async () => {
  const first = await plugIn('ttyUSB0');
  const silo = openBank();
  await busTurns(silo, isHealth('ok'));
  const missing = busTurns(silo, isHealth('down', 'No USB adapter 0403:6001 serial number A1 is plugged in.'));
  await pull(first, 'ttyUSB0');
  await missing;
  expect((await silo.unlock({ address: { board: 0, lock: 1 }, validForMs: 2000, generation: 1 })).kind).toBe('link-down');
  const back = busTurns(silo, isHealth('ok'));
  const second = await plugIn('ttyUSB3');
  expect(await back).toMatchObject({ health: 'ok', generation: 2 });
  expect([first.pulses, second.pulses]).toEqual([[], []]);
  expect(await silo.unlock({ address: { board: 0, lock: 1 }, validForMs: 2000, generation: 2 })).toEqual({ kind: 'sent' });
});

test('two adapters that fit are told, and the bus comes up by itself when one of them is gone', async () => {
  const first = await plugIn('ttyUSB0');
  fake.plugIn({ ...adapter, name: 'ttyUSB1', at: '1-2' });
  const silo = openBank();
  await busTurns(silo, isHealth('down', '2 ports fit 0403:6001 serial number A1'));
  const up = busTurns(silo, isHealth('ok'));
  fake.unplug({ ...adapter, name: 'ttyUSB1', at: '1-2' });
  await up;
  expect(first.pulses).toEqual([]);
});

test('a port that is back is tried within 3 s, however long it was away', () => {
  expect(Math.max(...reopenDelaysMs)).toBeLessThanOrEqual(3000);
});
