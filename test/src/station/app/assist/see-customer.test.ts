import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Customer } from '../../../../../src/contract/hub/assist.ts';
import { signMemberCode } from '../../../../../src/contract/loyalty/member-code.ts';
import { orderNumber } from '../../../../../src/core/orders/order-number.ts';
import type { StaffMember } from '../../../../../src/contract/staff.ts';
import { err, done, ok, type Result } from '../../../../../src/kernel/result.ts';
import type { AssistParts } from '../../../../../src/station/app/assist/assist-parts.ts';
import { createSeeCustomer, type SeeCustomer } from '../../../../../src/station/app/assist/see-customer.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import type { CustomerQuestion, CustomerTrouble } from '../../../../../src/station/ports/customers.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { type KioskWorld, kioskWorld, TEST_TENANT } from '../../../../support/kiosk-world.ts';
import { openMemoryStore } from '../../../../support/store.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
const marta = 'a1'.repeat(16);
const code = signMemberCode({ memberId: marta, generation: 1, keyId: 1 }, TEST_TENANT, (message) => new Uint8Array(sign(null, message, privateKey)));
const number = orderNumber('K1', 42);
const known: Customer = { memberId: marta, sizes: [], orders: [], notes: [] };
const ana: StaffMember = { staffId: 'ana', name: 'Ana', number: '1001', badgeHash: 'a'.repeat(64), pin: 'scrypt$16$8$1$0303$0404', roles: ['assistant'] };

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;
let signedIn: StaffMember | null;
let says: Result<Customer, CustomerTrouble>;
let asked: CustomerQuestion[];
let during: () => void;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  const rules = { earnMinor: null, pointMinor: null, currency: 'EUR', leastPoints: 1, offlinePoints: 0, newsletter: false, membership: false, boxes: [] };
  const page = (key: string, value: unknown) => ({ rows: [{ key, revision: 1, value }], next: 1, more: false, serverTime: 1 });
  store.applyPage('loyalty', 0, page('rules', { ...rules, memberKeys: [{ keyId: 1, publicKey }] }), 1);
  store.applyPage('members', 0, page(marta, { memberId: marta, generation: 1, points: 0, asOf: 1, reachedBy: 'email' }), 1);
  kiosk = createKiosk(world.parts(store));
  signedIn = ana;
  says = ok(known);
  asked = [];
  during = () => {};
  kiosk.start({ locale: 'es' });
  kiosk.session.applyInMemory({ kind: 'assist', on: true });
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

function see(): SeeCustomer {
  const answer = async (question: CustomerQuestion) => {
    asked.push(question);
    during();
    return says;
  };
  const staff: AssistParts['staff'] = {
    current: () => null,
    present: () => signedIn,
    touch: () => {},
    stepAside: () => {},
    signOut: () => done,
    vouch: async () => err({ kind: 'refused' }),
    presence: { current: () => null, onChange: () => () => {} },
  };
  const customers = { look: answer, note: answer, eraseNote: answer };
  return createSeeCustomer({
    kiosk,
    staff,
    store,
    catalogue: { variant: () => null },
    customers,
    clock: world.time,
    limits: () => ({ assistant: 0, manager: 0 }),
  });
}
const audit = () =>
  Array.from({ length: store.read.auditHead().seq }, (_, at) => store.tables.audit.entry(at + 1) ?? '').filter((text) => text.includes('assist.'));

it('asks about the member whose code was shown in this session, with the code as its proof', async () => {
  const customer = see();
  expect(await customer.look(null)).toEqual(err({ kind: 'no-member' }));
  expect(kiosk.benefits.enterCode({ code }).ok).toBe(true);
  expect(await customer.look(null)).toEqual(ok(known));
  expect(asked).toEqual([{ staffId: 'ana', who: { by: 'code', memberId: marta, code } }]);
  expect(audit().map((text) => JSON.parse(text))).toMatchObject([{ kind: 'assist.looked-up', facts: { staffId: 'ana', memberId: marta } }]);
});

it('wants the code once more after the program started anew', async () => {
  expect(kiosk.benefits.enterCode({ code }).ok).toBe(true);
  kiosk.close();
  kiosk = createKiosk(world.parts(store));
  kiosk.session.applyInMemory({ kind: 'assist', on: true });
  expect(await see().look(null)).toEqual(err({ kind: 'show-again' }));
});

it('reads an order’s number as people type it, and nothing else', async () => {
  const customer = see();
  expect(await customer.look(number.toLowerCase().replaceAll('-', ' '))).toEqual(ok(known));
  expect(await customer.look(number.replace('42', '43'))).toEqual(err({ kind: 'unreadable' }));
  expect(await customer.look('Marta Gil')).toEqual(err({ kind: 'unreadable' }));
  expect(asked).toEqual([{ staffId: 'ana', who: { by: 'number', number } }]);
});

it('shows nothing to anybody where whoever asked, or the shopper, is gone by the time of the answer', async () => {
  during = () => {
    signedIn = null;
  };
  expect(await see().look(number)).toEqual(err({ kind: 'not-assisting' }));
  signedIn = ana;
  during = () => {
    kiosk.end();
    kiosk.start({ locale: 'es' });
    kiosk.session.applyInMemory({ kind: 'assist', on: true });
  };
  expect(await see().look(number)).toEqual(err({ kind: 'not-assisting' }));
  expect(audit()).toEqual([]);
});

it('notes something only about who was looked up by this person in this session', async () => {
  const customer = see();
  expect(await customer.note('prefiere lino')).toEqual(err({ kind: 'no-customer' }));
  expect((await customer.look(number)).ok).toBe(true);
  expect((await customer.note('prefiere lino')).ok).toBe(true);
  expect(asked.at(-1)).toEqual({ staffId: 'ana', who: { by: 'number', number }, words: 'prefiere lino' });
  signedIn = { ...ana, staffId: 'marcos' };
  expect(await customer.eraseNote('n')).toEqual(err({ kind: 'no-customer' }));
  signedIn = ana;
  kiosk.end();
  kiosk.start({ locale: 'es' });
  kiosk.session.applyInMemory({ kind: 'assist', on: true });
  expect(await customer.note('otra')).toEqual(err({ kind: 'no-customer' }));
  expect(audit().join()).not.toContain('lino');
});

it('notes nothing about the one before when the next was not found', async () => {
  const customer = see();
  expect((await customer.look(number)).ok).toBe(true);
  says = err({ kind: 'unknown' });
  expect(await customer.look(orderNumber('K1', 43))).toEqual(err({ kind: 'unknown' }));
  says = ok(known);
  expect(await customer.note('prefiere lino')).toEqual(err({ kind: 'no-customer' }));
});

it.each(['unknown', 'not-allowed', 'too-often', 'away'] as const)('says that the hub answered: %s', async (kind) => {
  says = err({ kind });
  expect(await see().look(number)).toEqual(err({ kind }));
});
