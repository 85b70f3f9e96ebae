import { describe, expect, it } from 'vitest';
import { beginDoorFlow } from '../../../../src/core/compartments/door-step.ts';
import { doorTimings } from '../../../../src/core/compartments/door-timings.ts';
import type { DoorFlow } from '../../../../src/core/compartments/door-flow.ts';
import { type CollectionFacts, judgeCollection } from '../../../../src/core/parcels/judge-collection.ts';
import type { CompartmentId, IntentId, ParcelId } from '../../../../src/kernel/ids.ts';

const parcelId = 'p1' as ParcelId;
const compartmentId = '0-03' as CompartmentId;
const intentId = 'i1' as IntentId;
const pulsing = beginDoorFlow('collect', doorTimings).flow;
const good: CollectionFacts = {
  pass: { kind: 'collect', generation: 0, flags: { pin: false, totp: false, assistOnly: false } },
  seenGeneration: 0,
  pinGiven: false,
  parcel: { parcelId, status: 'stored' },
  compartment: { compartmentId, state: 'occupied' },
  live: null,
};

describe('a good code', () => {
  it('opens the compartment of its parcel', () => {
    expect(judgeCollection(good)).toEqual({ kind: 'open', parcelId, compartmentId });
  });

  const refused: readonly [string, Partial<CollectionFacts>, string][] = [
    ['an older generation than was seen', { seenGeneration: 1 }, 'R_REVOKED'],
    ['of a kind that is not for collecting', { pass: { ...good.pass, kind: 'courier-collect' } }, 'R_STATE'],
    ['for assisted collection only', { pass: { ...good.pass, flags: { ...good.pass.flags, assistOnly: true } } }, 'R_STATE'],
    ['that asks for its PIN', { pass: { ...good.pass, flags: { ...good.pass.flags, pin: true } } }, 'R_PIN'],
    ['of no parcel here', { parcel: null }, 'R_STATE'],
    ['of a parcel in no compartment', { compartment: null }, 'R_STATE'],
    ['of a parcel still being loaded', { parcel: { parcelId, status: 'loading' } }, 'R_STATE'],
    ['of a parcel already collected', { parcel: { parcelId, status: 'collected' } }, 'R_STATE'],
    ['of a parcel taken back', { parcel: { parcelId, status: 'withdrawn' } }, 'R_STATE'],
    ['of a compartment that is suspect', { compartment: { compartmentId, state: 'suspect' } }, 'R_STATE'],
  ];
  for (const [what, change, refusal] of refused) {
    it(`${what} is refused as ${refusal}`, () => {
      expect(judgeCollection({ ...good, ...change })).toEqual({ kind: 'refuse', refusal: { kind: refusal }, inUse: false });
    });
  }

  it('opens with its PIN where it asks for one', () => {
    expect(judgeCollection({ ...good, pass: { ...good.pass, flags: { ...good.pass.flags, pin: true } }, pinGiven: true }).kind).toBe('open');
  });

  it('opens a compartment that asks for a check: the parcel is the authority', () => {
    expect(judgeCollection(good).kind).toBe('open');
  });
});

describe('a good code while its door is busy', () => {
  const carried = { ...pulsing };
  const flows: readonly [DoorFlow, string][] = [
    [pulsing, 'show'],
    [{ ...carried, kind: 'open', since: 0, confirmed: true, reminders: 0, closedSince: null }, 'show'],
    [{ ...carried, kind: 'settling', since: 0 }, 'show'],
    [{ ...carried, kind: 'jammed', since: 0 }, 'retry'],
    [{ ...carried, kind: 'guarding', recovered: true, closedSince: null }, 'in use'],
    [{ ...carried, kind: 'settling', recovered: true, since: 0 }, 'in use'],
    [{ ...carried, purpose: 'load', kind: 'asking', since: 0 }, 'in use'],
  ];
  for (const [flow, expected] of flows) {
    it(`${flow.purpose} ${flow.kind}${flow.recovered ? ' after a restart' : ''}: ${expected}`, () => {
      const verdict = judgeCollection({ ...good, live: { intentId, parcelId, flow } });
      expect(verdict).toEqual(expected === 'in use' ? { kind: 'refuse', refusal: { kind: 'R_STATE' }, inUse: true } : { kind: expected, intentId });
    });
  }

  it('is told to wait when the intent is for another parcel', () => {
    expect(judgeCollection({ ...good, live: { intentId, parcelId: 'p2' as ParcelId, flow: pulsing } })).toMatchObject({ kind: 'refuse', inUse: true });
  });
});
