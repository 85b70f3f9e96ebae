import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoGoods } from '../../../../src/hub/demo/demo-goods.ts';
import { expectOk } from '../../../../src/kernel/result.ts';

const exportFile = join(import.meta.dirname, '../../../fixtures/shopify/apparel.csv');

describe('the demo goods', () => {
  it('begin with one product of each category, so that a shopper sees the whole shop first', async () => {
    const goods = expectOk(await demoGoods(createReadStream(exportFile), 1_800_000_000_000), 'reading the export');
    const categories = goods.products.map((product) => product.category);
    const kinds = new Set(categories).size;
    expect(kinds).toBeGreaterThan(10);
    expect(new Set(categories.slice(0, kinds)).size).toBe(kinds);
  });
});
