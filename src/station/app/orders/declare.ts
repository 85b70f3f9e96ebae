import type { ClaimWords, Pieces } from '../../../contract/hub/after.ts';
import type { Contact } from '../../../contract/orders.ts';
import type { Operation } from '../../../contract/events/operations.ts';
import type { OrderLine } from '../../../contract/orders.ts';
import type { AfterReceipt } from '../../../contract/station/order-views.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import { afterPaper, receiptOf } from './order-receipt.ts';
import type { OrdersParts, Shopper } from './orders-parts.ts';

/** Whose order it is: an id that was proved here, or a number with the contact that the hub is to compare. */
export interface Whose {
  readonly orderId: string | null;
  readonly number: string;
  readonly contact: Contact | null;
  /** What was ordered; empty where nothing of it may be shown. */
  readonly lines: readonly OrderLine[];
}

/** What a customer declares. */
export type Declared = { readonly what: 'withdraw'; readonly pieces: readonly Pieces[] } | { readonly what: 'claim'; readonly claim: ClaimWords };

/**
 * Makes a withdrawal or a claim durable, on its way to the hub, with its audit entry, in one transaction; and answers what the customer holds of it. It is
 * declared from here on, whether the hub is there or not. What was declared is never refused for want of room: it is little, and the law's.
 */
export function declare(parts: OrdersParts, shopper: Shopper, whose: Whose, declared: Declared): Result<AfterReceipt, { readonly kind: 'storage' }> {
  const at = parts.clock.now();
  const id = uuidV7<'declaration'>(at, parts.random);
  const stored = parts.store.commit<undefined, never>((tx) => {
    tx.enqueue(operationOf(id, whose, declared, at), at);
    tx.audit({
      kind: declared.what === 'withdraw' ? 'order.withdrawn' : 'claim.made',
      at,
      facts: { id, orderId: whose.orderId, proved: whose.orderId !== null, pieces: piecesOf(declared) },
    });
    return done;
  });
  if (!stored.ok) return err({ kind: 'storage' });
  const receipt = receiptOf(id);
  const { storeName, timeZone } = { storeName: parts.storeName(), timeZone: parts.timeZone };
  const document = afterPaper({ storeName, timeZone, locale: shopper.locale, number: whose.number, receipt, at, lines: whose.lines, told: declared });
  return ok({ what: declared.what, receipt, at, told: parts.hub.current().state === 'online', document });
}

function operationOf(id: string, { orderId, number, contact }: Whose, declared: Declared, at: number): Operation {
  const whose = { orderId, number, contact };
  if (declared.what === 'claim') return { kind: 'claim.made', claimId: id, ...whose, claim: declared.claim, at };
  return { kind: 'order.withdrawn', withdrawalId: id, ...whose, lines: [...declared.pieces], at };
}

function piecesOf(declared: Declared): number {
  if (declared.what === 'claim') return declared.claim.quantity;
  return declared.pieces.reduce((pieces, one) => pieces + one.quantity, 0);
}
