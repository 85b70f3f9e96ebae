import { describe, expect, it } from 'vitest';
import { assert, constantFrom, array, property } from 'fast-check';
import type { DoorAnswer, DoorFlow } from '../../../../src/core/compartments/door-flow.ts';
import type { ReturnReason } from '../../../../src/contract/hub/silo.ts';
import type { Goods } from '../../../../src/core/returns/goods.ts';
import { type Bundle, RETURN_RULE as rule, type ReturnEvent, type ReturnState, type ReturnStep } from '../../../../src/core/returns/return-flow.ts';
import { beginReturn, interruptedReturn, isChoosing, isWarned, stepReturn } from '../../../../src/core/returns/return-step.ts';
import type { CompartmentId, IntentId, OrderId, PassId } from '../../../../src/kernel/ids.ts';

const picture = { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' } as const;
const shirt: Goods = { sku: 'CAM', title: 'Camisa', size: 'M', colour: null, picture, max: 2, quantity: 0, reason: null };
const shoes: Goods = { ...shirt, sku: 'ZAP', title: 'Zapato', max: 1 };
const known: Bundle = { returnId: null, orderId: 'o1' as OrderId, number: 'K1-00001-7', goods: [shirt, shoes], pieces: 1, size: null, email: null };
const unknown: Bundle = { ...known, returnId: 'r1' as PassId, orderId: null, number: null, goods: [] };
const compartmentId = '0-01' as CompartmentId;

function flow(kind: 'looking' | 'jammed' | 'open' | 'asking' | 'settling', answer: DoorAnswer | null = null): DoorFlow {
  const carried = { purpose: 'return', round: 1, attempt: 1, blind: false, recovered: false, openedAt: 1, closedAt: null, answer, reopened: false } as const;
  switch (kind) {
    case 'looking':
      return { ...carried, kind, pulsedAt: 0, lookedAt: 0, looks: 0, generation: 0, repulse: true };
    case 'open':
      return { ...carried, kind, since: 0, confirmed: true, reminders: 0, closedSince: null };
    default:
      return { ...carried, kind, since: 0 };
  }
}

function ended(outcome: Extract<DoorFlow, { readonly kind: 'ended' }>['outcome'], answer: DoorAnswer | null = null): DoorFlow {
  return { ...flow('settling', answer), kind: 'ended', outcome };
}

/** What the events lead to, one step after the other: the kind of the step, `over`, or why nothing happened. */
function walk(...events: readonly ReturnEvent[]): { readonly path: readonly string[]; readonly state: ReturnState } {
  let state = beginReturn(rule, 0);
  const path: string[] = [];
  for (const event of events) {
    const move = stepReturn(state, event, rule, 0);
    if (move.kind === 'moved') state = move.state;
    path.push(move.kind === 'moved' ? move.state.step.kind : move.kind === 'over' ? 'over' : move.why);
  }
  return { path, state };
}

const door = { intentId: 'i1' as IntentId, compartmentId, flow: flow('looking'), receipt: 'R-7K3M-9QRX' };
const toSize: readonly ReturnEvent[] = [
  { kind: 'identified', bundles: [known] },
  { kind: 'set-quantity', sku: 'CAM', quantity: 1 },
  { kind: 'next' },
  { kind: 'set-reason', sku: 'CAM', reason: 'size' },
];
const toDoor: readonly ReturnEvent[] = [...toSize, { kind: 'opened', door }];

describe('a return', () => {
  it('asks about each piece that comes back, and a press that comes twice does not answer for the next', () => {
    const two: Bundle = { ...known, goods: ['CAM', 'ZAP'].map((sku) => ({ ...shirt, sku, quantity: 1 })) };
    const why = (sku: string, reason: ReturnReason) => ({ kind: 'set-reason', sku, reason }) as const;
    const { path, state } = walk({ kind: 'identified', bundles: [two] }, { kind: 'next' }, why('CAM', 'size'), why('CAM', 'size'), why('ZAP', 'damaged'));
    expect(path).toEqual(['goods', 'reason', 'reason', 'not-now', 'size']);
    expect(state.step).toMatchObject({ bundle: { goods: [{ reason: 'size' }, { reason: 'damaged' }] } });
  });

  it('goes from the code over what and why to a size, a door and a receipt', () => {
    const { path } = walk(
      ...toDoor,
      { kind: 'door', flow: flow('open') },
      { kind: 'door', flow: flow('asking') },
      { kind: 'door', flow: flow('settling', 'placed') },
    );
    expect(path).toEqual(['goods', 'goods', 'reason', 'size', 'door', 'door', 'door', 'done']);
  });

  it('of what nobody here knows asks for the number of pieces only', () => {
    expect(walk({ kind: 'identified', bundles: [unknown] }, { kind: 'set-pieces', pieces: 4 }, { kind: 'next' }).path).toEqual(['pieces', 'pieces', 'size']);
  });

  it('asks which order where there are several, and takes no other', () => {
    const second: Bundle = { ...known, orderId: 'o2' as OrderId };
    const { path, state } = walk(
      { kind: 'identified', bundles: [known, second] },
      { kind: 'choose-order', orderId: 'o3' as OrderId },
      { kind: 'choose-order', orderId: 'o2' as OrderId },
    );
    expect([path, state.step]).toEqual([['which', 'not-now', 'goods'], { kind: 'goods', bundle: second }]);
  });

  it('does not go on before something is chosen, and skips reasons that are known', () => {
    expect(walk({ kind: 'identified', bundles: [known] }, { kind: 'next' }).path).toEqual(['goods', 'nothing-chosen']);
    const announced: Bundle = { ...known, goods: [{ ...shirt, quantity: 1, reason: 'size' }, shoes] };
    expect(walk({ kind: 'identified', bundles: [announced] }, { kind: 'next' }).path).toEqual(['goods', 'size']);
  });

  it('goes back step by step, and from the first one away; never past a door that was opened', () => {
    const back: ReturnEvent = { kind: 'back' };
    expect(walk(...toSize, back, back, back, back).path.slice(4)).toEqual(['reason', 'goods', 'identify', 'over']);
    expect(walk({ kind: 'identified', bundles: [unknown] }, { kind: 'next' }, back, back).path).toEqual(['pieces', 'size', 'pieces', 'identify']);
    expect(walk(...toDoor, back).path.at(-1)).toBe('not-now');
  });

  it('takes a PIN and a refusal only while somebody is asked who they are', () => {
    const refused: ReturnEvent = { kind: 'refused', refusal: { kind: 'not-valid' } };
    expect(walk({ kind: 'checking' }, { kind: 'checking' }, refused, { kind: 'checking' }, { kind: 'wait', until: 5 }, { kind: 'back' }).path).toEqual([
      'checking',
      'not-now',
      'refused',
      'checking',
      'wait',
      'identify',
    ]);
    expect(walk(...toSize, refused).path.at(-1)).toBe('not-now');
  });
});

describe('what the door says', () => {
  const stepAfter = (...flows: readonly DoorFlow[]) => walk(...toDoor, ...flows.map((one): ReturnEvent => ({ kind: 'door', flow: one }))).state.step;

  it.each([
    ['placed', 'done'],
    ['not-empty', 'size'],
    ['changed-mind', 'nothing'],
    ['none', 'unsure'],
  ] as const)('after the answer %s comes %s', (answer, kind) => {
    expect(stepAfter(flow('open'), flow('asking'), flow('settling', answer)).kind).toBe(kind);
  });

  it('not empty offers another size at once, with the door that it was about', () => {
    expect(stepAfter(flow('settling', 'not-empty'))).toMatchObject({ kind: 'size', again: { why: 'not-empty', compartmentId } });
  });

  it('jammed offers another compartment, also when it is over', () => {
    for (const stuck of [flow('jammed'), ended('open-failed')]) {
      expect(walk(...toDoor, { kind: 'door', flow: stuck }, { kind: 'change' }).state.step).toMatchObject({ kind: 'size', again: { why: 'did-not-open' } });
    }
    expect(walk(...toDoor, { kind: 'change' }).path.at(-1)).toBe('not-now');
  });

  it('an end that nobody saw leaves it to staff', () => {
    expect(stepAfter(ended('suspect'))).toEqual({ kind: 'unsure', compartmentId, why: 'unseen' });
    expect(stepAfter(ended('unknown'))).toEqual({ kind: 'unsure', compartmentId, why: 'unseen' });
  });

  it('open again after it was booked: to be closed, and done again when it is', () => {
    const steps = [flow('settling', 'placed'), flow('open', 'placed')];
    expect(stepAfter(...steps)).toMatchObject({ kind: 'door', door: { flow: { kind: 'open', answer: 'placed' } } });
    expect(stepAfter(...steps, flow('settling', 'placed')).kind).toBe('done');
  });

  it('who leaves an open door is done where they had answered, and unsure where not', () => {
    expect(walk(...toDoor, { kind: 'door', flow: flow('open') }, { kind: 'leave' }).state.step).toMatchObject({ kind: 'unsure', why: 'unseen' });
    expect(walk(...toDoor, { kind: 'door', flow: flow('open', 'placed') }, { kind: 'leave' }).state.step.kind).toBe('done');
  });
});

describe('time', () => {
  const time: ReturnEvent = { kind: 'time' };
  const at = (state: ReturnState, mono: number) => {
    const move = stepReturn(state, time, rule, mono);
    return move.kind === 'moved' ? move.state.step.kind : move.kind;
  };

  it('ends a choice that nobody goes on with, and puts the end off with every touch', () => {
    const begun = beginReturn(rule, 1000);
    expect([begun.endsAt, at(begun, 90_999), at(begun, 91_000)]).toEqual([91_000, 'identify', 'over']);
    const move = stepReturn(begun, { kind: 'identified', bundles: [known] }, rule, 50_000);
    expect(move).toMatchObject({ kind: 'moved', state: { endsAt: 140_000 } });
  });

  it('can be put off ten times', () => {
    let state = beginReturn(rule, 0);
    for (let i = 0; i < 10; i++) {
      const move = stepReturn(state, { kind: 'extend' }, rule, i);
      if (move.kind === 'moved') state = move.state;
    }
    expect([state.extensionsLeft, stepReturn(state, { kind: 'extend' }, rule, 9)]).toEqual([0, { kind: 'unexpected', why: 'no-extensions-left' }]);
  });

  it('stands still while a door moves or is open, and makes a question that nobody answers unsure', () => {
    expect(walk(...toDoor, { kind: 'door', flow: flow('open') }).state.endsAt).toBeNull();
    const asked = walk(...toDoor, { kind: 'door', flow: flow('asking') }).state;
    expect([asked.endsAt, at(asked, rule.answerMs)]).toEqual([rule.answerMs, 'unsure']);
  });

  it('takes what is only told away', () => {
    const told = interruptedReturn(compartmentId, rule, 0);
    expect([told.step, at(told, rule.tellingMs)]).toEqual([{ kind: 'unsure', compartmentId, why: 'restart' }, 'over']);
  });
});

it('never loses its way: every step has an end, or a door that brings one, whatever happens', () => {
  const events = constantFrom<ReturnEvent>(
    ...toDoor,
    ...(['looking', 'jammed', 'open', 'asking', 'settling'] as const).map((kind): ReturnEvent => ({ kind: 'door', flow: flow(kind) })),
    ...(['placed', 'not-empty', 'changed-mind', 'none'] as const).map((said): ReturnEvent => ({ kind: 'door', flow: flow('settling', said) })),
    { kind: 'door', flow: ended('open-failed') },
    { kind: 'door', flow: ended('suspect') },
    { kind: 'checking' },
    { kind: 'refused', refusal: { kind: 'unreadable' } },
    { kind: 'wait', until: 9 },
    { kind: 'identified', bundles: [unknown] },
    { kind: 'back' },
    { kind: 'next' },
    { kind: 'change' },
    { kind: 'leave' },
    { kind: 'extend' },
    { kind: 'time' },
  );
  const isHeld = (step: ReturnStep) => step.kind === 'checking' || step.kind === 'door';
  assert(
    property(array(events, { maxLength: 40 }), (all) => {
      const { state } = walk(...all);
      expect(state.endsAt !== null || isHeld(state.step)).toBe(true);
      if (isChoosing(state.step)) expect(isWarned(state.step)).toBe(true);
    }),
  );
});
