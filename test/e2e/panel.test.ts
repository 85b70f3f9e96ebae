import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BankFact, LockBank } from '../../hardware/contract/lock-board.ts';
import { type Devices, openDevices } from '../../hardware/open-devices.ts';
import { systemClock } from '../../hardware/system-clock.ts';
import { launchBrowser } from './support/browser.ts';

let folder: string;
let program: ChildProcessWithoutNullStreams;
let devices: Devices;
let bank: LockBank;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pasillo-panel-'));
  const flags = ['--locks', '4', '--scanner', '--printer', '--panel', '0', '--names', folder];
  program = spawn(process.execPath, ['--no-warnings', 'hardware/simulator/bank-process.ts', ...flags], { stdio: 'pipe' });
  const [line] = await once(createInterface({ input: program.stdout }), 'line');
  program.stdout.resume();
  const ready: { readonly panel: string } = JSON.parse(String(line));
  devices = drive();
  const known = told((fact) => fact.kind === 'lock' && fact.address.lock === 3);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(ready.panel);
  await known;
});

afterAll(async () => {
  await browser?.close();
  await devices?.close();
  program?.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('the panel of the simulated devices', () => {
  it('shows a door that a driver opened, and closes it under the mouse', async () => {
    await bank.unlock({ address: { board: 0, lock: 2 }, validForMs: 2000, generation: bank.generation });
    const closed = told((fact) => fact.kind === 'lock' && fact.address.lock === 2 && fact.state === 'closed');
    await page.getByRole('button', { name: 'Door 2: open, sensor says open' }).click();
    await closed;
    await page.getByRole('button', { name: 'Door 2: closed, sensor says closed' }).waitFor();
    await page.getByText('door 0/2 closed, by the hand').waitFor();
    await page.getByText('unlock lock 2 of board 0').waitFor();
  });

  it('has what is wrong with a door in its menu', async () => {
    const lies = told((fact) => fact.kind === 'lock' && fact.address.lock === 1 && fact.state === 'open');
    await page.getByRole('button', { name: 'More for door 1' }).click();
    await page.getByRole('group', { name: 'Sensor says' }).getByRole('button', { name: 'open' }).click();
    await lies;
    await page.getByRole('button', { name: 'Door 1: closed, sensor says open, lies' }).waitFor();
  });

  it('pulls the cable out and plugs it in, and the driver finds the port again under its new name', async () => {
    const down = told((fact) => fact.kind === 'bus-health' && fact.health === 'down');
    await page.getByRole('switch', { name: 'Plugged in' }).click();
    await down;
    await page.getByText('unplugged', { exact: true }).waitFor();
    const back = told((fact) => fact.kind === 'bus-health' && fact.health === 'ok');
    await page.getByRole('switch', { name: 'Plugged in' }).click();
    await back;
  });

  it('holds a code before the scanner, and shows what the printer printed', async () => {
    const scanned = new Promise<string>((resolve) => devices.scanner?.onScan(({ bytes }) => resolve(new TextDecoder().decode(bytes))));
    await page.getByRole('textbox', { name: 'Code' }).fill('LK1:PANEL');
    await page.getByRole('button', { name: 'Scan', exact: true }).click();
    expect(await scanned).toBe('LK1:PANEL');
    expect(await devices.printer.print({ title: 'RECIBO', blocks: [{ kind: 'qr', data: 'LK1:SLIP', caption: 'K1' }] })).toEqual({ kind: 'printed' });
    await page.getByRole('img', { name: 'RECIBO' }).waitFor();
  });
});

function drive(): Devices {
  const serial = (name: string): { readonly kind: 'serial'; readonly path: string } => ({ kind: 'serial', path: join(folder, name) });
  const opened = openDevices(
    {
      buses: [{ name: 'bank', family: 'cu48', link: serial('cu48'), boards: [{ address: 0, locks: 4 }] }],
      scanner: { link: serial('scanner') },
      printer: { link: serial('printer') },
    },
    { clock: systemClock, givenLinks: new Map(), onTraffic: null, onTranscriptEnd: null },
  );
  const first = opened.ok ? opened.value.buses[0]?.bank : undefined;
  if (!opened.ok || first === undefined) throw new Error('no devices');
  bank = first;
  return opened.value;
}

function told(isWanted: (fact: BankFact) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = bank.onFact((fact) => {
      if (!isWanted(fact)) return;
      stop();
      resolve();
    });
  });
}
