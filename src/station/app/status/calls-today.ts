import type { StationStatus } from '../../../contract/station/views.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { StoreReader } from '../../ports/store.ts';

/** A day, in milliseconds. */
const DAY_MS = 86_400_000;

/** Calls for help in the last 24 hours: how many, how many somebody came to, how many ended alone, and the longest wait. */
export function callsToday(read: Pick<StoreReader, 'helpCallsSince'>, now: UnixMs): NonNullable<StationStatus['calls']> {
  const calls = read.helpCallsSince(Math.max(0, now - DAY_MS));
  const answered = calls.filter((call) => call.answeredAt !== null);
  return {
    called: calls.length,
    answered: answered.length,
    unanswered: calls.filter((call) => call.answeredAt === null && call.endedAt !== null).length,
    longestMs: Math.max(0, ...answered.map(({ calledAt, answeredAt }) => (answeredAt ?? calledAt) - calledAt)),
  };
}
