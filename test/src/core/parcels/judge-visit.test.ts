import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecallReason } from '../../../../src/contract/hub/silo.ts';
import type { DoorFlow } from '../../../../src/core/compartments/door-flow.ts';
import { beginDoorFlow } from '../../../../src/core/compartments/door-step.ts';
import { doorTimings } from '../../../../src/core/compartments/door-timings.ts';
import { type EmptiedFacts, judgeVisit, type ParcelFacts, type VisitFacts } from '../../../../src/core/parcels/judge-visit.ts';
import type { CompartmentId, IntentId, ParcelId } from '../../../../src/kernel/ids.ts';

const parcelIdOf = (n: number) => `p${n}` as ParcelId;
const compartmentIdOf = (n: number) => `0-0${n}` as CompartmentId;
const intentIdOf = (n: number) => `i${n}` as IntentId;
const pulsing = beginDoorFlow('collect', doorTimings).flow;
const now = 1_760_000_000_000;

/** Parcel `n`, stored in compartment `n`, with nobody at its door. */
function parcel(n: number, changes: Partial<ParcelFacts> = {}): ParcelFacts {
  return {
    parcelId: parcelIdOf(n),
    status: 'stored',
    recall: null,
    isOnHold: false,
    compartment: { compartmentId: compartmentIdOf(n), state: 'occupied' },
    live: null,
    ...changes,
  };
}

/** Parcel `n`, behind a door that may not be opened. */
function shutIn(n: number, state: 'out-of-service' | 'suspect', changes: Partial<ParcelFacts> = {}): ParcelFacts {
  return parcel(n, { compartment: { compartmentId: compartmentIdOf(n), state }, ...changes });
}

/** Parcel `n`, with an opening of its own door under way. */
function opened(n: number, flow: DoorFlow): ParcelFacts {
  return parcel(n, { live: { intentId: intentIdOf(n), parcelId: parcelIdOf(n), flow } });
}

/** Compartment `n`, emptied a moment ago by parcel `n`. */
function emptied(n: number, changes: Partial<EmptiedFacts> = {}): EmptiedFacts {
  const row = { compartmentId: compartmentIdOf(n), parcelId: parcelIdOf(n), state: 'free-unverified', holdsParcel: false };
  return { ...row, heldUntil: now + 600_000, live: null, ...changes };
}

const good: VisitFacts = {
  pass: { kind: 'collect', generation: 0, flags: { pin: false, totp: false, assistOnly: false } },
  isRevoked: false,
  pinGiven: false,
  parcels: [parcel(1)],
  emptied: [],
  now,
};
const place = (n: number) => ({ parcelId: parcelIdOf(n), compartmentId: compartmentIdOf(n) });
const refusal = (kind: string, inUse = false) => ({ kind: 'refuse', refusal: { kind }, inUse });

describe('a good code', () => {
  it('opens the compartment of its parcel', () => {
    expect(judgeVisit(good)).toEqual({ kind: 'open', parcels: [place(1)] });
  });

  it('opens all that still lies here of its parcels, in the order in which they were loaded', () => {
    const parcels = [parcel(1, { status: 'collected', compartment: null }), parcel(2), parcel(3, { status: 'loading' }), parcel(4)];
    expect(judgeVisit({ ...good, parcels })).toEqual({ kind: 'open', parcels: [place(2), place(4)] });
  });

  const refused: readonly [string, Partial<VisitFacts>, string][] = [
    ['taken back, or older than one that was seen', { isRevoked: true }, 'R_REVOKED'],
    ['of a kind that is not for collecting', { pass: { ...good.pass, kind: 'courier-collect' } }, 'R_STATE'],
    ['for assisted collection only', { pass: { ...good.pass, flags: { ...good.pass.flags, assistOnly: true } } }, 'R_STATE'],
    ['of no parcel here', { parcels: [] }, 'R_STATE'],
    ['of a parcel in no compartment', { parcels: [parcel(1, { compartment: null })] }, 'R_STATE'],
    ['of a parcel still being loaded', { parcels: [parcel(1, { status: 'loading' })] }, 'R_STATE'],
    ['of a parcel already collected', { parcels: [parcel(1, { status: 'collected' })] }, 'R_STATE'],
    ['of a parcel taken back', { parcels: [parcel(1, { status: 'withdrawn' })] }, 'R_STATE'],
    ['of a cancelled parcel behind a door out of service', { parcels: [shutIn(1, 'out-of-service', { recall: 'cancelled' })] }, 'R_STATE'],
  ];
  for (const [what, change, kind] of refused) {
    it(`${what} is refused as ${kind}`, () => {
      expect(judgeVisit({ ...good, ...change })).toEqual(refusal(kind));
    });
  }

  const recalls: readonly [RecallReason, boolean][] = [
    ['expired', true],
    ['damaged', true],
    ['cancelled', false],
    ['requested', false],
    ['returned', false],
  ];
  for (const [recall, opens] of recalls) {
    it(`${opens ? 'still opens' : 'does not open'} a parcel that is to be taken out because it is ${recall}`, () => {
      expect(judgeVisit({ ...good, parcels: [parcel(1, { recall })] })).toEqual(opens ? { kind: 'open', parcels: [place(1)] } : refusal('R_STATE'));
    });
  }
});

describe('a code whose parcels lie behind doors that may not be opened', () => {
  const parcels = [shutIn(1, 'out-of-service'), shutIn(2, 'suspect')];

  it('tells its holder which ones, and why', () => {
    const expected = [
      { ...place(1), why: 'out-of-service' },
      { ...place(2), why: 'look' },
    ];
    expect(judgeVisit({ ...good, parcels })).toEqual({ kind: 'shut', parcels: expected });
  });

  it('opens the others first', () => {
    expect(judgeVisit({ ...good, parcels: [...parcels, parcel(3)] })).toEqual({ kind: 'open', parcels: [place(3)] });
  });

  it('opens again what was emptied a moment ago, while it is kept for them', () => {
    expect(judgeVisit({ ...good, parcels, emptied: [emptied(3)] }).kind).toBe('reopen');
  });

  it('tells nothing to who shows one that was taken back, or has not given its PIN', () => {
    expect(judgeVisit({ ...good, parcels, isRevoked: true })).toEqual(refusal('R_REVOKED'));
    expect(judgeVisit({ ...good, parcels, pass: { ...good.pass, flags: { ...good.pass.flags, pin: true } } })).toEqual({ kind: 'pin' });
  });
});

describe('a code that needs its PIN', () => {
  const withPin: VisitFacts = { ...good, pass: { ...good.pass, flags: { ...good.pass.flags, pin: true } } };

  it('is asked for it before anything is looked at, whatever lies here', () => {
    for (const parcels of [[parcel(1)], [], [parcel(1, { status: 'collected' as const })]])
      expect(judgeVisit({ ...withPin, parcels })).toEqual({ kind: 'pin' });
  });

  it('opens with it', () => {
    expect(judgeVisit({ ...withPin, pinGiven: true }).kind).toBe('open');
  });

  it('is not asked for it when it was taken back', () => {
    expect(judgeVisit({ ...withPin, isRevoked: true })).toEqual(refusal('R_REVOKED'));
  });
});

describe('a code whose compartment was emptied a moment ago', () => {
  const collected = parcel(1, { status: 'collected', compartment: null });

  it('opens it again, while it is kept for them', () => {
    expect(judgeVisit({ ...good, parcels: [collected], emptied: [emptied(1)] })).toEqual({ kind: 'reopen', compartments: [place(1)] });
  });

  it('is asked which, the last one first', () => {
    const facts = { ...good, parcels: [collected], emptied: [emptied(1), emptied(2)] };
    expect(judgeVisit(facts)).toEqual({ kind: 'reopen', compartments: [place(2), place(1)] });
  });

  it('opens what still waits before anything emptied', () => {
    expect(judgeVisit({ ...good, parcels: [collected, parcel(2)], emptied: [emptied(1)] })).toEqual({ kind: 'open', parcels: [place(2)] });
  });

  const over: readonly [string, Partial<EmptiedFacts>][] = [
    ['the grace is over', { heldUntil: now }],
    ['it was not kept at all', { heldUntil: null }],
    ['it was given to somebody else', { state: 'pending', holdsParcel: true }],
    ['it was seen empty', { state: 'free-verified' }],
    ['it is suspect', { state: 'suspect' }],
    ['it is out of service', { state: 'out-of-service' }],
    ['staff stand at its door', { live: { intentId: intentIdOf(9), parcelId: null, flow: { ...pulsing, purpose: 'check' } } }],
  ];
  for (const [what, change] of over) {
    it(`opens nothing when ${what}`, () => {
      expect(judgeVisit({ ...good, parcels: [collected], emptied: [emptied(1, change)] })).toEqual(refusal('R_STATE'));
    });
  }

  it('shows the door that it has opened again, and opens no other one', () => {
    const live = { intentId: intentIdOf(1), parcelId: parcelIdOf(1), flow: { ...pulsing, purpose: 'reopen' as const } };
    expect(judgeVisit({ ...good, parcels: [collected], emptied: [emptied(1, { live }), emptied(2)] })).toEqual({ kind: 'show', intentId: intentIdOf(1) });
  });
});

describe('a good code while a door of it is busy', () => {
  const flows: readonly [DoorFlow, string][] = [
    [pulsing, 'show'],
    [{ ...pulsing, kind: 'open', since: 0, confirmed: true, reminders: 0, closedSince: null }, 'show'],
    [{ ...pulsing, kind: 'settling', since: 0 }, 'show'],
    [{ ...pulsing, kind: 'jammed', since: 0 }, 'retry'],
    [{ ...pulsing, kind: 'guarding', recovered: true, closedSince: null, openSince: null, reminders: 0 }, 'in use'],
    [{ ...pulsing, kind: 'settling', recovered: true, since: 0 }, 'in use'],
    [{ ...pulsing, purpose: 'load', kind: 'asking', since: 0 }, 'in use'],
    [{ ...pulsing, purpose: 'recall', kind: 'asking', since: 0 }, 'in use'],
  ];
  for (const [flow, expected] of flows) {
    it(`${flow.purpose} ${flow.kind}${flow.recovered ? ' after a restart' : ''}: ${expected}`, () => {
      const verdict = judgeVisit({ ...good, parcels: [opened(1, flow)] });
      expect(verdict).toEqual(expected === 'in use' ? refusal('R_STATE', true) : { kind: expected, intentId: intentIdOf(1) });
    });
  }

  it('is told to wait when the opening is for another parcel', () => {
    const live = { intentId: intentIdOf(1), parcelId: parcelIdOf(2), flow: pulsing };
    expect(judgeVisit({ ...good, parcels: [parcel(1, { live })] })).toEqual(refusal('R_STATE', true));
  });

  it('opens the next one while the one before is closed and only watched', () => {
    const verdict = judgeVisit({ ...good, parcels: [opened(1, { ...pulsing, kind: 'settling', since: 0 }), parcel(2)] });
    expect(verdict).toEqual({ kind: 'open', parcels: [place(2)] });
  });

  it('never opens a second door while one of theirs moves, stands open, or may be open', () => {
    const busy: readonly DoorFlow[] = flows.map(([flow]) => flow).filter(({ kind, purpose }) => kind !== 'settling' && purpose === 'collect');
    fc.assert(
      fc.property(fc.constantFrom(...busy), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), (flow, waiting, before) => {
        const others = Array.from({ length: waiting }, (_, index) => parcel(index + 2));
        const parcels = [...others.slice(0, before), opened(1, flow), ...others.slice(before)];
        expect(['show', 'retry', 'refuse']).toContain(judgeVisit({ ...good, parcels, emptied: [emptied(9)] }).kind);
      }),
    );
  });
});
