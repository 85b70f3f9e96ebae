import type { OrderStatus } from '../../contract/orders.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { Money } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** The payment of one order at a till. Cash in the drawer and a slip from the card terminal are both `taken`: no later step undoes it. */
export type TillPayment =
  | { readonly kind: 'due'; readonly amount: Money }
  | { readonly kind: 'taken'; readonly amount: Money }
  /** The order was cancelled before any money came. */
  | { readonly kind: 'void' };

/** What happens at the till. */
export type TillPaymentEvent = { readonly kind: 'take'; readonly amount: Money } | { readonly kind: 'cancel' };

/** Why the till may not do it. */
export type TillPaymentRefusal = { readonly kind: 'already-paid' } | { readonly kind: 'cancelled' } | { readonly kind: 'wrong-amount' };

/** An order's payment as its status tells it: an order is paid once or not at all. */
export function tillPaymentOf(order: { readonly status: OrderStatus; readonly total: Money }): TillPayment {
  switch (order.status) {
    case 'placed':
      return { kind: 'due', amount: order.total };
    case 'cancelled':
      return { kind: 'void' };
    case 'paid':
    case 'ready':
    case 'collected':
      return { kind: 'taken', amount: order.total };
    default:
      return assertNever(order.status);
  }
}

/** Takes the money or refuses. The exact amount in the order's own currency, once: no part payments, no rounding. */
export function stepTillPayment(state: TillPayment, event: TillPaymentEvent): Result<TillPayment, TillPaymentRefusal> {
  switch (state.kind) {
    case 'taken':
      return err({ kind: 'already-paid' });
    case 'void':
      return err({ kind: 'cancelled' });
    case 'due':
      if (event.kind === 'cancel') return ok({ kind: 'void' });
      if (event.amount.minor !== state.amount.minor || event.amount.currency !== state.amount.currency) return err({ kind: 'wrong-amount' });
      return ok({ kind: 'taken', amount: state.amount });
    default:
      return assertNever(state);
  }
}
