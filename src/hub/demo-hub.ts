import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Clock } from '../kernel/clock.ts';
import type { HubConfig } from './compose.ts';
import { demoRoster, demoSetup } from './demo/demo-shop.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { hashPin } from './keys/pins.ts';

/** The genuine product export that the demo sells beside its made-up goods. */
const EXPORT = new URL('../../test/fixtures/shopify/apparel.csv', import.meta.url);

/** The demo's tenant and goods, for a hub's configuration. `pinCost` is scrypt's N. */
export async function demoConfig(clock: Clock, pinCost: number): Promise<Pick<HubConfig, 'tenants' | 'seed'>> {
  const staff = await demoRoster({
    // The demo's PINs are printed on the terminal; a salt that is always the same keeps a restart from changing the roster.
    hashPin: (pin) => hashPin(pin, (size) => createHash('sha256').update(`demo ${pin}`).digest().subarray(0, size), pinCost),
    sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
  });
  return { tenants: [demoSetup(staff)], seed: (db, media) => seedDemo(db, () => createReadStream(EXPORT), clock.now(), media) };
}
