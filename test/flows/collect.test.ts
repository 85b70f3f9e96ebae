import { afterEach, describe, expect, it } from 'vitest';
import { codeOf, passBody, passIdOf, pinOf, shortCodeOf } from './support/shop.ts';
import { seededKey } from '../support/ed25519.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

describe('from a paid order to a parcel in the hand', () => {
  it('loads, opens for the code, thanks, and tells the hub in order', async () => {
    shop = await TestStation.start();
    const orderId = shop.paidOrder(1);
    const parcel = await shop.loadParcel(orderId);
    const before = shop.store.read.auditHead().seq;
    expect(shop.silo).toEqual({ kind: 'ready' });

    expect(await shop.scan(parcel.code)).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'opening', door: { number: parcel.doorNumber } });
    await shop.advance(600);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: parcel.doorNumber }, reminders: 0 });
    await shop.advance(3000);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(1200);
    expect(shop.silo).toMatchObject({ kind: 'thanks' });
    expect(shop.store.read.order(orderId)?.status).toBe('ready');
    await shop.advance(12_000);
    expect(shop.silo).toEqual({ kind: 'ready' });

    expect(shop.pulses).toEqual([`${parcel.address.board}/${parcel.address.lock}`, `${parcel.address.board}/${parcel.address.lock}`]);
    expect(shop.audit(before)).toEqual(['pass.accepted', 'door.attempt', 'door.opened', 'door.closed', 'door.ended collected']);
    expect(shop.operations.map((operation) => operation.kind)).toEqual(['station.started', 'parcel.loaded', 'parcel.collected']);
    expect(shop.store.read.order(orderId)?.status).toBe('collected');
    const compartment = shop.store.read.compartments().find((row) => row.number === parcel.doorNumber);
    expect(compartment).toMatchObject({ state: 'free-unverified', parcelId: null });
    expect(shop.store.read.liveIntents()).toEqual([]);
    await shop.advance(600_000);
    expect(await shop.scan(parcel.code)).toBe('refused');
  });

  it('opens for the short code and the PIN, however they are written', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const n = Array.from({ length: 6 }, (_, index) => index + 1).find((index) => parcel.code === codeOf(passBody(index))) ?? 0;
    await shop.advance(600);
    const code = shortCodeOf(n);
    expect(await shop.station.intents.silo.enterPin({ shortCode: `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase(), pin: pinOf(n) })).toEqual({
      ok: true,
      value: undefined,
    });
    await shop.advance(500);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: parcel.doorNumber } });
  });

  it('opens for a scanner on a port of its own', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    shop.scanOnPort(Buffer.from(parcel.code, 'latin1'));
    await shop.advance(500);
    expect(shop.silo.kind).toBe('open');
  });

  it('shows the open door again when the code is scanned again, and opens nothing more', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    await shop.scan(parcel.code);
    await shop.advance(1000);
    expect((await shop.station.intents.silo.dismiss({ seen: shop.silo.kind })).ok).toBe(true);
    expect(shop.silo).toMatchObject({ kind: 'close-door', why: 'left', door: { number: parcel.doorNumber } });
    expect(await shop.scan(parcel.code)).toBe('ok');
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: parcel.doorNumber } });
    expect(shop.pulses).toHaveLength(2);
  });

  it('a hundred scans of one code in a second make one opening', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const outcomes: string[] = [];
    for (let i = 0; i < 100; i++) {
      const outcome = await shop.station.intents.silo.scan({ code: parcel.code, source: 'wedge' });
      outcomes.push(outcome.ok ? 'ok' : outcome.error.kind);
      await shop.advance(10);
    }
    expect(new Set(outcomes)).toEqual(new Set(['ok', 'busy']));
    expect(shop.pulses).toHaveLength(2);
  });
});

describe('the next person', () => {
  it('is served while the quarantine of the last one still runs', async () => {
    shop = await TestStation.start({ latestFrameMs: 45_000 });
    const first = await shop.loadParcel(shop.paidOrder(1));
    await shop.advance(45_000);
    const second = await shop.loadParcel(shop.paidOrder(2));
    await shop.advance(45_000);
    await shop.scan(first.code);
    await shop.advance(2000);
    shop.boards.closeDoor(first.address);
    await shop.advance(1200);
    expect(shop.silo.kind).toBe('thanks');
    expect(await shop.scan(second.code)).toBe('ok');
    await shop.advance(500);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: second.doorNumber } });
    expect(shop.store.read.liveIntents()).toHaveLength(2);
  });

  it('waits while a door is open, but not for one that was left open for two minutes', async () => {
    shop = await TestStation.start();
    const first = await shop.loadParcel(shop.paidOrder(1));
    const second = await shop.loadParcel(shop.paidOrder(2));
    await shop.scan(first.code);
    await shop.advance(10_000);
    expect(await shop.scan(second.code)).toBe('busy');
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: first.doorNumber } });
    await shop.advance(115_000);
    expect(shop.silo).toMatchObject({ kind: 'open', reminders: 3 });
    expect(shop.operations.slice(-2)).toMatchObject([{ kind: 'compartment.marked', mark: 'left-open' }, { kind: 'help.called' }]);
    expect(await shop.scan(second.code)).toBe('ok');
    await shop.advance(500);
    expect(shop.silo).toMatchObject({ kind: 'open', door: { number: second.doorNumber } });
    shop.boards.closeDoor(first.address);
    await shop.advance(6000);
    expect(shop.operations.filter((operation) => operation.kind === 'parcel.collected')).toHaveLength(1);
  });
});

describe('a code that opens nothing', () => {
  const refused: readonly [string, () => string, string, string][] = [
    ['noise', () => '\u0000\u001b[A', 'unreadable', 'R_FORMAT'],
    ['a product code', () => '4006381333931', 'product-code', 'R_FORMAT'],
    ['a web address', () => 'https://example.com/', 'unreadable', 'R_FORMAT'],
    ['a key that nobody knows', () => codeOf(passBody(1, { keyId: 9 })), 'not-valid', 'R_KEY'],
    ['a forged signature', () => codeOf(passBody(1), seededKey('22'.repeat(32))), 'not-valid', 'R_SIG'],
    ['another bank', () => codeOf(passBody(1, { bank: 8 })), 'other-silo', 'R_BANK'],
    ['an expired one', () => codeOf(passBody(1, { notBefore: 1_700_000_000, expires: 1_700_086_400 })), 'not-valid', 'R_TIME'],
    ['one for a parcel that is not here', () => codeOf(passBody(77)), 'not-valid', 'R_STATE'],
    ['one for assisted collection', () => codeOf(passBody(1, { flags: { pin: false, totp: false, assistOnly: true } })), 'not-valid', 'R_STATE'],
  ];
  for (const [what, code, shown, reason] of refused) {
    it(`${what}: one audit entry, no pulse, and ready again within three seconds`, async () => {
      shop = await TestStation.start();
      const before = shop.store.read.auditHead().seq;
      expect(await shop.scan(code())).toBe('refused');
      expect(shop.silo).toMatchObject({ kind: 'refused', reason: shown });
      expect(shop.audit(before)).toEqual([`pass.refused ${reason}`]);
      await shop.advance(2600);
      expect(shop.silo).toEqual({ kind: 'ready' });
      expect(shop.pulses).toEqual([]);
    });
  }

  it('of another bank names the shop that it is for, where the hub has told; else it only says that it is another', async () => {
    shop = await TestStation.start();
    await shop.scan(codeOf(passBody(1, { bank: 8 })));
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'other-silo', shop: 'Pasillo Bilbao' });
    await shop.scan(codeOf(passBody(1, { bank: 99 })));
    expect(shop.silo).toEqual({ kind: 'refused', reason: 'other-silo', until: expect.any(Number) });
  });

  it('an older generation dies once a newer one was seen', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const passId = shop.store.read.compartments().flatMap((row) => shop.store.read.parcel(row.parcelId ?? ('' as never))?.passId ?? [])[0];
    const n = [1, 2, 3, 4, 5, 6].find((index) => passIdOf(index) === passId) ?? 0;
    expect(await shop.scan(codeOf(passBody(n, { generation: 1 })))).toBe('ok');
    await shop.advance(1500);
    shop.boards.closeDoor(parcel.address);
    await shop.advance(8000);
    const before = shop.store.read.auditHead().seq;
    expect(await shop.scan(parcel.code)).toBe('refused');
    expect(shop.audit(before)).toEqual(['pass.refused R_REVOKED']);
  });

  it('a blank pass, however valid, opens nothing: no parcel is bound to it', async () => {
    shop = await TestStation.start();
    for (let n = 1; n <= 6; n++) expect(await shop.scan(codeOf(passBody(n)))).toBe('refused');
    expect(shop.pulses).toEqual([]);
  });

  it('a parcel that staff are loading cannot be collected yet', async () => {
    shop = await TestStation.start();
    const orderId = shop.paidOrder(1);
    await shop.signIn();
    good(await shop.station.intents.staff.beginLoad({ orderId, size: 'S' }));
    await shop.advance(1500);
    const pass = shop.store.read.pass(shop.store.read.parcelOfOrder(orderId)?.passId ?? ('' as never));
    expect(await shop.scan(pass?.code ?? '')).toBe('refused');
    expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'in-use' });
    expect(shop.pulses).toHaveLength(1);
  });
});

describe('wrong PINs', () => {
  async function enter(shortCode: string, pin: string): Promise<string> {
    await shop.advance(600);
    const outcome = await shop.station.intents.silo.enterPin({ shortCode, pin });
    return outcome.ok ? 'ok' : outcome.error.kind;
  }

  it('lock the PIN of that parcel after five, while its code still opens', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const n = [1, 2, 3, 4, 5, 6].find((index) => parcel.code === codeOf(passBody(index))) ?? 0;
    for (let i = 0; i < 5; i++) expect(await enter(shortCodeOf(n), '000000')).toBe('refused');
    expect(await enter(shortCodeOf(n), pinOf(n))).toBe('refused');
    expect(shop.pulses).toHaveLength(1);
    expect(await shop.scan(parcel.code)).toBe('ok');
  });

  it('make the silo wait after ten, and the wait survives a restart', async () => {
    shop = await TestStation.start();
    for (let i = 0; i < 10; i++) expect(await enter(shortCodeOf(50 + i), '000000')).toBe('refused');
    expect(await enter(shortCodeOf(1), '000000')).toBe('wait');
    expect(shop.silo.kind).toBe('wait');
    const disk = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: disk });
    expect(await enter(shortCodeOf(1), '000000')).toBe('wait');
  });

  it('say the same for an unknown short code, a wrong check character, a blank pass and a wrong PIN', async () => {
    shop = await TestStation.start();
    const parcel = await shop.loadParcel(shop.paidOrder(1));
    const n = [1, 2, 3, 4, 5, 6].find((index) => parcel.code === codeOf(passBody(index))) ?? 0;
    const shown: unknown[] = [];
    for (const shortCode of [shortCodeOf(99), 'AAAAAAAAB', shortCodeOf(n === 2 ? 3 : 2), shortCodeOf(n), '']) {
      expect(await enter(shortCode, '000000')).toBe('refused');
      expect(shop.silo).toMatchObject({ kind: 'refused', reason: 'not-valid' });
      shown.push(Object.keys(shop.silo));
    }
    expect(new Set(shown.map(String)).size).toBe(1);
  });
});
