/** How long a shopper may be still. Milliseconds. */
export interface IdleRule {
  /** From the last touch to the end of the session. */
  readonly browsingMs: number;
  /** The same while the order that was just placed, with its number and till code, is on the screen. */
  readonly receiptMs: number;
  /** How long before the end a line asks whether somebody is there, without coming between the person and their screen. */
  readonly noticeMs: number;
  /** How long before the end the warning stands over the screen, with a sound (WCAG 2.2.1: 20 s and more). */
  readonly warningMs: number;
  /** How often the warning can be answered (WCAG 2.2.1: ten and more). */
  readonly extensions: number;
  /** Without a limit: from the last touch until the screen is covered, and until the session is nobody's any more (WCAG 2.2.1: 20 hours are none). */
  readonly coverMs: number;
  readonly unlimitedMs: number;
}

/** What the kiosk uses unless it is told otherwise. */
export const IDLE_RULE: IdleRule = {
  browsingMs: 90_000,
  receiptMs: 120_000,
  noticeMs: 40_000,
  warningMs: 20_000,
  extensions: 10,
  coverMs: 180_000,
  unlimitedMs: 20 * 3_600_000,
};

/** The countdown of a session. `endsAt` is monotonic milliseconds and null while it must not run. */
export interface IdleState {
  readonly endsAt: number | null;
  readonly extensionsLeft: number;
}

/** A countdown that begins now. */
export function startIdle(rule: IdleRule, monotonic: number): IdleState {
  return { endsAt: monotonic + rule.browsingMs, extensionsLeft: rule.extensions };
}

/** Begins again after a touch, for `lengthMs`; never shortens what stands. A countdown that is held stays held. */
export function touchIdle(idle: IdleState, lengthMs: number, monotonic: number): IdleState {
  if (idle.endsAt === null) return idle;
  return { ...idle, endsAt: Math.max(idle.endsAt, monotonic + lengthMs) };
}

/** Stops the countdown: somebody is waited for who is not the shopper. */
export function holdIdle(idle: IdleState): IdleState {
  return { ...idle, endsAt: null };
}

/** Lets it run again, from its beginning. */
export function resumeIdle(idle: IdleState, lengthMs: number, monotonic: number): IdleState {
  return { ...idle, endsAt: monotonic + lengthMs };
}
