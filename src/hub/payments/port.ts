import type { Locale } from '../../contract/schema.ts';
import type { ProviderReading } from '../../core/payments/provider-reading.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Money } from '../../kernel/money.ts';
import type { Result } from '../../kernel/result.ts';

/** What a provider is told when a payment begins. The same again in a repeat, so that its idempotency key fits. */
export interface PaymentRequest {
  /** Ours; it comes back in the provider's news. */
  readonly attemptId: string;
  readonly amount: Money;
  readonly orderNumber: string;
  readonly shopName: string;
  readonly locale: Locale;
  readonly createdAt: UnixMs;
  readonly expiresAt: UnixMs;
  /** Where the provider sends the customer afterwards, whatever happened. */
  readonly backUrl: string;
}

/** A payment that a provider knows: its own name for it, and the page on which the customer pays. */
export interface Begun {
  readonly reference: string;
  readonly pageUrl: string;
}

/** A payment as the hub holds it, when it asks about it. */
export interface HeldPayment {
  readonly attemptId: string;
  readonly reference: string;
  /** The provider's name for the money that was taken; null before. */
  readonly captureReference: string | null;
}

/** What a provider answered about a payment. */
export interface Reading extends ProviderReading {
  readonly captureReference: string | null;
}

/** Why a provider did not do what it was asked. After `no-answer` it may have done it all the same. */
export type AskFailure =
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** It said that it did nothing now, and after how many milliseconds to ask again, if it did. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  /** It said no for good, with its own code. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  /** It does not believe that it is us. */
  | { readonly kind: 'credentials' };

/** News that a provider sent by itself, after its signature was found good. It says where to look, and is believed in nothing else but `reversed`. */
export interface WebhookNews {
  readonly eventId: string;
  readonly kind: string;
  readonly attemptId: string | null;
  readonly reference: string | null;
  readonly captureReference: string | null;
  readonly reversed: boolean;
}

/** Why news are not taken: not signed by the provider, too old or of the future, or not understood. */
export type WebhookRefusal = { readonly kind: 'forged' } | { readonly kind: 'out-of-time' } | { readonly kind: 'unreadable' } | AskFailure;

/** A provider's request as it came. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
  readonly now: UnixMs;
}

/** A sum that goes back for a cause of its own. `key` names it at the provider, and is another one when people have it asked anew. */
export interface RefundWish {
  readonly key: string;
  readonly amount: Money;
}

/** What a provider says of such a sum. `failed`: nothing of it went, or it came back from the customer's bank. */
export interface GivenBack {
  readonly reference: string;
  readonly state: 'pending' | 'done' | 'failed';
}

type Asked<T> = Promise<Result<T, AskFailure>>;

/**
 * The one way in which the hub speaks with whoever takes money. Each call carries an idempotency key of its own and may be repeated; `capture`,
 * `cancel` and `refund` answer with the payment as it is then.
 */
export interface PaymentProvider {
  /** How long a payment page lives, in milliseconds. */
  readonly lifeMs: number;
  /** Can it take this sum in this currency? */
  takes(amount: Money): boolean;
  begin(request: PaymentRequest): Asked<Begun>;
  state(payment: HeldPayment): Asked<Reading>;
  /** Takes the money that the customer agreed to; a provider that takes it by itself answers its state. */
  capture(payment: HeldPayment): Asked<Reading>;
  /** Closes the page where it can. Money may come all the same. */
  cancel(payment: HeldPayment): Asked<Reading>;
  /** Gives so much back; `before` has gone back already, in minor units. */
  refund(payment: HeldPayment, amount: Money, before: number): Asked<Reading>;
  /** Gives a part of a payment back that the shop owes. */
  giveBack(payment: HeldPayment, wish: RefundWish): Asked<GivenBack>;
  /** What became of such a part, found by its key; null: the provider never heard of it. */
  findGiven(payment: HeldPayment, key: string): Asked<GivenBack | null>;
  hear(request: WebhookRequest): Promise<Result<WebhookNews, WebhookRefusal>>;
}

/** One header of a request, or null where it is not there or there twice. */
export function headerOf(request: WebhookRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
