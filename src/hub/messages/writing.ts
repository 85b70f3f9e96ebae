import type { Contact } from '../../contract/orders.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { MessageKind } from '../domain/messages.ts';
import type { MemberSigner } from '../keys/member-key.ts';

/** A queued message, as far as writing it needs. `contact` where it does not go to the order's. */
export interface QueuedMessage {
  readonly tenantId: string;
  readonly messageId: string;
  readonly orderId: string | null;
  readonly kind: MessageKind;
  readonly about: string;
  readonly contact: Contact | null;
  readonly createdAt: number;
}

/** When a message is written, and the address under which customers reach the hub. */
export interface Writing {
  readonly publicUrl: string;
  readonly now: UnixMs;
  /** Signs a member's code. */
  readonly memberCode: MemberSigner['code'];
}
