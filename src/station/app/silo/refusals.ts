import type { StationConfig } from '../../../contract/hub/sync.ts';
import type { PassRefusal } from '../../../contract/pass/pass.ts';
import type { SiloState } from '../../../contract/station/silo-views.ts';

/** Why a code opens nothing: the refusals of a pass, and of a station that cannot open now. Only the audit learns them. */
export type Reason = PassRefusal['kind'] | 'R_UNAVAILABLE' | 'R_STORAGE' | 'R_WAIT' | 'R_LOCKED' | 'R_SHUT';

/** What the person reads of it. */
export type Shown = Omit<Extract<SiloState, { readonly kind: 'refused' }>, 'until'>;

/**
 * What may be said of a code to whoever holds it: that it is none, that it is a product's, or which silo it is for, since that stands in
 * the code itself. Expired, replaced, collected, taken back and forged are one group: a stranger with somebody's old code learns nothing.
 */
export function shownOf(refusal: PassRefusal, config: StationConfig | null): Shown {
  switch (refusal.kind) {
    case 'R_FORMAT':
      return { kind: 'refused', reason: refusal.productCode ? 'product-code' : 'unreadable' };
    case 'R_BANK': {
      const shop = config?.banks.find(({ bank }) => bank === refusal.bank)?.name;
      return { kind: 'refused', reason: 'other-silo', ...(shop === undefined ? {} : { shop }) };
    }
    default:
      return { kind: 'refused', reason: 'not-valid' };
  }
}
