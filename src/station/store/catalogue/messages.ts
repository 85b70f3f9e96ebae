import type { SnapshotFacts, SnapshotManifest } from '../../../contract/hub/snapshot.ts';
import type { StationConfig } from '../../../contract/hub/sync.ts';
import type { Facets, SearchPage } from '../../../contract/station/catalogue-views.ts';
import type { ProductCard } from '../../../contract/station/views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Result } from '../../../kernel/result.ts';
import type { CataloguePage, CatalogueQuery } from '../../ports/catalogue.ts';
import type { AppliedToCatalogue, ApplyProblem, CatalogueBucket, SnapshotProblem } from '../../ports/sync.ts';

/** What the station asks of a thread of the catalogue. One thread writes and another searches, so that nobody waits for a page of the pull. */
export type CatalogueRequest =
  | { readonly kind: 'apply'; readonly bucket: CatalogueBucket; readonly from: number; readonly page: Uint8Array; readonly at: UnixMs }
  | { readonly kind: 'restart'; readonly bucket: CatalogueBucket }
  | { readonly kind: 'rebuild' }
  /** A snapshot of this file for others, written into a folder. */
  | { readonly kind: 'publish'; readonly folder: string; readonly partBytes: number }
  /** A snapshot that comes: its manifest, its parts, and that they are all here. */
  | { readonly kind: 'expect'; readonly manifest: SnapshotManifest }
  | { readonly kind: 'part'; readonly index: number; readonly bytes: Uint8Array; readonly isPacked: boolean }
  | { readonly kind: 'complete' }
  | { readonly kind: 'forget' }
  /** The configuration comes along, because only the station's own thread hears of a new one. */
  | { readonly kind: 'search'; readonly query: CataloguePage; readonly config: StationConfig | null }
  | { readonly kind: 'facets'; readonly query: CatalogueQuery; readonly config: StationConfig | null }
  | { readonly kind: 'similar'; readonly productId: string; readonly config: StationConfig | null }
  | { readonly kind: 'close' };

/** What was written into the folder of a snapshot: `catalogue.db`, and each part packed as `N.zst`. */
export type PublishedSnapshot = Omit<SnapshotFacts, 'takenAt'>;

/** What a thread says when it could. */
export type CatalogueSaid =
  | { readonly kind: 'applied'; readonly applied: AppliedToCatalogue }
  | { readonly kind: 'page'; readonly page: SearchPage }
  | { readonly kind: 'facets'; readonly facets: Facets }
  | { readonly kind: 'similar'; readonly cards: readonly ProductCard[] }
  | { readonly kind: 'published'; readonly snapshot: PublishedSnapshot }
  | { readonly kind: 'expected'; readonly parts: number }
  | { readonly kind: 'refused'; readonly problem: SnapshotProblem }
  | { readonly kind: 'done' };

/** The thread's answer. */
export type CatalogueAnswer = Result<CatalogueSaid, ApplyProblem>;

/** A message over the port in each direction. */
export interface Numbered<T> {
  readonly id: number;
  readonly message: T;
}
