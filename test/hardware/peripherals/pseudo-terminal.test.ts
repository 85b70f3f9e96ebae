import { afterEach, expect, test } from 'vitest';
import { createSerialLink } from '../../../hardware/link/serial.ts';
import { createEscPosPrinter } from '../../../hardware/peripherals/printer/esc-pos-printer.ts';
import { openSerialScanner } from '../../../hardware/peripherals/scanner/serial-scanner.ts';
import { Gm65Simulator } from '../../../hardware/simulator/gm65-simulator.ts';
import { PrinterSimulator } from '../../../hardware/simulator/printer-simulator.ts';
import { openPseudoTerminal, type PseudoTerminal } from '../../../hardware/simulator/pty.ts';
import { systemClock } from '../../../hardware/system-clock.ts';
import { slipText } from '../../../hardware/wire/slip.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function terminal(baud: number): Promise<PseudoTerminal> {
  const opened = await openPseudoTerminal(baud);
  if (!opened.ok) throw new Error(opened.error.detail);
  open.push(opened.value);
  return opened.value;
}

test('a GM65 on a real serial port is set, triggered and read', async () => {
  const { path, link } = await terminal(9600);
  const module = new Gm65Simulator(link, '\r');
  await module.start();
  const scanner = openSerialScanner({ link: createSerialLink({ path, baud: 9600 }), clock: systemClock, model: 'gm65' });
  open.unshift(scanner);
  await new Promise<void>((resolve) => void scanner.onHealth(({ health }) => health === 'ok' && resolve()));
  expect(module.obeysPrintedSettings).toBe(false);
  const read = new Promise<string>((resolve) => void scanner.onScan(({ bytes, aim }) => resolve(`${aim} ${String.fromCharCode(...bytes)}`)));
  expect(await scanner.trigger()).toEqual({ kind: 'acknowledged' });
  module.scan('LK1:0123456789', ']Q1');
  expect(await read).toBe(']Q1 LK1:0123456789');
});

test('a printer on a real serial port tells its state and prints', async () => {
  const { path, link } = await terminal(19_200);
  const simulator = new PrinterSimulator(link);
  simulator.setCondition({ isPaperNearEnd: true });
  await simulator.start();
  const serial = createSerialLink({ path, baud: 19_200 });
  const printer = createEscPosPrinter({ link: serial, clock: systemClock, columns: 42, codepage: 'cp858', answersStatus: true });
  open.unshift(printer);
  await new Promise<void>((resolve) => void printer.onState((state) => state === 'paper-near-end' && resolve()));
  const cut = new Promise<readonly string[]>((resolve) => void simulator.onSlip((slip) => resolve(slipText(slip))));
  expect(await printer.print({ title: 'Pedido 7', blocks: [{ kind: 'pair', left: 'Algodón', right: '12,00 €', bold: false }] })).toEqual({ kind: 'printed' });
  expect((await cut).map((line) => line.trim().replace(/ +/g, ' ')).filter((line) => line !== '')).toEqual(['Pedido 7', 'Algodón 12,00 €']);
});
