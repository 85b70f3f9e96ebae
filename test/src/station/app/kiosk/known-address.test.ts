import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../../../../../src/contract/events/operations.ts';
import { usualDeliveryRules } from '../../../../../src/contract/hub/delivery.ts';
import { signMemberCode } from '../../../../../src/contract/loyalty/member-code.ts';
import { kioskView } from '../../../../../src/contract/station/views.ts';
import { IDLE_RULE } from '../../../../../src/core/sessions/idle.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import { maskedAddress } from '../../../../../src/station/app/kiosk/known-address.ts';
import type { MemberAddressAnswer, MemberAddresses } from '../../../../../src/station/ports/member-addresses.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { type KioskWorld, kioskWorld, TEST_TENANT } from '../../../../support/kiosk-world.ts';
import { openMemoryStore } from '../../../../support/store.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
const address = { name: 'Marta Gil', street: 'Calle Mayor 12, 3º B', postcode: '28013', city: 'Madrid', country: 'ES' };
const seen = { name: 'M…', street: '… 12', postcode: '28…', city: 'Madrid', country: 'ES' };
const [ana, luis] = ['a1'.repeat(16), 'b2'.repeat(16)];
const codeOf = (memberId: string) =>
  signMemberCode({ memberId, generation: 1, keyId: 1 }, TEST_TENANT, (message) => new Uint8Array(sign(null, message, privateKey)));

/** A hub that says what the test sets, and keeps what it was asked. */
const hub: MemberAddresses & { says: MemberAddressAnswer; asked: { memberId: string; code: string }[]; during: () => void } = {
  says: { kind: 'away' },
  asked: [],
  during: () => {},
  look: async (member) => {
    hub.asked.push(member);
    hub.during();
    return hub.says;
  },
};

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;

beforeEach(() => {
  Object.assign(hub, { says: { kind: 'known', address }, asked: [], during: () => {} });
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  tell('loyalty', 'rules', {
    ...{ memberKeys: [{ keyId: 1, publicKey }], earnMinor: 100, pointMinor: 5, currency: 'EUR', leastPoints: 100, offlinePoints: 200 },
    ...{ newsletter: false, membership: false, boxes: [] },
  });
  for (const memberId of [ana, luis]) tell('members', memberId, { memberId, generation: 1, points: 0, asOf: 1, reachedBy: 'email', hasAddress: true });
  kiosk = createKiosk(world.parts(store, { memberAddresses: hub }));
  kiosk.start({ locale: 'es' });
  kiosk.add({ sku: 'CAM-S' });
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

function tell(bucket: 'loyalty' | 'members', key: string, value: unknown): void {
  const from = store.cursor(bucket);
  store.applyPage(bucket, from, { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: 1 }, 1);
}

const enter = (memberId: string) => kiosk.benefits.enterCode({ code: codeOf(memberId) });
const session = () => kioskView.parse(kiosk.view.current()).session;
async function take(): Promise<string> {
  const taken = await kiosk.takeKnownAddress();
  return taken.ok ? 'taken' : taken.error.kind;
}

describe("a member's address that the hub knows", () => {
  it('is asked for with their code, goes with the order, and is never whole on the screen', async () => {
    enter(ana);
    kiosk.setWay({ lineId: null, way: 'ship' });
    expect([await take(), hub.asked, session()?.shipTo, session()?.shipToKnown]).toEqual(['taken', [{ memberId: ana, code: codeOf(ana) }], seen, true]);
    expect(kiosk.place()).toMatchObject({ ok: true });
    const told = store.waiting(50).map(({ body }) => operation.parse(JSON.parse(body)));
    expect(told).toMatchObject([{ kind: 'order.placed', memberId: ana, fulfilment: { kind: 'ship', address } }]);
    expect(JSON.stringify(kiosk.view.current())).not.toContain('Mayor');
  });

  it('says plainly that it cannot be asked for, and what is typed then is what counts', async () => {
    enter(ana);
    hub.says = { kind: 'away' };
    const away = await take();
    hub.says = { kind: 'not-known' };
    const none = await take();
    kiosk.setShipTo({ address });
    expect([away, none, session()?.shipTo, session()?.shipToKnown]).toEqual(['hub-away', 'address-unknown', address, undefined]);
  });

  it('is nobody’s who showed no code, nor a guest’s', async () => {
    const guest = await take();
    enter(ana);
    kiosk.benefits.forgetMember();
    expect([guest, await take(), hub.asked]).toEqual(['no-member', 'no-member', []]);
  });

  it('goes with its member: another one who shows their code has not got it', async () => {
    enter(ana);
    await take();
    enter(luis);
    const other = session()?.shipTo;
    hub.says = { kind: 'known', address: { ...address, street: 'Gran Vía 3' } };
    await take();
    kiosk.benefits.forgetMember();
    expect([other, session()?.shipTo]).toEqual([null, null]);
  });

  it('ends with the session, also where the answer comes after the next one has begun', async () => {
    enter(ana);
    hub.during = () => {
      kiosk.end();
      kiosk.start({ locale: 'es' });
    };
    expect([await take(), session()?.shipTo]).toEqual(['no-session', null]);
    kiosk.add({ sku: 'CAM-S' });
    expect([await take(), hub.asked.length]).toEqual(['no-member', 1]);
  });

  it('is wiped with the countdown', async () => {
    enter(ana);
    await take();
    world.time.advance(IDLE_RULE.browsingMs + 1000);
    expect([session(), store.read.kioskSession()]).toEqual([null, null]);
  });

  it('needs the code once more after a restart, and stays what it was where it was taken', async () => {
    enter(ana);
    await take();
    kiosk.close();
    kiosk = createKiosk(world.parts(store, { memberAddresses: hub }));
    expect([session()?.shipTo, await take()]).toEqual([seen, 'show-again']);
  });

  it('is not taken where the shop does not send to', async () => {
    kiosk.close();
    const here = { ...usualDeliveryRules, ship: usualDeliveryRules.ship.map((rule) => ({ ...rule, countries: ['ES'] })) };
    kiosk = createKiosk(world.parts(store, { memberAddresses: hub, delivery: () => ({ rules: here, home: 'ES' }) }));
    enter(ana);
    hub.says = { kind: 'known', address: { ...address, country: 'NZ' } };
    expect([await take(), session()?.shipTo]).toEqual(['not-sent-there', null]);
  });

  it('shows the number of the house, or the last letters where it has none', () => {
    const street = (text: string) => maskedAddress({ ...address, street: text }).street;
    expect([street('Calle Mayor 12'), street('Avenida de América 7b, 2.º'), street('Plaza sin número')]).toEqual(['… 12', '… 7b', '… ro']);
  });
});
