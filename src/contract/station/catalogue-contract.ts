import { oc } from '@orpc/contract';
import { z } from 'zod';
import { sku, text } from '../schema.ts';
import { facets, filters, searchPage, sort } from './catalogue-views.ts';
import { answer, nothing } from './outcome.ts';
import { productCard, productDetail } from './views.ts';

/** What is looked for. `text` may be empty; `category` null means all; without filters nothing is narrowed. */
const looked = { text: text(100), category: text(80).nullable(), filters: filters.optional() };

/** The catalogue of this device: nothing of it needs the hub. */
export const catalogue = {
  /** Search as you type, by relevance unless another order is asked for, in pages of `limit` from `offset`. */
  search: oc
    .input(z.strictObject({ ...looked, sort: sort.optional(), offset: z.number().int().min(0).max(100_000), limit: z.number().int().min(1).max(60) }))
    .output(searchPage),
  facets: oc.input(z.strictObject(looked)).output(facets),
  categories: oc.input(nothing).output(z.array(z.strictObject({ category: text(80), count: z.number().int() })).max(200)),
  product: oc.input(z.strictObject({ productId: text(80) })).output(answer(productDetail, 'not-found')),
  /** What a shopper of this product may like as well, best first; empty where nothing resembles it. */
  similar: oc.input(z.strictObject({ productId: text(80) })).output(z.array(productCard).max(12)),
  /** The variant behind a label: `unreadable` is no code of goods, `unknown` one of goods that this shop does not sell. */
  scan: oc.input(z.strictObject({ code: text(512) })).output(answer(z.strictObject({ productId: text(80), sku }), 'unreadable', 'unknown')),
};
