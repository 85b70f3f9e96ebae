import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { DEMO } from '../../src/hub/demo/demo-shop.ts';
import type { paymentSetup } from '../../src/hub/payments/setup.ts';
import { PAYPAL_APP } from '../../test/support/providers/paypal-stand-in.ts';
import { SHOP_CARD_KEY } from '../../test/support/providers/shop-card-stand-in.ts';
import { STRIPE_ACCOUNT } from '../../test/support/providers/stripe-stand-in.ts';

/** What the ways to pay on a phone are called in the demonstration. */
export const DEMO_WAYS = { paypal: 'paypal', stripe: 'card', shopCard: 'own-card' } as const;

/** Where the stand-ins of the providers serve. */
export interface ProviderAddresses {
  readonly paypal: string;
  readonly stripe: string;
  readonly shopCard: string;
}

/** Writes what `--payments` of the hub reads, with the stand-ins' secrets beside it as a shop would keep its own. Answers the file. */
export function writeDemoWays(folder: string, { paypal, stripe, shopCard }: ProviderAddresses): string {
  const place = join(folder, 'payments');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const secret = (name: string, value: string): { file: string } => {
    writeFileSync(join(place, name), `${value}\n`, { mode: 0o600 });
    return { file: name };
  };
  const { clientId, clientSecret, webhookId } = PAYPAL_APP;
  const { secretKey, webhookSecret } = STRIPE_ACCOUNT;
  const setup: z.input<typeof paymentSetup> = {
    tenants: [
      {
        tenantId: DEMO.tenantId,
        ways: [
          { kind: 'paypal', wayId: DEMO_WAYS.paypal, baseUrl: paypal, clientId, clientSecret: secret('paypal.key', clientSecret), webhookId },
          {
            kind: 'stripe',
            wayId: DEMO_WAYS.stripe,
            baseUrl: stripe,
            secretKey: secret('stripe.key', secretKey),
            webhookSecret: secret('stripe-webhook.key', webhookSecret),
          },
          {
            kind: 'shop-card',
            wayId: DEMO_WAYS.shopCard,
            name: { es: 'la tarjeta Pasillo', en: 'the Pasillo card', pt: 'o cartão Pasillo', ca: 'la targeta Pasillo' },
            pageUrl: `${shopCard}/pay`,
            apiUrl: shopCard,
            merchant: 'pasillo',
            key: secret('card.key', SHOP_CARD_KEY),
            currencies: [DEMO.currency],
          },
        ],
      },
    ],
  };
  const file = join(place, 'payments.json');
  writeFileSync(file, `${JSON.stringify(setup, null, 2)}\n`, { mode: 0o600 });
  return file;
}
