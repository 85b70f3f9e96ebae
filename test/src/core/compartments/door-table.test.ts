import { describe, expect, it } from 'vitest';
import type { DoorEvent, DoorFlow, DoorStep } from '../../../../src/core/compartments/door-flow.ts';
import { doorTimings } from '../../../../src/core/compartments/door-timings.ts';
import { stepDoor } from '../../../../src/core/compartments/door-step.ts';

const at = { mono: 100_000, wall: 1_700_000_100_000 };
const carried = { round: 1, attempt: 1, blind: false, recovered: false, openedAt: null, closedAt: null, answer: null, reopened: false };
const wasOpen = { ...carried, openedAt: 1_700_000_050_000 };

/** Each state as it is some quiet time after it was entered, before any of its own times ran out. */
function states(purpose: 'collect' | 'load'): readonly DoorFlow[] {
  const asked: readonly DoorFlow[] = purpose === 'load' ? [{ ...wasOpen, purpose, kind: 'asking', since: 99_000, closedAt: 1_700_000_099_000 }] : [];
  return [
    { ...carried, purpose, kind: 'pulsing' },
    { ...carried, purpose, kind: 'looking', pulsedAt: 99_500, lookedAt: 99_900, looks: 3, generation: 7, repulse: true },
    { ...carried, purpose, kind: 'jammed', since: 99_000 },
    { ...wasOpen, purpose, kind: 'open', since: 98_000, confirmed: true, reminders: 0, closedSince: null },
    ...asked,
    { ...wasOpen, purpose, kind: 'settling', since: 99_000, closedAt: 1_700_000_099_000, answer: purpose === 'load' ? 'placed' : null },
    { ...carried, purpose, kind: 'guarding', recovered: true, closedSince: null, openSince: null, reminders: 0 },
    { ...carried, purpose, kind: 'ended', outcome: 'open-failed' },
  ];
}

const events: Readonly<Record<string, DoorEvent>> = {
  'pulse sent': { kind: 'pulsed', outcome: 'sent', generation: 7, at },
  'pulse unsure': { kind: 'pulsed', outcome: 'unsure', generation: 7, at },
  'pulse expired': { kind: 'pulsed', outcome: 'expired', generation: 7, at },
  'pulse not sent': { kind: 'pulsed', outcome: 'not-sent', generation: 7, at },
  'seen open': { kind: 'look', sensor: 'open', generation: 7, at },
  'seen closed': { kind: 'look', sensor: 'closed', generation: 7, at },
  'not seen': { kind: 'look', sensor: 'unknown', generation: 7, at },
  retry: { kind: 'retry', at },
  answer: { kind: 'answer', answer: 'placed', at },
  misdirected: { kind: 'misdirected', at },
  recover: { kind: 'recover', at },
};

/** What a step did, in one line: the new state, what became durable, and the pulses. */
function summary(step: DoorStep): string {
  if (step.kind === 'unexpected') return 'unexpected';
  const effects = step.effects.flatMap((effect) => (effect.kind === 'watch' ? [] : effect.kind === 'record' ? [effect.record.kind] : ['PULSE']));
  return [step.flow.kind, ...effects].join(' ');
}

function table(purpose: 'collect' | 'load'): Record<string, Record<string, string>> {
  return Object.fromEntries(
    states(purpose).map((state) => [
      state.kind,
      Object.fromEntries(Object.entries(events).map(([name, event]) => [name, summary(stepDoor(state, event, doorTimings))])),
    ]),
  );
}

const none = 'unexpected';
const shared = {
  pulsing: {
    'pulse sent': 'looking',
    'pulse unsure': 'looking pulse-trouble',
    'pulse expired': 'looking pulse-trouble',
    'pulse not sent': 'jammed pulse-trouble did-not-open',
    'seen open': 'open opened',
    'seen closed': 'pulsing',
    'not seen': 'pulsing',
    retry: none,
    answer: none,
    misdirected: 'jammed did-not-open',
    recover: 'guarding recovered',
  },
  looking: {
    'pulse sent': none,
    'pulse unsure': none,
    'pulse expired': none,
    'pulse not sent': none,
    'seen open': 'open opened',
    'seen closed': 'looking',
    'not seen': 'looking',
    retry: none,
    answer: none,
    misdirected: 'jammed did-not-open',
    recover: 'guarding recovered',
  },
  jammed: {
    'pulse sent': none,
    'pulse unsure': none,
    'pulse expired': none,
    'pulse not sent': none,
    'seen open': 'open opened',
    'seen closed': 'jammed',
    'not seen': 'jammed',
    retry: 'pulsing attempt PULSE',
    answer: none,
    misdirected: 'jammed',
    recover: 'guarding recovered',
  },
  open: {
    'pulse sent': 'open',
    'pulse unsure': 'open',
    'pulse expired': 'open',
    'pulse not sent': 'open',
    'seen open': 'open',
    'seen closed': 'open',
    'not seen': 'open',
    retry: none,
    answer: none,
    misdirected: none,
    recover: 'guarding recovered',
  },
  settling: {
    'pulse sent': none,
    'pulse unsure': none,
    'pulse expired': none,
    'pulse not sent': none,
    'seen open': 'open reopened',
    'seen closed': 'settling',
    'not seen': 'settling',
    retry: none,
    answer: none,
    misdirected: none,
    recover: 'guarding recovered',
  },
  guarding: {
    'pulse sent': none,
    'pulse unsure': none,
    'pulse expired': none,
    'pulse not sent': none,
    'seen open': 'guarding',
    'seen closed': 'guarding',
    'not seen': 'guarding',
    retry: none,
    answer: none,
    misdirected: none,
    recover: 'guarding recovered',
  },
  ended: {
    'pulse sent': none,
    'pulse unsure': none,
    'pulse expired': none,
    'pulse not sent': none,
    'seen open': none,
    'seen closed': none,
    'not seen': none,
    retry: none,
    answer: none,
    misdirected: none,
    recover: none,
  },
};

describe('every event in every state of a door', () => {
  it('is spelt out for a collection', () => {
    expect(table('collect')).toEqual(shared);
  });

  it('is spelt out for a load, which asks staff what they did', () => {
    expect(table('load')).toEqual({
      ...shared,
      asking: {
        'pulse sent': none,
        'pulse unsure': none,
        'pulse expired': none,
        'pulse not sent': none,
        'seen open': 'open reopened',
        'seen closed': 'asking',
        'not seen': 'asking',
        retry: none,
        answer: 'settling answered',
        misdirected: none,
        recover: 'guarding recovered',
      },
    });
  });

  it('says of an unexpected event what came when', () => {
    const [pulsing] = states('collect');
    if (pulsing === undefined) throw new Error('no state');
    expect(stepDoor(pulsing, { kind: 'retry', at }, doorTimings)).toEqual({ kind: 'unexpected', flow: pulsing, state: 'pulsing', event: 'retry' });
  });
});
