import { describe, expect, it } from 'vitest';
import type { OrderStock, SettledLine } from '../../../../src/contract/stock.ts';
import { type KnownStock, stockNote } from '../../../../src/core/stock/stock-note.ts';

const hold = (leased: boolean) => ({ sku: 'A', locationId: 'madrid', quantity: 1, leased });
const settled = (change: Partial<SettledLine>, answerBy: number | null = null): OrderStock => ({
  settledAt: 1,
  lines: [{ sku: 'A', held: 1, short: 0, from: [], moved: false, waits: false, ...change }],
  answerBy,
  changed: false,
});
const line = {
  sku: 'A',
  title: 'Camisa',
  size: 'M',
  colour: null,
  picture: { kind: 'drawing', garment: 'shirt', colour: '#2255aa', pattern: 'plain' },
  quantity: 1,
  unitPrice: { minor: 100, currency: 'EUR' },
} as const;
const state = (change: Partial<KnownStock>, holds: Parameters<typeof stockNote>[1] = []) =>
  stockNote({ status: 'placed', lines: [line], ...change }, holds)?.state ?? null;

describe('what people are told of the stock of an order', () => {
  it('says what the station knows by itself until the hub has spoken', () => {
    expect([state({}, [hold(false), hold(true)]), state({}, [hold(true)]), state({})]).toEqual(['asked', 'sure', null]);
  });

  it('says what the hub said, whatever the station had taken', () => {
    const said = [settled({}), settled({ moved: true }), settled({ short: 1, held: 0 }, 9), settled({ short: 1, waits: true })];
    expect(said.map((stock) => state({ stock }, [hold(true)]))).toEqual(['kept', 'moved', 'short', 'waits']);
  });

  it('names what is missing, and until when an answer counts', () => {
    expect(stockNote({ status: 'paid', lines: [line], stock: settled({ short: 1 }, 9) }, [])).toEqual({
      state: 'short',
      missing: [{ sku: 'A', title: 'Camisa', size: 'M', colour: null, pieces: 1 }],
      moved: [],
      answerBy: 9,
    });
  });

  it('names what comes from another place, beside what is missing too', () => {
    const [away, gone] = [settled({ moved: true }), settled({ sku: 'B', held: 0, short: 1 }, 9)];
    const camisa = { sku: 'A', title: 'Camisa', size: 'M', colour: null };
    expect(stockNote({ status: 'paid', lines: [line], stock: away }, [])).toEqual({ state: 'moved', missing: [], moved: [camisa], answerBy: null });
    const both = stockNote({ status: 'paid', lines: [line, { ...line, sku: 'B' }], stock: { ...gone, lines: [...away.lines, ...gone.lines] } }, []);
    expect(both).toMatchObject({ state: 'short', missing: [{ sku: 'B' }], moved: [camisa] });
  });

  it('says nothing of what is over or not counted', () => {
    expect([
      state({ status: 'cancelled', stock: settled({}) }),
      state({ status: 'collected', stock: settled({}) }),
      state({ stock: { ...settled({}), lines: [] } }),
    ]).toEqual([null, null, null]);
  });
});
