import { describe, expect, it } from 'vitest';
import { locksIn, STAFF_IDLE_MS, STAFF_LONGEST_MS } from '../../../../src/core/staff/idle-lock.ts';
import { readStaffClaim } from '../../../../src/core/staff/badge.ts';

const badge = `PB1:${'0123456789ABCDEFGHJKMNPQRS'}`;

describe('what staff show', () => {
  it.each([
    [badge, { kind: 'badge', text: badge }],
    [` ${badge}\n`, { kind: 'badge', text: badge }],
    ['1001', { kind: 'number', number: '1001' }],
    ['12345678', { kind: 'number', number: '12345678' }],
  ])('%j is read', (input, value) => {
    expect(readStaffClaim(input)).toEqual({ ok: true, value });
  });

  it.each([
    '',
    '123',
    '123456789',
    badge.toLowerCase(),
    `${badge}0`,
    badge.slice(0, -1),
    badge.replace('A', 'I'),
    'PB2:0123',
    "1001' OR 1=1",
    '１００１',
    `1001${' '.repeat(200)}`,
  ])('%j is not', (input) => {
    expect(readStaffClaim(input)).toEqual({ ok: false, error: { kind: 'unreadable' } });
  });
});

describe('the idle lock', () => {
  it('locks five minutes after the last touch', () => {
    expect([0, 1, STAFF_IDLE_MS].map((later) => locksIn({ member: 'x', touchedAt: 1000, since: 1000 }, 1000 + later))).toEqual([300_000, 299_999, 0]);
  });

  it('locks half an hour after the sign-in, however busy the person is', () => {
    const busy = (later: number) => ({ member: 'x', touchedAt: 1000 + later, since: 1000 });
    expect([1_500_000, 1_700_000, STAFF_LONGEST_MS].map((later) => locksIn(busy(later), 1000 + later))).toEqual([300_000, 100_000, 0]);
  });
});
