import { gtinsOfCode } from '../../../core/catalogue/product-code.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Catalogue } from '../../ports/catalogue.ts';

/** Why a label leads nowhere: it is no code of goods, or one of goods that this shop does not sell. */
export interface LabelRefusal {
  readonly kind: 'unreadable' | 'unknown';
}

/** A shop's own label may hold nothing but a SKU; the limit is that of a SKU. */
const MAX_SKU = 80;

/** The variant behind what a scanner or a camera read from a label. */
export function scanLabel(catalogue: Pick<Catalogue, 'labelled'>, code: string): Result<{ readonly productId: string; readonly sku: string }, LabelRefusal> {
  const gtins = gtinsOfCode(code);
  const sku = code.trim().slice(0, MAX_SKU);
  // Which of two readings is meant is told by what the shop sells.
  for (const gtin of gtins.length === 0 ? [null] : gtins) {
    const found = catalogue.labelled({ gtin, sku });
    if (found !== null) return ok(found);
  }
  return err({ kind: gtins.length === 0 ? 'unreadable' : 'unknown' });
}
