import { createHash, scryptSync } from 'node:crypto';
import type { Product, Stock } from '../../../src/contract/catalogue.ts';
import type { BlankPass, EnrolResponse } from '../../../src/contract/hub/sync.ts';
import { signPass } from '../../../src/contract/pass/lk1.ts';
import type { PassBody } from '../../../src/contract/pass/pass.ts';
import { CROCKFORD, crockfordCheck } from '../../../src/kernel/crockford.ts';
import type { PassId, TenantId } from '../../../src/kernel/ids.ts';
import { done } from '../../../src/kernel/result.ts';
import { type ConfiguredBank, seedBank } from '../../../src/station/app/boot/seed-bank.ts';
import { demoBankLayout } from '../../../src/station/demo-layout.ts';
import { IDENTITY_KEY } from '../../../src/station/sync/identity.ts';
import type { StationDatabase } from '../../../src/station/store/database.ts';
import { testConfig } from '../../support/catalogue.ts';
import { seededKey } from '../../support/ed25519.ts';
import { commandKey, giveKeys, issuingKeyOf, rootPublic } from '../../support/key-bundle.ts';

/** Where every test's wall clock starts. */
export const START = 1_760_000_000_000;

/** What the hub of the tests said when it enrolled the station. */
export const identity: EnrolResponse = {
  stationId: 'silo-1',
  tenantId: '018f0000-0000-7000-8000-000000000001',
  storeId: 'madrid',
  stationCode: 'K1',
  bank: 7,
  rootKey: rootPublic,
  bankKey: null,
};

/** The hub's key, which no station has. */
export const hubKey = seededKey('11'.repeat(32));

/** The one member of staff; PINs are hashed cheaply here. */
export const staff = { badge: 'PB1:0123456789ABCDEFGHJKMNPQRS', pin: '4711', staffId: 'staff-1' };

/** The PIN that the message of pass `n` would hold. */
export function pinOf(n: number): string {
  return String(200_000 + n);
}

/** The short code of pass `n`. */
export function shortCodeOf(n: number): string {
  const digits = Array.from({ length: 8 }, (_, place) => CROCKFORD[Math.floor(n / 32 ** (7 - place)) % 32] ?? '0').join('');
  return digits + crockfordCheck(digits);
}

/** The fields of pass `n`, with whatever a test wants to be otherwise. */
export function passBody(n: number, change: Partial<PassBody> = {}): PassBody {
  const notBefore = START / 1000 - 86_400;
  return {
    kind: 'collect',
    flags: { pin: false, totp: false, assistOnly: false },
    keyId: 1,
    bank: identity.bank,
    passId: passIdOf(n),
    generation: 0,
    notBefore,
    expires: notBefore + 30 * 86_400,
    ...change,
  };
}

/** The text of a code, signed by the hub (or by another key). */
export function codeOf(body: PassBody, key = hubKey): string {
  return signPass(body, identity.tenantId as TenantId, key.sign);
}

export function passIdOf(n: number): PassId {
  return (0xab00 + n).toString(16).padStart(32, '0') as PassId;
}

/** The demonstration's doors on one bus. */
export const oneBus: ConfiguredBank = { buses: [{ name: 'bank' }], doors: demoBankLayout.doors.map((door) => ({ ...door, bus: 'bank' })) };

/** Fills a new station's database as the first sync and the configuration do: keys, passes, staff, shop, bank. */
export function stockStation(store: StationDatabase, passes = 6, bank: ConfiguredBank = oneBus): void {
  const filled = store.commitTables((tables) => {
    tables.small.putMeta(IDENTITY_KEY, JSON.stringify(identity));
    tables.small.putConfig(testConfig);
    giveKeys(tables, identity.tenantId, [issuingKeyOf(1, hubKey.publicKey), issuingKeyOf(2, commandKey.publicKey, { purpose: 'command' })]);
    for (let n = 1; n <= passes; n++) tables.passes.putBlank(blankPass(n));
    const badgeHash = createHash('sha256').update(staff.badge).digest('hex');
    tables.staff.put({ staffId: staff.staffId, name: 'Ana', number: '1001', badgeHash, pin: storedPin(staff.pin), roles: ['assistant'] });
    return done;
  });
  const seeded = seedBank(store, bank);
  if (!filled.ok || !seeded.ok) throw new Error('the test shop could not be stored');
}

export function blankPass(n: number): BlankPass {
  const body = passBody(n);
  return {
    passId: body.passId,
    code: codeOf(body),
    shortCode: shortCodeOf(n),
    pin: storedPin(pinOf(n)),
    notBefore: body.notBefore,
    expires: body.expires,
    delegateIds: [],
  };
}

function storedPin(pin: string): string {
  const salt = Buffer.alloc(16, 3);
  return `scrypt$16$8$1$${salt.toString('hex')}$${scryptSync(pin, salt, 32, { N: 16, r: 8, p: 1 }).toString('hex')}`;
}

/** A shirt that this shop does not have and the warehouse does. */
export const shirt: Product = {
  productId: 'camisa-lino',
  title: 'Camisa de lino',
  brand: 'Pasillo',
  category: 'Camisas',
  description: 'Lino lavado.',
  tags: [],
  picture: { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' },
  published: true,
  variants: [
    {
      sku: 'CAM-M',
      gtin: null,
      size: 'M',
      colour: 'Azul',
      colourHex: '#2244aa',
      price: { minor: 3995, currency: 'EUR' },
      compareAt: null,
      grams: 250,
    },
  ],
};

/** Only the warehouse has it. */
export const shirtStock: readonly Stock[] = [{ sku: 'CAM-M', locationId: 'almacen', quantity: 4, asOf: START }];
