/**
 * What this station knows of a SKU at a place beyond the hub's figure: `leased` pieces are its own for a while, also while the hub is away; `taken` went to
 * orders that the hub has not heard of yet.
 */
export interface OwnStock {
  readonly sku: string;
  readonly locationId: string;
  readonly leased: number;
  readonly taken: number;
}
