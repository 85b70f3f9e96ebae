import { gtinOfCode } from '../../../core/catalogue/product-code.ts';
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
  const gtin = gtinOfCode(code);
  const found = catalogue.labelled({ gtin, sku: code.trim().slice(0, MAX_SKU) });
  if (found !== null) return ok(found);
  return err({ kind: gtin === null ? 'unreadable' : 'unknown' });
}
