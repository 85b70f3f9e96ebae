import { describe, expect, it } from 'vitest';
import { orderTotal } from '../../../../src/core/orders/order-total.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });

describe('the total of an order', () => {
  it('is its lines where nothing else is charged', () => {
    expect(orderTotal({ currency: 'EUR', lines: [{ unitPrice: eur(1995), quantity: 2 }] })).toEqual(eur(3990));
    expect(orderTotal({ currency: 'EUR', lines: [] })).toEqual(eur(0));
  });
  it('has each way and each discount in it once', () => {
    const charged = { lines: [{ unitPrice: eur(5000), quantity: 1 }], delivery: [{ cost: eur(395) }, { cost: eur(0) }], discounts: [{ amount: eur(500) }] };
    expect(orderTotal({ currency: 'EUR', ...charged })).toEqual(eur(4895));
  });
  it('is never below nothing', () => {
    expect(orderTotal({ currency: 'EUR', lines: [{ unitPrice: eur(500), quantity: 1 }], discounts: [{ amount: eur(400) }, { amount: eur(400) }] })).toEqual(
      eur(0),
    );
  });
  it('never mixes currencies', () => {
    expect(() => orderTotal({ currency: 'EUR', lines: [{ unitPrice: { minor: 1, currency: 'CLP' }, quantity: 1 }] })).toThrow('cannot add');
  });
});
