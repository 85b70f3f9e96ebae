import type { UnixMs } from '../../../kernel/clock.ts';
import type { Result } from '../../../kernel/result.ts';
import type { AppliedPage, BadPage } from '../pages.ts';
import type { CatalogueBucket } from './apply.ts';

/** What the station asks of the catalogue's thread. */
export type CatalogueRequest =
  | { readonly kind: 'apply'; readonly bucket: CatalogueBucket; readonly from: number; readonly page: Uint8Array; readonly at: UnixMs }
  | { readonly kind: 'restart'; readonly bucket: CatalogueBucket }
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'close' };

/** Why a page was not applied. */
export type ApplyProblem =
  | BadPage
  /** The page was asked for from another place than the file has reached. */
  | { readonly kind: 'wrong-cursor' }
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'storage'; readonly detail: string };

/** An applied page with the hub's time. */
export interface AppliedToCatalogue extends AppliedPage {
  readonly serverTime: UnixMs;
}

/** The thread's answer; `value` is null for what has nothing to say. */
export type CatalogueAnswer = Result<AppliedToCatalogue | null, ApplyProblem>;

/** A message over the port in each direction. */
export interface Numbered<T> {
  readonly id: number;
  readonly message: T;
}
