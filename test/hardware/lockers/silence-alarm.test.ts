import { expect, test } from 'vitest';
import { SilenceAlarm } from '../../../hardware/lockers/silence-alarm.ts';

/** Questions that nobody answers, each 100 ms, until `untilMs`; gives the times at which the port would be opened again. */
function silence(alarm: SilenceAlarm, fromMs: number, untilMs: number): number[] {
  const reopened: number[] = [];
  for (let now = fromMs; now <= untilMs; now += 100) {
    if (!alarm.missed(now)) continue;
    reopened.push(now);
    alarm.opened(now);
  }
  return reopened;
}

test('a chip that hangs is closed and opened after three seconds', () => {
  const alarm = new SilenceAlarm();
  alarm.opened(0);
  alarm.heard(5000);
  expect(silence(alarm, 5100, 8100)).toEqual([8000]);
});

test('boards without power are left alone ever longer, and not for ever', () => {
  const alarm = new SilenceAlarm();
  alarm.opened(0);
  expect(silence(alarm, 100, 1_000_000)).toEqual([3000, 18_000, 78_000, 378_000, 678_000, 978_000]);
});

test('one byte begins it anew', () => {
  const alarm = new SilenceAlarm();
  alarm.opened(0);
  silence(alarm, 100, 20_000);
  alarm.heard(20_000);
  expect(silence(alarm, 20_100, 24_000)).toEqual([23_000]);
});

test('so does an adapter that was pulled and plugged in', () => {
  const alarm = new SilenceAlarm();
  alarm.opened(0);
  silence(alarm, 100, 20_000);
  alarm.opened(20_000);
  expect(silence(alarm, 20_100, 24_000)).toEqual([23_000]);
});

test('a few questions lost one after the other on a line that is slow to ask are no silence', () => {
  const alarm = new SilenceAlarm();
  alarm.opened(0);
  expect([1000, 2000, 3000, 4000, 5000, 6000, 7000].map((now) => alarm.missed(now))).toEqual(Array<boolean>(7).fill(false));
  expect(alarm.missed(8000)).toBe(true);
});
