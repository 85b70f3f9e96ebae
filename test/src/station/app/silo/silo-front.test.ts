import { describe, expect, it } from 'vitest';
import type { DoorFlow, DoorOutcome } from '../../../../../src/core/compartments/door-flow.ts';
import { beginDoorFlow } from '../../../../../src/core/compartments/door-step.ts';
import { doorTimings } from '../../../../../src/core/compartments/door-timings.ts';
import type { CompartmentId, IntentId, ParcelId, PassId } from '../../../../../src/kernel/ids.ts';
import { fitsDoor, type Report } from '../../../../../src/station/app/silo/report.ts';
import { type Front, frontOf, MAX_EXTENSIONS, takeRestLater, withMoreTime, yields } from '../../../../../src/station/app/silo/silo-front.ts';

const pulsing = beginDoorFlow('collect', doorTimings).flow;
const open: DoorFlow = { ...pulsing, kind: 'open', openedAt: 5, since: 0, confirmed: true, reminders: 0, closedSince: null };
const settling: DoorFlow = { ...pulsing, kind: 'settling', openedAt: 5, closedAt: 9, since: 0 };
const jammed: DoorFlow = { ...pulsing, kind: 'jammed', since: 0 };
const ended = (outcome: DoorOutcome): DoorFlow => ({ ...settling, kind: 'ended', outcome });
const front: Front = {
  visit: {
    visitor: {
      shownId: 'p' as PassId,
      passId: 'p' as PassId,
      delegateId: null,
      pass: { kind: 'collect', generation: 0, flags: { pin: false, totp: false, assistOnly: false } },
      source: 'camera',
      pinGiven: false,
      totpStep: null,
    },
    parcels: ['a' as ParcelId],
  },
  intentId: 'i' as IntentId,
  compartmentId: 'c' as CompartmentId,
  parcelId: 'a' as ParcelId,
  door: { compartmentId: 'c', number: 3, size: 'M', column: 0, row: 0 },
  again: false,
  shows: 'opening',
  flow: pulsing,
  later: false,
  until: null,
  extensions: 0,
};
const times = { mono: 1000, quarantineMs: 3000, hasMore: false };

describe('what a person sees of their door', () => {
  const table: readonly [string, DoorFlow, boolean, Front['shows'], number | null][] = [
    ['is being opened', pulsing, false, 'opening', null],
    ['is open', open, false, 'open', null],
    ['did not open', jammed, false, 'did-not-open', 31_000],
    ['is closed, and nothing else waits', settling, false, 'thanks', 12_000],
    ['is closed, and another waits', settling, true, 'next', 61_000],
    ['was handed over', ended('collected'), false, 'thanks', 9000],
    ['was handed over, and another waits', ended('collected'), true, 'next', 61_000],
    ['never opened, for good', ended('open-failed'), false, 'did-not-open', 31_000],
    ['was out of sight', ended('unknown'), true, 'unsure', 61_000],
  ];
  for (const [what, flow, hasMore, shows, until] of table) {
    it(`${what}: ${shows}`, () => {
      expect(frontOf(front, flow, { ...times, hasMore })).toMatchObject({ shows, until });
    });
  }

  it('goes on counting down while the flow behind it moves on', () => {
    const closed = frontOf(front, settling, times);
    expect(frontOf(closed, ended('collected'), { ...times, mono: 4000 })).toMatchObject({ shows: 'thanks', until: 12_000 });
  });

  it('offers no next door to who looks again, or takes the rest later', () => {
    expect(frontOf({ ...front, again: true }, settling, { ...times, hasMore: true }).shows).toBe('thanks');
    const later = takeRestLater(frontOf(front, settling, { ...times, hasMore: true }), 2000);
    expect(frontOf(later, ended('collected'), { ...times, hasMore: true })).toMatchObject({ shows: 'thanks', until: 10_000 });
  });

  it('has no end to be put off while a door moves, and ten times more time at the most', () => {
    expect(withMoreTime({ ...front, until: null }, 0)).toBeNull();
    let longer: Front | null = frontOf(front, settling, { ...times, hasMore: true });
    for (let i = 0; i < MAX_EXTENSIONS; i++) longer = longer === null ? null : withMoreTime(longer, 2000 + i);
    expect(longer).toMatchObject({ until: 62_009, extensions: 10 });
    expect(longer === null ? undefined : withMoreTime(longer, 3000)).toBeNull();
  });

  it('makes way for the next person only when no door of theirs is moving, offered, or open with reminders to come', () => {
    const shown = (flow: DoorFlow, hasMore = false) => yields(frontOf(front, flow, { ...times, hasMore }), doorTimings);
    expect([pulsing, open, settling, jammed, ended('unknown')].map((flow) => shown(flow))).toEqual([false, false, true, true, true]);
    expect(shown(settling, true)).toBe(false);
    expect(shown({ ...open, reminders: doorTimings.remindersMs.length })).toBe(true);
  });
});

describe('a report fits the door', () => {
  const fits = (report: Report, flow: DoorFlow, again = false) => fitsDoor(report, { flow, again });
  const table: readonly [string, Report, readonly boolean[]][] = [
    ['damaged, put back', { problem: 'damaged', keep: 'put-back' }, [false, true, false, false]],
    ['damaged, taken along', { problem: 'damaged', keep: 'take' }, [false, true, true, false]],
    ['wrong, with nothing said of it', { problem: 'wrong-item', keep: null }, [false, false, false, false]],
    ['nothing inside', { problem: 'empty', keep: null }, [false, true, true, false]],
    ['nothing inside, taken along', { problem: 'empty', keep: 'take' }, [false, false, false, false]],
    ['did not open', { problem: 'did-not-open', keep: null }, [false, false, false, true]],
  ];
  for (const [what, report, expected] of table) {
    it(`${what}: opening, open, closed, stuck`, () => {
      expect([pulsing, open, settling, jammed].map((flow) => fits(report, flow))).toEqual(expected);
    });
  }

  it('nothing is put back into a compartment that is only looked into again', () => {
    expect(fits({ problem: 'damaged', keep: 'put-back' }, open, true)).toBe(false);
    expect(fits({ problem: 'damaged', keep: 'take' }, open, true)).toBe(true);
  });
});
