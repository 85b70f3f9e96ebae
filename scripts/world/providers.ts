/**
 * Stand-ins for PayPal, Stripe and the issuer of a shop's own card, for who tries the demonstration: `node scripts/world/providers.ts --hub URL --tenant ID`.
 * Each serves the calls that the hub makes and a page with buttons for the person who pays, and tells the hub of each press as the provider would.
 * No money is anywhere. Prints one line of JSON with the addresses when they serve; what they know ends with them.
 */
import { parseArgs } from 'node:util';
import { startPaypal } from '../../test/support/providers/paypal-stand-in.ts';
import { startShopCard } from '../../test/support/providers/shop-card-stand-in.ts';
import { startStripe } from '../../test/support/providers/stripe-stand-in.ts';
import type { SendNews } from '../../test/support/providers/http-stand-in.ts';
import { DEMO_WAYS } from './demo-ways.ts';

const { values } = parseArgs({ options: { hub: { type: 'string' }, tenant: { type: 'string' } } });
const { hub, tenant } = values;
if (hub === undefined || tenant === undefined) {
  process.stderr.write('Usage: node scripts/world/providers.ts --hub URL --tenant ID\n');
  process.exit(2);
}

/** A hub that is away does not hear it, and asks by itself when it is back. */
const sendTo =
  (way: string): SendNews =>
  ({ body, headers }) => {
    const address = `${hub}/v1/payments/${tenant}/${way}/news`;
    void fetch(address, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }).then(
      async (answer) => void (await answer.arrayBuffer()),
      () => undefined,
    );
  };

const [paypal, stripe, shopCard] = await Promise.all([
  startPaypal(Date.now, 0, sendTo(DEMO_WAYS.paypal)),
  startStripe(Date.now, 0, sendTo(DEMO_WAYS.stripe)),
  startShopCard(Date.now, 0, sendTo(DEMO_WAYS.shopCard)),
]);
process.stdin.on('end', () => process.exit(0)).resume();
process.stdout.write(`${JSON.stringify({ event: 'ready', paypal: paypal.url, stripe: stripe.url, shopCard: shopCard.url })}\n`);
