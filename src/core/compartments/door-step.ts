import { assertNever } from '../../kernel/assert-never.ts';
import {
  type Asking,
  answersTo,
  type DoorEffect,
  type DoorEvent,
  type DoorFlow,
  type DoorOutcome,
  type DoorPurpose,
  type DoorRecord,
  type DoorStep,
  type Guarding,
  type Instant,
  type Jammed,
  type Looking,
  type Open,
  type Pulsing,
  type Settling,
  type DoorAnswer,
} from './door-flow.ts';
import type { DoorTimings } from './door-timings.ts';

type Look = Extract<DoorEvent, { readonly kind: 'look' }>;
type Carried = Pick<DoorFlow, 'purpose' | 'round' | 'attempt' | 'blind' | 'recovered' | 'openedAt' | 'closedAt' | 'answer' | 'reopened'>;

/** The flow of a fresh intent: its first pulse is decided and must be durable before it is sent. */
export function beginDoorFlow(purpose: DoorFlow['purpose'], timings: DoorTimings): Extract<DoorStep, { readonly kind: 'moved' }> {
  const carried: Carried = {
    purpose,
    round: 1,
    attempt: 1,
    blind: false,
    recovered: false,
    openedAt: null,
    closedAt: null,
    answer: null,
    reopened: false,
  };
  return pulseAgain(carried, timings);
}

/** Moves a flow by one event. Pure: what is to be done comes back as effects. */
export function stepDoor(flow: DoorFlow, event: DoorEvent, timings: DoorTimings): DoorStep {
  if (flow.kind === 'ended') return unexpected(flow, event);
  switch (event.kind) {
    case 'recover':
      return moved({ ...carry(flow), kind: 'guarding', recovered: true, closedSince: null, openSince: null, reminders: 0 }, { kind: 'recovered' });
    case 'look':
      return look(flow, event, timings);
    case 'pulsed':
      return pulsed(flow, event);
    case 'retry':
      if (flow.kind !== 'jammed' || flow.round >= timings.rounds) return unexpected(flow, event);
      return pulseAgain({ ...carry(flow), round: flow.round + 1, attempt: 1 }, timings);
    case 'misdirected':
      return misdirected(flow, event.at, timings);
    case 'answer':
      if (flow.kind !== 'asking' || !isAnswer(flow.purpose, event.answer)) return unexpected(flow, event);
      return answer(flow, event.answer, event.at);
    default:
      return assertNever(event);
  }
}

/** May a person press "try again" now? */
export function mayRetry(flow: DoorFlow, timings: DoorTimings): boolean {
  return flow.kind === 'jammed' && flow.round < timings.rounds;
}

/** Milliseconds until the sensor should be read for this flow again, or null when it is over. */
export function nextLookMs(flow: DoorFlow, timings: DoorTimings): number | null {
  if (flow.kind === 'ended') return null;
  return flow.kind === 'pulsing' || flow.kind === 'looking' ? timings.lookEveryMs : timings.restLookMs;
}

function look(flow: Exclude<DoorFlow, { readonly kind: 'ended' }>, event: Look, timings: DoorTimings): DoorStep {
  switch (flow.kind) {
    case 'pulsing':
      if (event.sensor === 'open') return opened(flow, event.at);
      return moved({ ...flow, blind: flow.blind || event.sensor === 'unknown' });
    case 'looking':
      return lookAfterPulse(flow, event, timings);
    case 'jammed':
      return lookJammed(flow, event, timings);
    case 'open':
      return lookOpen(flow, event, timings);
    case 'asking':
      if (event.sensor === 'open') return reopened(flow, event.at);
      return event.at.mono - flow.since >= timings.answerWithinMs ? answer(flow, 'none', event.at) : moved(flow);
    case 'settling':
      return lookSettling(flow, event, timings);
    case 'guarding':
      return lookGuarding(flow, event, timings);
    default:
      return assertNever(flow);
  }
}

function lookAfterPulse(flow: Looking, event: Look, timings: DoorTimings): DoorStep {
  if (event.sensor === 'open') return opened(flow, event.at);
  const { mono } = event.at;
  const sameBus = event.generation === flow.generation;
  const stale = mono - flow.lookedAt > timings.staleMs;
  const next: Looking = {
    ...flow,
    looks: flow.looks + 1,
    lookedAt: mono,
    blind: flow.blind || event.sensor === 'unknown' || !sameBus,
    repulse: flow.repulse && sameBus && !stale,
  };
  const waitMs = Math.max(timings.betweenPulsesMs, timings.looksPerPulse * timings.lookEveryMs);
  if (next.looks < timings.looksPerPulse || mono - next.pulsedAt < waitMs) return moved(next);
  // Only a door that is seen closed is pulsed again: with the sensor silent nobody knows what the last pulse did.
  const again = next.repulse && event.sensor === 'closed' && next.attempt < timings.pulsesPerRound;
  return again ? pulseAgain({ ...carry(next), attempt: next.attempt + 1 }, timings) : jam(next, event.at);
}

function lookJammed(flow: Jammed, event: Look, timings: DoorTimings): DoorStep {
  if (event.sensor === 'open') return opened(flow, event.at);
  if (event.sensor === 'unknown') return moved({ ...flow, blind: true });
  const guardMs = mayRetry(flow, timings) ? Math.max(timings.quarantineMs, timings.retryOfferMs) : timings.quarantineMs;
  return event.at.mono - flow.since >= guardMs ? end(flow) : moved(flow);
}

function lookOpen(flow: Open, event: Look, timings: DoorTimings): DoorStep {
  const { mono } = event.at;
  if (event.sensor === 'closed') {
    if (flow.closedSince === null) return moved({ ...flow, closedSince: mono });
    // An opening that was none leads to "try again", and by then the coil must have rested.
    const hasRested = flow.confirmed || mono - flow.since >= timings.betweenPulsesMs;
    return hasRested && mono - flow.closedSince >= timings.settledMs ? closed(flow, event.at) : moved(flow);
  }
  // Out of sight it is neither seen open nor closed, but reminded of: whoever waits for this screen must not wait for a dead board.
  const confirmed = flow.confirmed || (event.sensor === 'open' && mono - flow.since >= timings.settledMs);
  const next: Open = { ...flow, closedSince: null, confirmed };
  const due = timings.remindersMs[flow.reminders];
  if (due === undefined || mono - flow.since < due) return moved(next);
  const count = flow.reminders + 1;
  return moved({ ...next, reminders: count }, { kind: 'reminder', count, last: count === timings.remindersMs.length });
}

function lookSettling(flow: Settling, event: Look, timings: DoorTimings): DoorStep {
  if (event.sensor === 'open') return flow.recovered ? guardAgain(flow) : reopened(flow, event.at);
  if (event.sensor === 'unknown') return moved({ ...flow, blind: true });
  return event.at.mono - flow.since >= timings.quarantineMs ? end(flow) : moved(flow);
}

function lookGuarding(flow: Guarding, event: Look, timings: DoorTimings): DoorStep {
  const { mono } = event.at;
  if (event.sensor !== 'closed') return stillOpen(flow, event, timings);
  if (flow.closedSince === null) return moved({ ...flow, closedSince: mono });
  return mono - flow.closedSince >= timings.settledMs ? moved({ ...carry(flow), kind: 'settling', since: mono }, { kind: 'closed' }) : moved(flow);
}

/** A door that stands open since before a restart is reminded of, and counts as left open, as it would have been without one. */
function stillOpen(flow: Guarding, { sensor, at: { mono } }: Look, timings: DoorTimings): DoorStep {
  const openSince = flow.openSince ?? (sensor === 'open' ? mono : null);
  const next: Guarding = { ...flow, closedSince: null, openSince };
  const due = timings.remindersMs[flow.reminders];
  if (openSince === null || due === undefined || mono - openSince < due) return moved(next);
  const count = flow.reminders + 1;
  return moved({ ...next, reminders: count }, { kind: 'reminder', count, last: count === timings.remindersMs.length });
}

function pulsed(flow: DoorFlow, event: Extract<DoorEvent, { readonly kind: 'pulsed' }>): DoorStep {
  // The door may be seen open before the driver has finished telling that the frame left.
  if (flow.kind === 'open') return moved(flow);
  if (flow.kind !== 'pulsing') return unexpected(flow, event);
  const { mono } = event.at;
  const looking: Looking = { ...carry(flow), kind: 'looking', pulsedAt: mono, lookedAt: mono, looks: 0, generation: event.generation, repulse: true };
  switch (event.outcome) {
    case 'sent':
      return moved(looking);
    case 'expired':
      // The process was stopped, or the bus was busy for seconds: whether anybody still stands there, only a person can tell.
      return moved({ ...looking, repulse: false }, { kind: 'pulse-trouble', outcome: 'expired' });
    case 'unsure':
      return moved({ ...looking, blind: true, repulse: false }, { kind: 'pulse-trouble', outcome: 'unsure' });
    case 'not-sent':
      return jam(flow, event.at, { kind: 'pulse-trouble', outcome: 'not-sent' });
    default:
      return assertNever(event.outcome);
  }
}

function pulseAgain(carried: Carried, timings: DoorTimings): Extract<DoorStep, { readonly kind: 'moved' }> {
  const flow: Pulsing = { ...carried, kind: 'pulsing' };
  const record: DoorRecord = { kind: 'attempt', round: carried.round, attempt: carried.attempt };
  const watchMs = timings.pulseValidMs + timings.looksPerPulse * timings.lookEveryMs;
  return { kind: 'moved', flow, effects: [{ kind: 'record', record }, { kind: 'watch', forMs: watchMs }, { kind: 'pulse' }] };
}

function jam(flow: DoorFlow, at: Instant, ...before: readonly DoorRecord[]): DoorStep {
  return moved({ ...carry(flow), kind: 'jammed', since: at.mono }, ...before, { kind: 'did-not-open' });
}

function opened(flow: Pulsing | Looking | Jammed, at: Instant): DoorStep {
  const open: Open = {
    ...carry(flow),
    kind: 'open',
    openedAt: flow.openedAt ?? at.wall,
    since: at.mono,
    confirmed: false,
    reminders: 0,
    closedSince: null,
  };
  return moved(open, { kind: 'opened' });
}

/** A pulse that opens another door opens it again each time. This one is still watched, since it may open late after all. */
function misdirected(flow: Exclude<DoorFlow, { readonly kind: 'ended' }>, at: Instant, timings: DoorTimings): DoorStep {
  const last = { ...carry(flow), round: timings.rounds };
  if (flow.kind === 'jammed') return moved({ ...last, kind: 'jammed', since: flow.since });
  if (flow.kind !== 'pulsing' && flow.kind !== 'looking') return unexpected(flow, { kind: 'misdirected', at });
  return moved({ ...last, kind: 'jammed', since: at.mono }, { kind: 'did-not-open' });
}

function reopened(flow: Asking | Settling, at: Instant): DoorStep {
  const open: Open = {
    ...carry(flow),
    kind: 'open',
    closedAt: null,
    reopened: true,
    since: at.mono,
    confirmed: true,
    reminders: 0,
    closedSince: null,
  };
  return moved(open, { kind: 'reopened' });
}

function guardAgain(flow: Settling): DoorStep {
  const guarding: Guarding = { ...carry(flow), kind: 'guarding', reopened: true, closedSince: null, openSince: null, reminders: 0 };
  return moved(guarding, { kind: 'reopened' });
}

function closed(flow: Open, at: Instant): DoorStep {
  if (!flow.confirmed) {
    return moved({ ...carry(flow), kind: 'jammed', openedAt: null, blind: true, since: at.mono }, { kind: 'blinked' }, { kind: 'did-not-open' });
  }
  const next = { ...carry(flow), closedAt: at.wall, since: at.mono };
  const asks = answersTo[flow.purpose].length > 0 && flow.answer === null;
  return moved(asks ? { ...next, kind: 'asking' } : { ...next, kind: 'settling' }, { kind: 'closed' });
}

function answer(flow: Asking, said: DoorAnswer, at: Instant): DoorStep {
  // What was missed before is made good by the eyes of whoever answers; from here on it counts again.
  return moved({ ...carry(flow), kind: 'settling', answer: said, since: at.mono, blind: false, reopened: false }, { kind: 'answered', answer: said });
}

function end(flow: Jammed | Settling): DoorStep {
  const outcome = outcomes[flow.purpose](flow);
  return moved({ ...carry(flow), kind: 'ended', outcome }, { kind: 'ended', outcome });
}

const outcomes: Readonly<Record<DoorPurpose, (flow: Jammed | Settling) => DoorOutcome>> = {
  collect: (flow) => observedOutcome(flow, 'collected'),
  reopen: (flow) => observedOutcome(flow, 'closed-again'),
  load: (flow) => putInOutcome(flow, 'loaded', 'loaded-unsure'),
  return: (flow) => putInOutcome(flow, 'returned', 'returned-unsure'),
  recall: recallOutcome,
  check: checkOutcome,
  look: (flow) => observedOutcome(flow, 'closed-again'),
};

/** An opening that was seen, closing included, stays one across a restart; anything less leaves everything where it is, code valid. */
function observedOutcome(flow: Jammed | Settling, seen: DoorOutcome): DoorOutcome {
  if (flow.openedAt !== null && flow.closedAt !== null) return seen;
  return neverOpened(flow) ? 'open-failed' : 'unknown';
}

function putInOutcome(flow: Jammed | Settling, sure: DoorOutcome, unsure: DoorOutcome): DoorOutcome {
  switch (flow.answer) {
    case 'placed':
      return wentUnseen(flow) ? unsure : sure;
    case 'changed-mind':
      return flow.recovered ? 'suspect' : 'abandoned';
    case null:
      return neverOpened(flow) ? 'open-failed' : 'suspect';
    default:
      return 'suspect';
  }
}

/** What staff took out is out, whatever the door did then; only the compartment behind it is then not known to be empty. */
function recallOutcome(flow: Jammed | Settling): DoorOutcome {
  switch (flow.answer) {
    case 'taken':
      return wentUnseen(flow) ? 'taken-unsure' : 'taken';
    case 'empty':
      return 'missing';
    case 'left':
      return wentUnseen(flow) ? 'unknown' : 'left';
    case 'other':
      return 'suspect';
    case null:
      return neverOpened(flow) ? 'open-failed' : 'unknown';
    default:
      return 'unknown';
  }
}

/** Free again only by eyes, and only if nothing can have been put in after they looked. */
function checkOutcome(flow: Jammed | Settling): DoorOutcome {
  if (flow.answer === 'empty' && !wentUnseen(flow)) return 'verified';
  return flow.answer === null && neverOpened(flow) ? 'open-failed' : 'suspect';
}

function neverOpened(flow: Jammed | Settling): boolean {
  return flow.kind === 'jammed' && !flow.blind;
}

function wentUnseen(flow: Jammed | Settling): boolean {
  return flow.blind || flow.reopened || flow.recovered;
}

function isAnswer(purpose: DoorPurpose, said: DoorAnswer): boolean {
  return answersTo[purpose].some((answer) => answer === said);
}

/** Only what every state carries; the rest of a state ends with it. */
function carry(flow: DoorFlow): Carried {
  const { purpose, round, attempt, blind, recovered, openedAt, closedAt, answer: said, reopened: again } = flow;
  return { purpose, round, attempt, blind, recovered, openedAt, closedAt, answer: said, reopened: again };
}

function moved(flow: DoorFlow, ...records: readonly DoorRecord[]): DoorStep {
  const effects: DoorEffect[] = records.map((record) => ({ kind: 'record', record }));
  return { kind: 'moved', flow, effects };
}

function unexpected(flow: DoorFlow, event: DoorEvent): DoorStep {
  return { kind: 'unexpected', flow, state: flow.kind, event: event.kind };
}
