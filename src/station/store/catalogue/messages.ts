import type { UnixMs } from '../../../kernel/clock.ts';
import type { Result } from '../../../kernel/result.ts';
import type { AppliedToCatalogue, ApplyProblem, CatalogueBucket } from '../../ports/sync.ts';

/** What the station asks of the catalogue's thread. */
export type CatalogueRequest =
  | { readonly kind: 'apply'; readonly bucket: CatalogueBucket; readonly from: number; readonly page: Uint8Array; readonly at: UnixMs }
  | { readonly kind: 'restart'; readonly bucket: CatalogueBucket }
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'close' };

/** The thread's answer; `value` is null for what has nothing to say. */
export type CatalogueAnswer = Result<AppliedToCatalogue | null, ApplyProblem>;

/** A message over the port in each direction. */
export interface Numbered<T> {
  readonly id: number;
  readonly message: T;
}
