import type { Clock } from '../../kernel/clock.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { GivenText } from '../../kernel/language.ts';
import { paypalProvider } from './paypal.ts';
import type { PaymentProvider } from './port.ts';
import type { OpenWay, TenantPayments } from './setup.ts';
import { shopCardProvider } from './shop-card.ts';
import { stripeProvider } from './stripe.ts';

/** A way to pay as it is offered: no secrets. `name` where the shop has given it one. */
export interface OfferedWay {
  readonly wayId: string;
  readonly kind: OpenWay['kind'];
  readonly name: GivenText | null;
  readonly provider: PaymentProvider;
}

/** The ways to pay of each tenant. */
export interface Ways {
  of(tenantId: string): readonly OfferedWay[];
  find(tenantId: string, wayId: string): OfferedWay | null;
}

/** Opens the ways of all tenants. Nothing is asked of a provider yet. */
export function openWays(tenants: readonly TenantPayments[], parts: { readonly clock: Clock }): Ways {
  const known = new Map(
    tenants.map(({ tenantId, ways }) => [
      tenantId,
      ways.map((way) => ({ wayId: way.wayId, kind: way.kind, name: 'name' in way ? way.name : null, provider: providerOf(way, parts) })),
    ]),
  );
  const of = (tenantId: string) => known.get(tenantId) ?? [];
  return { of, find: (tenantId, id) => of(tenantId).find(({ wayId }) => wayId === id) ?? null };
}

function providerOf(way: OpenWay, parts: { readonly clock: Clock }): PaymentProvider {
  switch (way.kind) {
    case 'paypal':
      return paypalProvider(way, parts);
    case 'stripe':
      return stripeProvider(way);
    case 'shop-card':
      return shopCardProvider(way, parts);
    default:
      return assertNever(way);
  }
}
