import type { FindOrderRequest, FoundOrder } from '../../contract/hub/found.ts';
import type { OrderId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';

/** Asks the hub about an order for a customer who stands there. Never rejects. */
export interface OrderDesk {
  /** `wait`: there were too many tries. `away`: nobody answered. */
  find(by: FindOrderRequest): Promise<Result<FoundOrder, { readonly kind: 'no-match' | 'wait' | 'away' }>>;
  /** Sends the code to the order's own contact again. */
  resend(orderId: OrderId): Promise<Result<undefined, { readonly kind: 'not-now' | 'too-often' | 'away' }>>;
}
