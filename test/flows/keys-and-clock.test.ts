import { afterEach, describe, expect, it } from 'vitest';
import type { IssuingKey, KeyBundle, SignedBundle } from '../../src/contract/hub/keys.ts';
import { signBundle } from '../../src/contract/hub/keys.ts';
import { totpStep } from '../../src/core/passes/totp.ts';
import type { PassId } from '../../src/kernel/ids.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { HUB_TIME_KEY, SUSPECT_KEY } from '../../src/station/app/silo/trusted-clock.ts';
import { totpCode } from '../../src/station/secrets/node-secrets.ts';
import { seededKey } from '../support/ed25519.ts';
import { bundleOf, issuingKeyOf, signedBundleOf } from '../support/key-bundle.ts';
import { write, writeTables } from '../support/store.ts';
import { closeDoor, codeOfPass, storeParcel, type StoredParcel } from './support/collecting.ts';
import { codeOf, hubKey, identity, passBody, passIdOf, START } from './support/shop.ts';
import { TestStation, type TestStationOptions } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const DAY = 86_400_000;
const TENANT = identity.tenantId;
const own = (change: Partial<IssuingKey> = {}) => issuingKeyOf(1, hubKey.publicKey, change);

async function open(options: TestStationOptions = {}): Promise<StoredParcel> {
  shop = await TestStation.start(options);
  return storeParcel(shop, { n: 1, door: 3, pass: 1 });
}

/** A page of a bucket with one row, as the next sync brings it. */
function sync(bucket: 'keys' | 'revoked', key: string, value: unknown): string | undefined {
  const from = shop.store.cursor(bucket);
  const page = { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: shop.clock.now() };
  return expectOk(shop.store.applyPage(bucket, from, page, shop.clock.now()), 'the page').skipped[0]?.detail;
}
const bring = (row: SignedBundle) => sync('keys', 'bundle', row);
const bundle = (keys: readonly IssuingKey[], change: Partial<KeyBundle> = {}) => signedBundleOf(TENANT, keys, { seq: 2, ...change });
const refusals = (after: number) => shop.audit(after).filter((line) => line.startsWith('pass.refused'));
const head = () => shop.store.read.auditHead().seq;

/** What becomes of a code now: `opens`, or the reason that the audit learns. */
async function judge(code: string): Promise<string> {
  const before = head();
  const outcome = await shop.scan(code);
  await shop.advance(3000);
  return outcome === 'ok' ? 'opens' : (refusals(before).join() || outcome).replace('pass.refused ', '');
}

describe('the keys of a station', () => {
  it('are those of the last bundle: a key that is revoked, gone or limited kills its codes at the next sync', async () => {
    await open();
    const now = START / 1000;
    const judged: string[] = [];
    const bundles = [[own({ revoked: true })], [], [own({ minNbf: now })], [own({ naf: now - 2 * 86_400 })], [own({ purpose: 'audit' })], [own()]];
    for (const [at, keys] of bundles.entries()) {
      expect(bring(bundle(keys, { seq: 2 + at }))).toBe(undefined);
      judged.push(await judge(codeOfPass(1)));
    }
    expect(judged).toEqual(['R_KEY', 'R_KEY', 'R_KEY', 'R_KEY', 'R_KEY', 'opens']);
  });

  it('stay as they were when what comes is older, of another root, of another tenant, no bundle, or taken away', async () => {
    await open();
    expect(bring(bundle([own()], { seq: 9 }))).toBe(undefined);
    const before = head();
    const otherRoot = signBundle(bundleOf(TENANT, [], { seq: 10 }), seededKey('78'.repeat(32)).sign);
    const faults = [
      bring(bundle([], { seq: 9 })),
      bring(bundle([], { seq: 8 })),
      bring(otherRoot),
      bring(signedBundleOf('018f0000-0000-7000-8000-0000000000ff', [], { seq: 11 })),
      sync('keys', 'bundle', { body: '{}', signature: 'short' }),
      sync('keys', '3', { keyId: 3 }),
      sync('keys', 'bundle', null),
    ];
    expect(faults).toEqual(['bundle: rollback', 'bundle: rollback', 'bundle: signature', 'bundle: signature', expect.any(String), 'unknown key', undefined]);
    expect(shop.audit(before)).toEqual(['keys.refused rollback', 'keys.refused rollback', 'keys.refused signature', 'keys.refused signature']);
    await shop.signIn();
    const keysNow = async () => expectOk(await shop.station.intents.staff.status({}), 'the status').keys;
    expect(await keysNow()).toMatchObject({ bundle: 9, takenAt: expect.any(Number), refused: { at: expect.any(Number), reason: 'signature' } });
    expect([shop.store.read.keyBundle()?.seq, await judge(codeOfPass(1))]).toEqual([9, 'opens']);
    expect(bring(bundle([own()], { seq: 12 }))).toBe(undefined);
    expect(await keysNow()).toMatchObject({ bundle: 12, refused: null });
  });

  it('survive a restart', async () => {
    await open();
    bring(bundle([own({ revoked: true })], { seq: 5 }));
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk });
    expect([await judge(codeOfPass(1)), bring(bundle([own()], { seq: 4 }))]).toEqual(['R_KEY', 'bundle: rollback']);
  });
});

describe('a code that was taken back', () => {
  it('opens nothing, a delegate opens until their own code or the pass behind it is taken back, and not for another pass', async () => {
    shop = await TestStation.start();
    const delegate = (n: number) => ({ id: `${n}${'d'.repeat(31)}`, code: codeOf(passBody(1, { passId: `${n}${'d'.repeat(31)}` as PassId })) });
    writeTables(shop.store, (tables) => {
      const pass = tables.passes.get(passIdOf(1));
      if (pass === null) throw new Error('no pass 1');
      tables.passes.putBlank({ ...pass, delegateIds: [delegate(1).id, delegate(2).id] });
    });
    const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    sync('revoked', delegate(1).id, { passId: delegate(1).id, revokedAt: START });
    expect([await judge(delegate(1).code), await judge(delegate(3).code), await judge(delegate(2).code)]).toEqual(['R_REVOKED', 'R_STATE', 'opens']);
    await closeDoor(shop, parcel);
    await shop.advance(10_000);
    expect(shop.operations.find((operation) => operation.kind === 'parcel.collected')).toMatchObject({ passId: passIdOf(1), delegateId: delegate(2).id });
    sync('revoked', passIdOf(1), { passId: passIdOf(1), revokedAt: START });
    expect([await judge(delegate(2).code), await judge(codeOfPass(1))]).toEqual(['R_REVOKED', 'R_REVOKED']);
  });
});

describe('a rotating code', () => {
  const secret = new Uint8Array(32).fill(7);
  const flags = { pin: false, totp: true, assistOnly: false };
  const static_ = codeOf(passBody(1, { flags }));
  const digitsAt = (offset: number) => totpCode(secret, passIdOf(1), totpStep(shop.clock.now() / 1000) + offset);
  const toldByHub = (ageMs: number) => write(shop.store, (tx) => tx.putMeta(HUB_TIME_KEY, String(shop.clock.now() - ageMs)));

  it('is asked for, and is good once, within a step of the time', async () => {
    const parcel = await open({ bankKey: secret });
    toldByHub(0);
    const judged = [
      await judge(static_),
      await judge(`${static_}.00000000`),
      await judge(`${static_}.${digitsAt(-2)}`),
      await judge(`${static_}.${digitsAt(2)}`),
    ];
    expect(judged).toEqual(['R_TOTP', 'R_TOTP', 'R_TOTP', 'R_TOTP']);
    const used = `${static_}.${digitsAt(1)}`;
    expect(await judge(used)).toBe('opens');
    expect([await shop.scan(used), shop.pulses.length]).toEqual(['ok', 1]);
    await closeDoor(shop, parcel);
    await shop.advance(10_000);
    expect([await judge(used), await judge(`${static_}.${digitsAt(0)}`)]).toEqual(['R_TOTP', expect.stringMatching(/opens|R_TOTP/)]);
  });

  it('is believed only while the hub told the time within a week, while the clock is in no doubt, and where the bank has a secret', async () => {
    await open({ bankKey: secret });
    const judged: string[] = [];
    for (const age of [8 * DAY, 7 * DAY + 60_000]) {
      toldByHub(age);
      judged.push(await judge(`${static_}.${digitsAt(0)}`));
    }
    toldByHub(6 * DAY);
    shop.clock.wallOffset = -2 * 3_600_000;
    judged.push(await judge(`${static_}.${digitsAt(0)}`));
    shop.clock.wallOffset = 0;
    await shop.advance(60_000);
    judged.push(await judge(`${static_}.${digitsAt(0)}`));
    expect(judged).toEqual(['R_TOTP', 'R_TOTP', 'R_TOTP', 'opens']);
    await shop.close();
    await open();
    toldByHub(0);
    expect(await judge(`${static_}.${digitsAt(0)}`)).toBe('R_TOTP');
  });
});

describe('a clock that is wrong', () => {
  const YEAR = 365 * DAY;
  const leaps: readonly (readonly [string, number])[] = [
    ['ten years back', -10 * YEAR],
    ['ten years ahead', 10 * YEAR],
    ['at 1970', -START],
    ['past 2038', Date.UTC(2038, 0, 19, 3, 14, 8) - START],
    ['two hours back', -2 * 3_600_000],
    ['two days ahead', 2 * DAY],
  ];

  it.each(leaps)('%s: parcels are still handed over, couriers and staff codes are not taken, and it is told once', async (_name, offset) => {
    const parcel = await open();
    await shop.advance(61_000);
    const before = head();
    shop.clock.wallOffset = offset;
    await shop.advance(61_000);
    expect([await judge(codeOf(passBody(4, { kind: 'courier-deposit' }))), await judge(codeOf(passBody(4, { kind: 'staff-challenge' })))]).toEqual([
      'R_TIME',
      'R_TIME',
    ]);
    expect(await judge(codeOfPass(1))).toBe('opens');
    await closeDoor(shop, parcel);
    await shop.advance(10_000);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
    expect(shop.audit(before).filter((line) => line.startsWith('clock.'))).toEqual(['clock.suspect']);
  });

  it('stays in doubt over a restart without being told again, until the hub or a person puts it right', async () => {
    await open();
    await shop.advance(61_000);
    shop.clock.wallOffset = -YEAR;
    await shop.advance(61_000);
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk, wallOffset: -YEAR });
    await shop.advance(62_000);
    expect([shop.audit().filter((line) => line.startsWith('clock.')), shop.store.read.meta(SUSPECT_KEY) !== '']).toEqual([['clock.suspect'], true]);
    await shop.signIn();
    expect(expectOk(await shop.station.intents.staff.status({}), 'the status').clock).toMatchObject({ suspectSince: expect.any(Number) });
    shop.clock.wallOffset = 10 * 60_000;
    await shop.advance(61_000);
    expect(shop.audit().filter((line) => line.startsWith('clock.'))).toEqual(['clock.suspect', 'clock.trusted']);
  });

  it('is no matter when summer time begins or ends, nor when it is put right by a few minutes', async () => {
    await open();
    await shop.advance(61_000);
    const before = head();
    // The wall clock of a machine is UTC: its zone's hour is a matter of showing it.
    for (const offset of [-9 * 60_000, 5 * 60_000, 0, 23 * 3_600_000]) {
      shop.clock.wallOffset = offset;
      await shop.advance(61_000);
    }
    expect(shop.audit(before).filter((line) => line.startsWith('clock.'))).toEqual([]);
  });

  it('changes nothing of an opening under way: durations are not wall time', async () => {
    const parcel = await open();
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
    await shop.advance(1000);
    shop.clock.wallOffset = 10 * YEAR;
    await shop.advance(29_500);
    expect(shop.silo).toMatchObject({ kind: 'open', reminders: 1 });
    shop.clock.wallOffset = -YEAR;
    await shop.advance(30_000);
    expect(shop.silo).toMatchObject({ kind: 'open', reminders: 2 });
    await closeDoor(shop, parcel);
    await shop.advance(10_000);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
  });
});
