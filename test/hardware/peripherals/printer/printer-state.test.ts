import { beforeEach, describe, expect, test } from 'vitest';
import type { PrinterState, ReceiptDocument } from '../../../../hardware/contract/printer.ts';
import { createMemoryWire, type MemoryWire } from '../../../../hardware/link/memory.ts';
import { encodeReceipt } from '../../../../hardware/peripherals/printer/esc-pos-encoding.ts';
import { createEscPosPrinter, type EscPosPrinter } from '../../../../hardware/peripherals/printer/esc-pos-printer.ts';
import { createNullPrinter } from '../../../../hardware/peripherals/printer/null-printer.ts';
import { createNullSounder } from '../../../../hardware/peripherals/sound/null-sounder.ts';
import { createPrinterSounder } from '../../../../hardware/peripherals/sound/printer-sounder.ts';
import { PrinterSimulator } from '../../../../hardware/simulator/printer-simulator.ts';
import { slipText } from '../../../../hardware/wire/slip.ts';
import { toHex } from '../../../../hardware/wire/hex.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const receipt: ReceiptDocument = { title: 'Pedido 7', blocks: [{ kind: 'pair', left: 'Camiseta', right: '12,00 €', bold: false }] };
const format = { columns: 42, codepage: 'cp858' } as const;

let clock: VirtualClock;
let wire: MemoryWire;
let simulator: PrinterSimulator;
let printer: EscPosPrinter;
let states: PrinterState[];

async function start(answersStatus: boolean): Promise<void> {
  clock = new VirtualClock();
  wire = createMemoryWire({ clock, baud: 115_200, latestFrameMs: 1500 });
  simulator = new PrinterSimulator(wire.right);
  await simulator.start();
  printer = createEscPosPrinter({ ...format, link: wire.left, clock, answersStatus });
  states = [];
  printer.onState((state) => states.push(state));
  await clock.advance(100);
}

describe('a printer at rest', () => {
  beforeEach(() => start(true));

  test('is asked at once when its port is open, and tells each change within seconds', async () => {
    expect(states).toEqual(['offline', 'ok']);
    for (const condition of [
      { isPaperNearEnd: true },
      { isPaperOut: true },
      { isCoverOpen: true },
      { isCoverOpen: false, isPaperOut: false, isPaperNearEnd: false },
    ]) {
      simulator.setCondition(condition);
      await clock.advance(3500);
    }
    expect(states).toEqual(['offline', 'ok', 'paper-near-end', 'paper-out', 'cover-open', 'ok']);
    expect([printer.state, simulator.paper]).toEqual(['ok', []]);
  });

  test('near the end of its paper it still prints', async () => {
    simulator.setCondition({ isPaperNearEnd: true });
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'printed' });
    expect(printer.state).toBe('paper-near-end');
  });

  test('with a blocked cutter it is offline and says why', async () => {
    simulator.setCondition({ isCutterBlocked: true });
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'offline', detail: 'The cutter is blocked.' });
    expect(printer.state).toBe('offline');
  });

  test('switched off it is offline within seconds, its port is opened anew, and it is well again when it is switched on', async () => {
    simulator.setCondition({ isOff: true });
    await clock.advance(30_000);
    expect(printer.state).toBe('offline');
    simulator.setCondition({ isOff: false });
    await clock.advance(6000);
    expect(states).toEqual(['offline', 'ok', 'offline', 'ok']);
  });

  test('a network printer that lost its power leaves a dead connection; a new one is made', async () => {
    let openings = 0;
    const counted = { ...wire.left, name: 'counted', wireTimeMs: (count: number) => wire.left.wireTimeMs(count) };
    await printer.close();
    printer = createEscPosPrinter({
      ...format,
      clock,
      answersStatus: true,
      link: {
        ...counted,
        open: (events) => {
          openings += 1;
          return wire.left.open(events);
        },
      },
    });
    simulator.setCondition({ isOff: true });
    await clock.advance(13_000);
    expect(openings).toBe(2);
  });

  test('without its cable it is offline at once', () => {
    wire.cut();
    expect(printer.state).toBe('offline');
  });

  test('a receipt waits for the question that is under way, and no question comes into it', async () => {
    await clock.advance(3000);
    const printed = printer.print(receipt);
    await clock.runUntil(printed);
    expect(simulator.paper).toEqual([...encodeReceipt(receipt, format)]);
    expect(simulator.slips.map((slip) => slipText(slip).filter((line) => line.trim() !== ''))).toEqual([
      ['             Pedido 7', `Camiseta${' '.repeat(27)}12,00 €`],
    ]);
  });

  test('what was in its memory comes out when its paper is back: the outcome said so before', async () => {
    simulator.onPrinted = () => {
      if (simulator.paper.length > 0) simulator.setCondition({ isPaperOut: true });
    };
    await clock.runUntil(printer.print(receipt));
    simulator.onPrinted = () => undefined;
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'paper-out' });
    simulator.setCondition({ isPaperOut: false });
    await clock.advance(4000);
    expect([printer.state, simulator.slips.length]).toEqual(['ok', 1]);
  });

  test('a closed printer asks nothing more and tells nothing more', async () => {
    await printer.close();
    const before = states.length;
    await clock.advance(10_000);
    expect(states).toHaveLength(before);
  });
});

describe('a printer that never answers', () => {
  beforeEach(async () => {
    await start(false);
    simulator.setCondition({ isMute: true });
  });

  test('is never asked, prints blind, and its state is unknown', async () => {
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'printed' });
    await clock.advance(60_000);
    expect([states, simulator.paper]).toEqual([['offline', 'unknown'], [...encodeReceipt(receipt, format)]]);
  });

  test('is offline without its cable', async () => {
    wire.cut();
    expect((await clock.runUntil(printer.print(receipt))).kind).toBe('offline');
    expect(states).toEqual(['offline', 'unknown', 'offline']);
  });
});

test('one that is set to answer and does not is offline, and prints nothing', async () => {
  await start(true);
  simulator.setCondition({ isMute: true });
  expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'offline', detail: 'The printer does not answer.' });
  expect(simulator.paper).toEqual([]);
});

describe('the buzzer', () => {
  test('sounds by the command of the model, differently for good and bad', async () => {
    await start(true);
    const sounder = createPrinterSounder(printer, 'esc-a');
    for (const kind of ['taken', 'refused', 'attention'] as const) expect(await clock.runUntil(sounder.beep(kind))).toBe('sent');
    expect(toHex(Uint8Array.from(simulator.paper))).toBe('1B 28 41 05 00 61 64 01 01 01 1B 28 41 05 00 61 64 03 01 01 1B 28 41 05 00 61 64 02 05 03');
    expect(simulator.unfinished).toBeNull();
  });

  test('waits for a question that is under way, and does not come into it', async () => {
    await start(true);
    simulator.setCondition({ isMute: true });
    await clock.advance(3100);
    const beeped = createPrinterSounder(printer, 'esc-bel').beep('taken');
    await clock.advance(100);
    expect(simulator.paper).toEqual([]);
    expect(await clock.runUntil(beeped)).toBe('sent');
    expect(toHex(Uint8Array.from(simulator.paper))).toBe('1B 07');
  });

  test('of another model has one tone, repeated', async () => {
    await start(false);
    await clock.runUntil(createPrinterSounder(printer, 'esc-bel').beep('refused'));
    expect(toHex(Uint8Array.from(simulator.paper))).toBe('1B 07 1B 07 1B 07');
  });

  test('keeps silent while a receipt is printed, and without a cable', async () => {
    await start(true);
    const sounder = createPrinterSounder(printer, 'esc-a');
    const printing = printer.print(receipt);
    expect(await sounder.beep('taken')).toBe('failed');
    await clock.runUntil(printing);
    wire.cut();
    expect(await sounder.beep('taken')).toBe('failed');
    expect(simulator.paper).toEqual([...encodeReceipt(receipt, format)]);
  });
});

test('a station without printer and sounder says so', async () => {
  const heard: PrinterState[] = [];
  createNullPrinter().onState((state) => heard.push(state));
  expect([heard, createNullPrinter().state, await createNullSounder().beep('taken')]).toEqual([['none'], 'none', 'none']);
});
