import type { OrderId } from '../../kernel/ids.ts';
import type { FollowEvent } from '../../core/payments/phone-follow.ts';

/** Asks the hub how an order of this station is paid on a phone. Never rejects, and nothing that a person does waits for it. */
export interface PhonePayments {
  look(orderId: OrderId): Promise<FollowEvent>;
}
