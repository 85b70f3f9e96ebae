import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StaffMember } from '../../../../../src/contract/staff.ts';
import { silentLogger } from '../../../../../src/kernel/logger.ts';
import { createStaffAccess, type StaffAccess } from '../../../../../src/station/app/staff-access/staff-access.ts';
import { createTrustedClock, type TrustedClock } from '../../../../../src/station/app/silo/trusted-clock.ts';
import type { Secrets } from '../../../../../src/station/ports/secrets.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { failingStore } from '../../../../support/kiosk-world.ts';
import { type ManualTime, manualTime } from '../../../../support/manual-time.ts';
import { openMemoryStore } from '../../../../support/store.ts';

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');
const BADGE = 'PB1:0123456789ABCDEFGHJKMNPQRS';
const hash = (pin: string) => `scrypt$2$1$1$00$${sha256Hex(pin)}`;
const lucia: StaffMember = { staffId: 'lucia', name: 'Lucía', number: '1001', badgeHash: sha256Hex(BADGE), pin: hash('246810'), roles: ['assistant'] };
const marcos: StaffMember = { ...lucia, staffId: 'marcos', name: 'Marcos', number: '1002', badgeHash: sha256Hex('other'), roles: ['manager'] };

let time: ManualTime;
let store: StationDatabase;
let staff: StaffAccess;
let trusted: TrustedClock;
/** What the PIN check was asked, in order. */
let checked: [string | null, string][];

const secrets: Secrets = {
  checkPin: async (stored, pin) => {
    checked.push([stored, pin]);
    return stored === hash(pin);
  },
  sha256Hex,
  totpCode: () => null,
  verifyEd25519: () => false,
};

beforeEach(() => {
  time = manualTime();
  store = openMemoryStore({ clock: time });
  store.tables.staff.put(lucia);
  store.tables.staff.put(marcos);
  checked = [];
  trusted = createTrustedClock({ store, clock: time, logger: silentLogger });
  staff = createStaffAccess({ store, secrets, clock: time, trusted });
});
afterEach(() => {
  staff.close();
  trusted.close();
  store.close();
});

async function tryPins(count: number, badge: string, pin = '000000'): Promise<string[]> {
  const said: string[] = [];
  for (let i = 0; i < count; i++) {
    const outcome = await staff.signIn({ badge, pin });
    said.push(outcome.ok ? 'ok' : outcome.error.kind);
  }
  return said;
}

describe('signing in', () => {
  it.each([BADGE, ` ${BADGE}`, '1001'])('by %j and the right PIN shows the member and when the screen locks', async (badge) => {
    const seen: (string | undefined)[] = [];
    staff.member.onChange(() => seen.push(staff.member.current()?.name));
    expect(await staff.signIn({ badge, pin: '246810' })).toEqual({ ok: true, value: undefined });
    expect(staff.member.current()).toEqual({ staffId: 'lucia', name: 'Lucía', roles: ['assistant'], locksAt: time.now() + 300_000 });
    expect(seen).toEqual(['Lucía']);
    expect(checked).toEqual([[lucia.pin, '246810']]);
  });

  it.each([
    ['a wrong PIN', '1001', '000000'],
    ['an unknown number', '9999', '246810'],
    ['an unknown badge', BADGE.replace('0', '1'), '246810'],
    ['no badge at all', "' OR 1=1--", '246810'],
  ])('with %s is refused, after the same work', async (_name, badge, pin) => {
    expect(await staff.signIn({ badge, pin })).toEqual({ ok: false, error: { kind: 'refused' } });
    expect([checked.length, staff.current(), staff.member.current()]).toEqual([1, null, null]);
  });

  it('is refused while failures cannot be counted', async () => {
    const broken = createStaffAccess({ store: failingStore(store), secrets, clock: time, trusted });
    expect(await broken.signIn({ badge: '1001', pin: '246810' })).toEqual({ ok: false, error: { kind: 'refused' } });
    expect(broken.current()).toBeNull();
  });

  it('is in the audit, refused or not, and so is signing out', async () => {
    await staff.signIn({ badge: BADGE, pin: '135791' });
    await staff.signIn({ badge: BADGE, pin: '246810' });
    expect(staff.signOut()).toEqual({ ok: true, value: undefined });
    expect(store.read.auditHead().seq).toBe(3);
    expect(store.verifyAudit()).toMatchObject({ ok: true });
  });
});

describe('the limiter', () => {
  it('makes one number wait after five failures, also with the right PIN, and lets colleagues in', async () => {
    expect(await tryPins(6, '1001')).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'wait']);
    expect(await tryPins(1, '1001', '246810')).toEqual(['wait']);
    expect(checked).toHaveLength(5);
    expect(await tryPins(1, '1002', '246810')).toEqual(['ok']);
    time.advance(60_000);
    expect(await tryPins(1, '1001', '246810')).toEqual(['ok']);
  });

  it('makes the whole station wait after ten failures on unknown badges', async () => {
    expect(await tryPins(11, '9999')).toEqual([...Array.from({ length: 10 }, () => 'refused'), 'wait']);
    expect(await tryPins(1, '1001', '246810')).toEqual(['wait']);
  });

  it('is neither lengthened by a clock that somebody sets back nor ended by one set ahead', async () => {
    time.advance(60_000);
    expect(await tryPins(6, '1001')).toContain('wait');
    time.setWall(time.now() - 365 * 86_400_000);
    time.advance(59_000);
    expect(await tryPins(1, '1001', '246810')).toEqual(['wait']);
    time.setWall(time.now() + 800 * 86_400_000);
    expect(await tryPins(1, '1001', '246810')).toEqual(['wait']);
    time.advance(1000);
    expect(await tryPins(1, '1001', '246810')).toEqual(['ok']);
  });

  it('goes on counting through a day, so that a patient guesser is slowed down as well', async () => {
    for (let i = 0; i < 5; i++) {
      expect(await tryPins(1, '1001')).toEqual(['refused']);
      time.advance(3 * 3_600_000);
    }
    expect(await tryPins(2, '1001')).toEqual(['refused', 'wait']);
  });

  it('gives no free tries to tries side by side', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => staff.signIn({ badge: '1001', pin: '000000' })));
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.kind))).toEqual([
      ...Array.from({ length: 5 }, () => 'refused'),
      ...Array.from({ length: 15 }, () => 'wait'),
    ]);
    expect(checked).toHaveLength(5);
  });

  it('gives no free try to who pulls the plug while the PIN is being checked', async () => {
    const never: Secrets = { ...secrets, checkPin: () => new Promise(() => {}) };
    for (let i = 0; i < 5; i++) {
      const cutOff = createStaffAccess({ store, secrets: never, clock: time, trusted });
      void cutOff.signIn({ badge: '1001', pin: '000000' });
      await Promise.resolve();
      await Promise.resolve();
    }
    expect(await tryPins(1, '1001', '246810')).toEqual(['wait']);
  });

  it('forgets the failures of who came in', async () => {
    expect(await tryPins(4, '1001')).not.toContain('wait');
    expect(await tryPins(1, '1001', '246810')).toEqual(['ok']);
    expect([store.read.limiter('staff:lucia'), store.read.limiter('station:staff')]).toEqual([null, null]);
  });
});

describe('a signed-in member', () => {
  beforeEach(async () => {
    expect((await staff.signIn({ badge: '1001', pin: '246810' })).ok).toBe(true);
  });

  it('is locked out after five minutes without a touch, and the screen is told', () => {
    let told = 0;
    staff.member.onChange(() => told++);
    time.advance(299_999);
    expect(staff.current()?.staffId).toBe('lucia');
    time.advance(1);
    expect([staff.current(), staff.member.current(), told]).toEqual([null, null, 1]);
    expect(staff.touched()).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
  });

  it('stays while touching', () => {
    for (let i = 0; i < 8; i++) {
      time.advance(200_000);
      expect(staff.touched()).toEqual({ ok: true, value: undefined });
    }
  });

  it('is locked half an hour after signing in, however often they touch', () => {
    for (let i = 0; i < 8; i++) {
      time.advance(200_000);
      staff.touch();
    }
    time.advance(200_001);
    expect(staff.current()).toBeNull();
  });

  it('is neither locked nor kept by a clock that somebody sets', () => {
    time.setWall(2_000_000_000_000);
    expect(staff.current()?.staffId).toBe('lucia');
    time.setWall(1_000_000_000_000);
    time.advance(300_000);
    expect(staff.current()).toBeNull();
  });

  it('is out the moment they leave the roster', () => {
    store.tables.staff.drop('lucia');
    expect([staff.current(), staff.member.current()]).toEqual([null, null]);
  });

  it('signs out once', () => {
    expect([staff.signOut(), staff.signOut()]).toEqual([
      { ok: true, value: undefined },
      { ok: false, error: { kind: 'not-signed-in' } },
    ]);
  });

  it('beside a shopper is still there, but has no rights of the staff’s area before badge and PIN are given again', async () => {
    let told = 0;
    staff.presence.onChange(() => told++);
    staff.stepAside();
    staff.stepAside();
    expect([staff.current(), staff.member.current(), staff.present()?.staffId, told]).toEqual([null, null, 'lucia', 1]);
    expect(staff.presence.current()).toMatchObject({ staffId: 'lucia', locksAt: time.now() + 300_000 });
    expect(staff.touched()).toEqual({ ok: false, error: { kind: 'not-signed-in' } });
    expect((await staff.signIn({ badge: '1001', pin: '246810' })).ok).toBe(true);
    expect(staff.current()?.staffId).toBe('lucia');
    staff.stepAside();
    expect([staff.signOut().ok, staff.present()]).toEqual([true, null]);
  });

  it('leaves on the record until when their rights lasted, however they ended', async () => {
    const entries = () =>
      store.read.auditSince(0, ['staff.signed-in', 'staff.signed-out', 'staff.locked']).map(({ kind, facts }) => `${kind} ${String(facts['staffId'])}`);
    store.tables.staff.put({ ...marcos, pin: lucia.pin });
    expect((await staff.signIn({ badge: '1002', pin: '246810' })).ok).toBe(true);
    time.advance(300_000);
    expect((await staff.signIn({ badge: '1001', pin: '246810' })).ok).toBe(true);
    expect(staff.signOut().ok).toBe(true);
    expect(entries()).toEqual([
      ...['staff.signed-in lucia', 'staff.signed-in marcos', 'staff.signed-out lucia', 'staff.locked marcos'],
      ...['staff.signed-in lucia', 'staff.signed-out lucia'],
    ]);
  });
});
