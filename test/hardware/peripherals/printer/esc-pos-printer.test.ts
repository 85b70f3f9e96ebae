import { beforeEach, describe, expect, test } from 'vitest';
import type { Link } from '../../../../hardware/contract/link.ts';
import type { Printer, ReceiptDocument } from '../../../../hardware/contract/printer.ts';
import { createMemoryWire, type MemoryWire } from '../../../../hardware/link/memory.ts';
import { encodeReceipt } from '../../../../hardware/peripherals/printer/esc-pos-encoding.ts';
import { createEscPosPrinter } from '../../../../hardware/peripherals/printer/esc-pos-printer.ts';
import { createNullPrinter } from '../../../../hardware/peripherals/printer/null-printer.ts';
import { PrinterSimulator } from '../../../../hardware/simulator/printer-simulator.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const receipt: ReceiptDocument = { title: 'Pedido 7', blocks: [{ kind: 'pair', left: 'Camiseta', right: '12,00 €', bold: false }] };
const format = { columns: 42, codepage: 'cp858' } as const;

let clock: VirtualClock;
let wire: MemoryWire;
let simulator: PrinterSimulator;
let printer: Printer;

beforeEach(async () => {
  clock = new VirtualClock();
  wire = createMemoryWire({ clock, baud: 115_200, latestFrameMs: 1500 });
  simulator = new PrinterSimulator(wire.right);
  await simulator.start();
  printer = createEscPosPrinter({ ...format, link: wire.left, clock, answersStatus: true });
  await clock.advance(0);
});

describe('an ESC/POS printer', () => {
  test('prints exactly the encoded receipt', async () => {
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'printed' });
    expect(simulator.paper).toEqual([...encodeReceipt(receipt, format)]);
  });

  test('two receipts at once come out one after the other', async () => {
    const both = Promise.all([printer.print(receipt), printer.print({ ...receipt, title: 'Pedido 8' })]);
    expect(await clock.runUntil(both)).toEqual([{ kind: 'printed' }, { kind: 'printed' }]);
    expect(simulator.paper).toEqual([...encodeReceipt(receipt, format), ...encodeReceipt({ ...receipt, title: 'Pedido 8' }, format)]);
  });

  test.each([
    [{ isPaperOut: true }, 'paper-out'],
    [{ isCoverOpen: true }, 'cover-open'],
    [{ isOff: true }, 'offline'],
  ] as const)('in condition %j it prints nothing and says %s', async (condition, kind) => {
    simulator.setCondition(condition);
    expect((await clock.runUntil(printer.print(receipt))).kind).toBe(kind);
    expect(simulator.paper).toEqual([]);
    simulator.setCondition({ isPaperOut: false, isCoverOpen: false, isOff: false });
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'printed' });
  });

  test('paper that ends in the middle is no printed receipt', async () => {
    simulator.onPrinted = () => {
      if (simulator.paper.length > 0) simulator.setCondition({ isPaperOut: true });
    };
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'paper-out' });
  });

  test('one that takes no bytes any more is offline after a while, and does not hold up the receipts after it', async () => {
    const stuck: Link = {
      ...wire.left,
      name: 'stuck',
      wireTimeMs: (count) => wire.left.wireTimeMs(count),
      open: async (events) => {
        const opened = await wire.left.open(events);
        return opened.ok
          ? { ok: true, value: { ...opened.value, write: (bytes) => (isStuck && bytes.length > 20 ? new Promise(() => {}) : opened.value.write(bytes)) } }
          : opened;
      },
    };
    let isStuck = true;
    await printer.close();
    printer = createEscPosPrinter({ ...format, link: stuck, clock, answersStatus: true });
    await clock.advance(0);
    expect((await clock.runUntil(printer.print(receipt))).kind).toBe('offline');
    isStuck = false;
    await clock.advance(1000);
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'printed' });
  });

  test('without its cable it is offline, and prints again when that is back', async () => {
    wire.cut();
    expect((await clock.runUntil(printer.print(receipt))).kind).toBe('offline');
    wire.mend();
    await simulator.start();
    await clock.advance(1000);
    expect(await clock.runUntil(printer.print(receipt))).toEqual({ kind: 'printed' });
  });
});

test('a station without printer says so', async () => {
  const none = createNullPrinter();
  expect(await none.print(receipt)).toEqual({ kind: 'no-printer' });
  await none.close();
});
