import { afterEach, describe, expect, it } from 'vitest';
import type { HelpCallRow } from '../../src/contract/hub/silo.ts';
import { done, expectOk } from '../../src/kernel/result.ts';
import { identity, START } from './support/shop.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

const help = () => shop.station.intents.help;
const atSilo = () => shop.station.screens.silo.current().help;
const atKiosk = () => shop.station.screens.kiosk.current().help;
const rings = () => shop.station.screens.staff.current().calls ?? [];
const told = () => shop.operations.flatMap((operation) => (operation.kind.startsWith('help.') ? [operation.kind] : []));
const callId = () => rings()[0]?.callId ?? '';
const call = (screen: 'silo' | 'kiosk' = 'silo') => help().call({ screen });

/** What the hub says of calls in this shop: the bucket `calls` as it would be applied. */
function hubSays(...rows: readonly HelpCallRow[]): void {
  expectOk(
    shop.store.commitTables((tables) => {
      for (const row of rows) tables.silo.putCallElsewhere(row);
      return done;
    }),
    'the calls',
  );
}

const elsewhere: HelpCallRow = {
  callId: '018f0000-0000-7000-8000-00000000ca77',
  stationId: 'kiosk-9',
  stationCode: 'K9',
  screen: 'kiosk',
  calledAt: START,
  answeredAt: null,
  answeredBy: null,
  endedAt: null,
};

describe('a call from the silo', () => {
  it('rings on the staff screens also while nobody is signed in, and beeps until somebody comes', async () => {
    shop = await TestStation.start();
    good(await call());
    good(await call());
    expect(atSilo()).toMatchObject({ state: 'calling', why: 'person', phone: null, late: false, everywhere: false });
    expect(atKiosk()).toMatchObject({ state: 'none' });
    expect(rings()).toMatchObject([{ where: 'here', screen: 'silo', answeredAt: null }]);
    await shop.advance(11_000);
    expect(shop.beeps).toEqual(['attention', 'attention', 'attention']);
    expect(told()).toEqual(['help.called']);
  });

  it('is answered by a press, which says how long it took, and ends when the helper says done', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    good(await call());
    await shop.advance(41_000);
    good(await help().answer({ callId: callId() }));
    expect(atSilo()).toMatchObject({ state: 'coming', answeredAfterMs: 41_000 });
    expect(await help().answer({ callId: callId() })).toEqual({ ok: false, error: { kind: 'not-now' } });
    const beeps = shop.beeps.length;
    await shop.advance(20_000);
    expect(shop.beeps).toHaveLength(beeps);
    good(await help().end({ callId: callId() }));
    expect(atSilo()).toMatchObject({ state: 'none' });
    expect(told()).toEqual(['help.called', 'help.answered', 'help.ended']);
    expect(shop.operations.find(({ kind }) => kind === 'help.answered')).toMatchObject({ staffId: 'staff-1', waitedMs: 41_000 });
  });

  it('is answered by signing in here, and ends when whoever came signs out', async () => {
    shop = await TestStation.start();
    good(await call());
    await shop.advance(15_000);
    await shop.signIn();
    expect(atSilo()).toMatchObject({ state: 'coming', answeredAfterMs: 15_000 });
    good(await shop.station.intents.staff.signOut({}));
    expect(atSilo()).toMatchObject({ state: 'none' });
    expect(shop.audit().at(-1)).toBe('staff.signed-out');
    expect(shop.audit()).toContain('help.ended helper-left');
  });

  it('goes on while the member who pressed "I am coming" locks the screen and walks there', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    good(await call());
    good(await help().answer({ callId: callId() }));
    good(await shop.station.intents.staff.signOut({}));
    expect(atSilo()).toMatchObject({ state: 'coming' });
    good(await help().takeBack({ screen: 'silo' }));
    expect(atSilo()).toMatchObject({ state: 'none' });
  });

  it('says whom to phone once nobody has come for too long, and goes on ringing', async () => {
    shop = await TestStation.start();
    setRules({ helpPhone: '+34 910 555 014', helpAfterSeconds: 30 });
    good(await call());
    await shop.advance(29_000);
    expect(atSilo()).toMatchObject({ late: false, phone: null });
    await shop.advance(2_000);
    expect(atSilo()).toMatchObject({ state: 'calling', late: true, phone: '+34 910 555 014' });
    expect(rings()).toHaveLength(1);
    await shop.signIn();
    expect(atSilo()).toMatchObject({ state: 'coming', late: false, phone: null });
  });

  it('can be taken back, and ends by itself after an hour in which nobody came', async () => {
    shop = await TestStation.start();
    expect(await help().takeBack({ screen: 'silo' })).toEqual({ ok: false, error: { kind: 'not-now' } });
    good(await call('kiosk'));
    good(await help().takeBack({ screen: 'kiosk' }));
    expect(atKiosk()).toMatchObject({ state: 'none' });
    good(await call('kiosk'));
    await shop.advance(3_610_000);
    expect(atKiosk()).toMatchObject({ state: 'none' });
    expect(shop.audit()).toContain('help.ended nobody-came');
  });

  it('is not answered or ended by anybody who is not signed in', async () => {
    shop = await TestStation.start();
    good(await call());
    expect(await help().answer({ callId: callId() })).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    expect(await help().end({ callId: callId() })).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
  });

  it.each(['calling', 'coming'] as const)('survives a power cut while it is %s', async (state) => {
    shop = await TestStation.start();
    await shop.signIn();
    good(await call());
    await shop.advance(7000);
    if (state === 'coming') good(await help().answer({ callId: callId() }));
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from, wallOffset: 20_000 });
    expect(atSilo()).toMatchObject({ state, answeredAfterMs: state === 'coming' ? 7000 : null });
    expect(rings()).toHaveLength(1);
    expect(shop.beeps.includes('attention')).toBe(state === 'calling');
  });

  it.each(['silo', 'kiosk'] as const)('from the %s says whom to phone also after a power cut in the middle of the wait, and counts on', async (screen) => {
    const seen = () => (screen === 'silo' ? atSilo() : atKiosk());
    shop = await TestStation.start();
    setRules({ helpPhone: '+34 910 555 014', helpAfterSeconds: 60 });
    good(await call(screen));
    const since = seen()?.since ?? 0;
    await shop.advance(10_000);
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from, wallOffset: 20_000 });
    expect(seen()).toMatchObject({ state: 'calling', late: false, phone: null });
    const left = since + 60_000 - shop.clock.now();
    await shop.advance(left - 1000);
    expect(seen()).toMatchObject({ late: false, phone: null });
    await shop.advance(2000);
    expect(seen()).toMatchObject({ state: 'calling', late: true, phone: '+34 910 555 014' });
    await shop.signIn();
    expect(seen()).toMatchObject({ state: 'coming', late: false });
    const answeredAfterMs = seen()?.answeredAfterMs ?? 0;
    expect(answeredAfterMs).toBeGreaterThanOrEqual(60_000);
    const again = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from: again, wallOffset: 100_000 });
    expect(seen()).toMatchObject({ state: 'coming', answeredAfterMs });
  });
});

describe('the queue of calls', () => {
  it('says what whoever calls was doing, from when on it is late, and how it ended', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    good(await help().call({ screen: 'kiosk', doing: 'bag' }));
    const [first] = rings();
    expect(first).toMatchObject({ doing: 'bag', lateAt: (first?.calledAt ?? 0) + 90_000 });
    good(await help().answer({ callId: callId() }));
    good(await help().end({ callId: callId(), outcome: 'nobody-there' }));
    expect(shop.operations.filter(({ kind }) => kind === 'help.called' || kind === 'help.ended')).toMatchObject([
      { doing: 'bag' },
      { outcome: 'nobody-there' },
    ]);
    expect(shop.audit()).toContain('help.ended done');
  });

  it('rings again for everybody when whoever said that they come is not seen within five minutes, and anybody may answer then', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    good(await call('kiosk'));
    good(await help().answer({ callId: callId() }));
    good(await shop.station.intents.staff.signOut({}));
    await shop.advance(299_000);
    expect(atKiosk()).toMatchObject({ state: 'coming' });
    await shop.advance(7_000);
    expect(atKiosk()).toMatchObject({ state: 'calling', late: true });
    expect(rings()).toMatchObject([{ answeredAt: null, answeredBy: null }]);
    expect(shop.beeps.at(-1)).toBe('attention');
    await shop.signIn();
    expect(atKiosk()).toMatchObject({ state: 'coming' });
    expect(told()).toEqual(['help.called', 'help.answered', 'help.reopened', 'help.answered']);
  });

  it('is not ended by the lock of somebody who came for another call that is over', async () => {
    shop = await TestStation.start();
    good(await call());
    await shop.signIn();
    good(await help().end({ callId: callId() }));
    await shop.advance(60_000);
    good(await call('kiosk'));
    await shop.advance(300_000);
    expect(shop.station.screens.staff.current().member).toBeNull();
    expect(rings()).toMatchObject([{ screen: 'kiosk', answeredAt: null }]);
  });

  it('does not ring again while whoever came stands at this screen', async () => {
    shop = await TestStation.start();
    good(await call('kiosk'));
    await shop.signIn();
    for (let minute = 0; minute < 7; minute++) {
      await shop.advance(60_000);
      good(await shop.station.intents.staff.touch({}));
    }
    expect(atKiosk()).toMatchObject({ state: 'coming' });
    expect(told()).toEqual(['help.called', 'help.answered']);
  });

  it('does not believe an old answer that the hub still tells after the call rang again', async () => {
    shop = await TestStation.start();
    good(await call());
    const own: HelpCallRow = { ...elsewhere, callId: callId(), stationId: identity.stationId, screen: 'silo' };
    hubSays({ ...own, answeredAt: shop.clock.now(), answeredBy: 'Luis' });
    await shop.advance(6_000);
    expect(atSilo()).toMatchObject({ state: 'coming' });
    await shop.advance(306_000);
    expect(atSilo()).toMatchObject({ state: 'calling' });
    hubSays({ ...own, answeredAt: shop.clock.now(), answeredBy: 'Eva' });
    await shop.advance(6_000);
    expect(rings()).toMatchObject([{ answeredBy: 'Eva' }]);
  });

  it('loses a call with the session in which it was made, but not what was called before anybody began', async () => {
    shop = await TestStation.start();
    const { kiosk } = shop.station.intents;
    good(await call('kiosk'));
    good(await kiosk.start({ locale: 'es' }));
    expect(atKiosk()).toMatchObject({ state: 'calling' });
    good(await kiosk.end({}));
    expect(atKiosk()).toMatchObject({ state: 'none' });
    expect(shop.audit()).toContain('help.ended session-over');
    good(await kiosk.start({ locale: 'es' }));
    good(await call('silo'));
    good(await kiosk.end({}));
    expect(atSilo()).toMatchObject({ state: 'calling' });
  });

  it.each(['nobody', 'somebody'] as const)('keeps bag and call of a shopper who stands and waits, when %s said that they come', async (who) => {
    shop = await TestStation.start();
    const { kiosk } = shop.station.intents;
    const session = () => shop.station.screens.kiosk.current().session;
    good(await kiosk.start({ locale: 'es' }));
    good(await kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }));
    good(await call('kiosk'));
    await shop.advance(200_000);
    if (who === 'somebody') hubSays({ ...elsewhere, callId: callId(), stationId: identity.stationId, answeredAt: shop.clock.now(), answeredBy: 'Luis' });
    await shop.advance(98_000);
    expect([session()?.idle, session()?.contact]).toEqual([null, { kind: 'email', email: 'ana@example.com' }]);
    await shop.advance(10_000);
    expect(session()?.idle === null).toBe(who === 'somebody');
    if (who === 'somebody') await shop.advance(195_000);
    await shop.advance(75_000);
    expect(session()?.contact).toEqual({ kind: 'email', email: 'ana@example.com' });
    // They have gone, it seems, and what they typed goes; whoever is on the way still comes, and the next shopper begins with no call.
    await shop.advance(20_000);
    expect([session(), atKiosk()?.state === 'none']).toEqual([null, false]);
    good(await kiosk.start({ locale: 'es' }));
    expect(atKiosk()).toMatchObject({ state: 'none' });
    expect(shop.audit()).toContain('help.ended session-over');
  });

  it('gives the shopper their usual time again once whoever came says that it is done', async () => {
    shop = await TestStation.start();
    const session = () => shop.station.screens.kiosk.current().session;
    good(await shop.station.intents.kiosk.start({ locale: 'es' }));
    good(await call('kiosk'));
    await shop.advance(120_000);
    expect(session()?.idle).toBeNull();
    good(await help().takeBack({ screen: 'kiosk' }));
    expect(session()?.idle?.endsAt).toBe(shop.clock.now() + 90_000);
    await shop.advance(91_000);
    expect(session()).toBeNull();
  });

  it('keeps a call that rang again over a power cut', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    good(await call());
    good(await help().answer({ callId: callId() }));
    good(await shop.station.intents.staff.signOut({}));
    await shop.advance(306_000);
    const from = shop.snapshot();
    await shop.close();
    shop = await TestStation.start({ from, wallOffset: 320_000 });
    expect(atSilo()).toMatchObject({ state: 'calling', late: true });
  });
});

describe('the shop’s other stations', () => {
  it('are named by what people know of them, never by the id of their computer', async () => {
    shop = await TestStation.start();
    const { stationCode: _, ...older } = elsewhere;
    hubSays(older);
    expect(rings()).toMatchObject([{ where: 'elsewhere', station: null }]);
    expect(JSON.stringify(shop.station.screens.staff.current())).not.toContain('kiosk-9');
  });

  it('ring here too, and an answer and an end here travel to the hub', async () => {
    shop = await TestStation.start();
    await shop.signIn();
    hubSays(elsewhere);
    expect(rings()).toMatchObject([{ where: 'elsewhere', station: 'K9', screen: 'kiosk' }]);
    good(await help().answer({ callId: elsewhere.callId }));
    expect(rings()).toMatchObject([{ answeredBy: 'Ana' }]);
    good(await help().end({ callId: elsewhere.callId }));
    expect([rings(), told()]).toEqual([[], ['help.answered', 'help.ended']]);
  });

  it.each([true, false])('end a call of this station with the next sync, whether it had heard that the hub knows of it or not (%s)', async (heard) => {
    shop = await TestStation.start();
    good(await call());
    const own: HelpCallRow = { ...elsewhere, callId: callId(), stationId: identity.stationId, screen: 'silo' };
    if (heard) hubSays({ ...own, answeredAt: START + 30_000, answeredBy: 'Luis' });
    await shop.advance(6000);
    expect([atSilo(), rings()]).toMatchObject([{ state: heard ? 'coming' : 'calling' }, [{ where: 'here', answeredBy: heard ? 'Luis' : null }]]);
    const rows = [{ key: own.callId, revision: 1, value: null }];
    expectOk(shop.store.applyPage('calls', 0, { rows, next: 1, more: false, serverTime: START }, shop.clock.now()), 'the end');
    expect([atSilo(), rings()]).toMatchObject([{ state: 'none' }, []]);
    const beeps = shop.beeps.length;
    await shop.advance(30_000);
    expect([shop.beeps.length, told(), shop.audit().filter((line) => line.startsWith('help.ended'))]).toEqual([
      beeps,
      ['help.called'],
      ['help.ended elsewhere'],
    ]);
  });
});

describe('the station itself', () => {
  it('calls when a door was opened by force, cannot be told off by a passer-by, and rings no more once the door is closed', async () => {
    shop = await TestStation.start();
    const address = { board: 0, lock: 4 };
    shop.boards.forceOpen(address);
    await shop.advance(2000);
    expect(rings()).toMatchObject([{ why: 'forced', doorNumber: doorAt(address) }]);
    expect(await help().takeBack({ screen: 'silo' })).toEqual({ ok: false, error: { kind: 'not-now' } });
    shop.boards.closeDoor(address);
    await shop.advance(2000);
    expect(rings()).toEqual([]);
    expect(shop.audit()).toContain('help.ended door-closed');
  });

  it('calls about a door as soon as the call that was open before is over, each door in its turn, and not about one that is closed by then', async () => {
    shop = await TestStation.start();
    const [forced, closed] = [
      { board: 0, lock: 4 },
      { board: 0, lock: 5 },
    ];
    good(await call());
    for (const address of [forced, closed]) shop.boards.forceOpen(address);
    await shop.advance(2000);
    expect(rings()).toMatchObject([{ why: 'person' }]);
    shop.boards.closeDoor(closed);
    await shop.advance(2000);
    good(await help().takeBack({ screen: 'silo' }));
    expect(rings()).toMatchObject([{ why: 'forced', doorNumber: doorAt(forced), answeredAt: null }]);
    shop.boards.closeDoor(forced);
    await shop.advance(2000);
    expect(rings()).toEqual([]);
  });

  it('calls for nobody when it could not be stored, and says so to a person', async () => {
    let broken = false;
    shop = await TestStation.start({ isDiskBroken: () => broken });
    broken = true;
    expect(await call()).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(atSilo()).toMatchObject({ state: 'none' });
  });
});

function setRules(rules: { readonly helpPhone: string; readonly helpAfterSeconds: number }): void {
  const config = shop.store.read.config();
  if (config === null) throw new Error('no configuration');
  expectOk(
    shop.store.commitTables((tables) => {
      tables.small.putConfig({ ...config, silo: { ...config.silo, ...rules } });
      return done;
    }),
    'the rules',
  );
}

function doorAt({ board, lock }: { readonly board: number; readonly lock: number }): number | null {
  return shop.store.read.compartments().find((row) => row.board === board && row.lock === lock)?.number ?? null;
}
