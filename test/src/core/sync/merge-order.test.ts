import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../../../src/contract/orders.ts';
import { mergeOrder } from '../../../../src/core/sync/merge-order.ts';
import { order } from '../../station/store/samples.ts';

const statuses: readonly OrderStatus[] = ['placed', 'paid', 'ready', 'collected', 'cancelled'];
const quiet = { parcelHere: false, waiting: false };

function pulled(status: OrderStatus) {
  const { paidHere: _, ...summary } = order(1, { status });
  return summary;
}

/** For each local status, what becomes of it for each pulled one. */
function table(facts: { parcelHere: boolean; waiting: boolean }): string[] {
  return statuses.map((local) =>
    statuses
      .map((word) => {
        const merged = mergeOrder(order(1, { status: local }), pulled(word), facts);
        return merged.kind === 'put' ? merged.row.status : merged.kind;
      })
      .join(' '),
  );
}

describe('a pulled order', () => {
  it('is taken as it is when it is new here', () => {
    expect(mergeOrder(null, pulled('ready'), quiet)).toEqual({ kind: 'put', row: { ...pulled('ready'), paidHere: false } });
  });

  it('is not taken back, except where its parcel was taken out of another silo, and only what is open and settled with the hub is cancelled', () => {
    expect(table(quiet)).toEqual([
      'placed paid ready collected cancelled',
      'keep paid ready collected cancelled',
      'keep paid ready collected cancelled',
      'keep keep keep collected keep',
      'placed paid ready collected cancelled',
    ]);
  });

  it('cancels nothing, and revives nothing, while something about it is on its way to the hub', () => {
    expect(table({ parcelHere: false, waiting: true })).toEqual([
      'placed paid ready collected keep',
      'keep paid ready collected keep',
      'keep keep ready collected keep',
      'keep keep keep collected keep',
      'keep keep keep keep cancelled',
    ]);
  });

  it('does not talk a parcel out of its compartment', () => {
    expect(table({ parcelHere: true, waiting: false })).toEqual(Array(5).fill('keep keep keep conflict conflict'));
  });

  it('hears from the hub alone how it was collected, and what of it came back, whoever took the money', () => {
    const local = order(1, { status: 'collected', paidHere: true, returned: [{ sku: 'S-1', quantity: 1 }] });
    const collected = { at: 5, passId: '0'.repeat(32), pin: 'scrypt$16$8$1$03$04' };
    const told = mergeOrder(local, { ...pulled('collected'), collected }, quiet);
    const { returned: _, ...kept } = local;
    expect(told).toEqual({ kind: 'put', row: { ...kept, collected } });
    expect(mergeOrder({ ...kept, collected }, pulled('collected'), quiet)).toEqual({ kind: 'put', row: kept });
  });

  it('keeps the lines and the price that were paid here', () => {
    const local = order(1, { status: 'paid', paidHere: true });
    const changed = { ...pulled('ready'), total: { minor: 1, currency: 'EUR' } };
    expect(mergeOrder(local, changed, quiet)).toEqual({ kind: 'put', row: { ...local, status: 'ready' } });
    expect(mergeOrder({ ...local, paidHere: false }, changed, quiet)).toEqual({ kind: 'put', row: { ...changed, paidHere: false } });
  });
});

describe('an order that goes another way', () => {
  it('goes it also at the till that took its money, as soon as the hub has heard of that', () => {
    const local = order(1, { status: 'paid', paidHere: true, fulfilmentKind: 'desk' });
    const delivery = [{ way: 'silo' as const, cost: { minor: 0, currency: 'EUR' }, from: '2026-11-22', until: '2026-11-24' }];
    const lines = local.lines.map((line) => ({ ...line, way: 'silo' as const }));
    const word = { ...pulled('paid'), lines, delivery, fulfilmentKind: 'silo' as const };
    expect(mergeOrder(local, word, quiet)).toEqual({ kind: 'put', row: { ...local, lines, delivery, fulfilmentKind: 'silo' } });
    expect(mergeOrder({ ...local, status: 'placed' }, { ...word, status: 'placed' }, { ...quiet, waiting: true })).toMatchObject({
      row: { fulfilmentKind: 'desk' },
    });
  });
});

describe('what became of the stock', () => {
  const stock = { settledAt: 1, lines: [{ sku: 'S-1', held: 1, short: 0, from: [], moved: false, waits: false }], answerBy: null, changed: false };

  it('is the word of the hub, also about an order that was paid here', () => {
    const local = order(1, { status: 'paid', paidHere: true });
    expect(mergeOrder(local, { ...pulled('paid'), stock }, quiet)).toEqual({ kind: 'put', row: { ...local, stock } });
    expect(mergeOrder({ ...local, stock }, pulled('paid'), quiet)).toEqual({ kind: 'put', row: local });
  });

  it('changes lines and price where the customer gave something up after they paid here', () => {
    const local = order(1, { status: 'paid', paidHere: true });
    const less = { ...pulled('paid'), lines: local.lines.slice(0, 1), total: { minor: 1, currency: 'EUR' }, stock: { ...stock, changed: true } };
    expect(mergeOrder(local, less, quiet)).toEqual({ kind: 'put', row: { ...local, lines: less.lines, total: less.total, stock: less.stock } });
  });
});

describe('what was handed over', () => {
  const here = { way: 'carry-out' as const, handedAt: 5 };
  const there = { way: 'desk' as const, readyAt: 6 };
  const handOversAfter = (
    local: { readonly handOvers?: (typeof here | typeof there)[] },
    word: OrderStatus,
    handOvers: (typeof here | typeof there)[],
    facts = quiet,
  ) => {
    const merged = mergeOrder(order(1, { status: 'paid', ...local }), { ...pulled(word), handOvers }, facts);
    return merged.kind === 'put' ? [merged.row.status, merged.row.handOvers] : merged.kind;
  };

  it('here or elsewhere adds up, also where the rest of what the hub says is older', () => {
    expect(handOversAfter({ handOvers: [here] }, 'paid', [there])).toEqual(['paid', [here, there]]);
    expect(handOversAfter({ handOvers: [here] }, 'placed', [there])).toEqual(['paid', [here, there]]);
    expect(handOversAfter({ handOvers: [here] }, 'placed', [here])).toBe('keep');
    expect(handOversAfter({}, 'paid', [there], { parcelHere: true, waiting: false })).toEqual(['paid', [there]]);
  });
  it('is told by the hub where both tell it', () => {
    const word = { way: 'carry-out' as const, handedAt: 9 };
    expect(handOversAfter({ handOvers: [here] }, 'paid', [word])).toEqual(['paid', [word]]);
  });
});
