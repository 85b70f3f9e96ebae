import type { LoadRound, LoadState, LoadStop, LoadTask, RecallFound, RecallItem, RecallRound, RecallState } from '../../src/contract/station/load-views.ts';
import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloView } from '../../src/contract/station/silo-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { done, ok } from '../../src/kernel/result.ts';
import type { MockAnswers, MockScript, MockScripts } from '../bridge/mock/mock-station.ts';

type StaffAnswers = NonNullable<MockAnswers['staff']>;
/** Draws a scene of the staff screens, and names the doors of its bank. */
export interface FloorStage {
  scene(changes: Partial<StaffView>, answers?: StaffAnswers): MockScript;
  door(number: number): Door;
}

/** Written out, so that the page carries no schema library for them. */
const stopReasons: readonly LoadStop['reason'][] = [
  'unreadable',
  'unknown-order',
  'for-shipping',
  'for-desk',
  'cancelled',
  'not-paid',
  'on-hold',
  'already-loaded',
  'already-collected',
  'still-watched',
  'too-big',
  'no-free-compartment',
  'only-kept',
  'no-blank-pass',
  'doors-unreachable',
  'storage',
];

/** What a page may ask while somebody loads or takes out. */
export const floorAnswers: StaffAnswers = {
  beginLoad: () => done,
  scanParcel: () => done,
  retryLoad: () => done,
  answerLoad: () => done,
  loadElsewhere: () => done,
  closeLoad: () => done,
  undoLoad: () => done,
  endLoadRound: () => done,
  printRound: () => done,
  recallList: () => ok([]),
  startRecall: () => done,
  retryRecall: () => done,
  scanRecall: () => done,
  answerRecall: () => done,
  nextRecall: () => done,
  closeRecall: () => done,
  printRecall: () => done,
  courierTouch: () => done,
  courierLeave: () => done,
};

/** The scenes of loading parcel after parcel and of taking out, for staff. */
export function floorScripts({ scene, door }: FloorStage): MockScripts {
  const task = (state: LoadState, changes: Partial<LoadTask> = {}) => scene({ load: { ...taskAt(state), ...changes } });
  const stops = stopReasons.map((reason) => [`staff-stop-${reason}`, () => scene({ round: roundOf(door, stopAt(reason)) })] as const);
  const recall = (state: RecallState, changes: Partial<RecallRound> = {}) => scene({ recall: { ...recallAt(door, state), ...changes } });
  const at = door(9);
  const founds: readonly RecallFound[] = ['missing', 'other', 'unsure'];
  const results = founds.map((found) => [`staff-recall-result-${found}`, () => recall({ kind: 'result', door: at, found })] as const);
  const reasons = ['in-use', 'gone', 'stays', 'doors-unreachable', 'storage'] as const;
  const pauses = reasons.map((reason) => [`staff-recall-paused-${reason}`, () => recall({ kind: 'paused', door: at, reason })] as const);
  return {
    ...Object.fromEntries([...stops, ...results, ...pauses]),
    'staff-load-desk': () => scene({}),
    'staff-load-desk-round': () => scene({ round: roundOf(door, null) }),
    'staff-load-desk-forty': () => scene({ round: fortyOf(door) }),
    'staff-load-second': () => task({ kind: 'open', door: at, openedAt: Date.now() }, { parcel: 2, sharesCode: true, next: 'K1-00041-K' }),
    'staff-load-no-low-door': () => task({ kind: 'open', door: at, openedAt: Date.now() }, { lowDoor: 'none-free' }),
    'staff-load-ask-next': () => task({ kind: 'ask', door: at }, { next: 'K1-00041-K' }),
    'staff-load-ask-largest': () => task({ kind: 'ask', door: at }, { canGrow: false }),
    'staff-recall-desk': () => scene({}, { recallList: () => ok(itemsOf(door)) }),
    'staff-recall-desk-forty': () => scene({}, { recallList: () => ok(manyOf(itemsOf(door))) }),
    'staff-recall-opening': () => recall({ kind: 'opening', door: at }),
    'staff-recall-open': () => recall({ kind: 'open', door: at, openedAt: Date.now() }),
    'staff-recall-open-differs': () => recall({ kind: 'open', door: at, openedAt: Date.now() }, { label: 'differs' }),
    'staff-recall-ask': () => recall({ kind: 'ask', door: at }),
    'staff-recall-ask-matches': () => recall({ kind: 'ask', door: at }, { label: 'matches' }),
    'staff-recall-ask-unreadable': () => recall({ kind: 'ask', door: at }, { label: 'unreadable' }),
    'staff-recall-did-not-open': () => recall({ kind: 'did-not-open', door: at, canRetry: true }),
    'staff-recall-did-not-open-again': () => recall({ kind: 'did-not-open', door: at, canRetry: false }),
    'staff-recall-finished': () => recall({ kind: 'finished' }, { at: null, items: foundItems(door) }),
    'staff-recall-undone': () => recall({ kind: 'finished' }, { at: null, task: 'undo', items: foundItems(door).slice(0, 1) }),
  };
}

/** A courier at the silo: what the silo says, with what the staff screens say of them. */
export function courierScripts(silo: (state: SiloView['state']) => MockScript, bank: readonly Door[]): MockScripts {
  const door = (number: number): Door => {
    const found = bank.find((candidate) => candidate.number === number);
    if (found === undefined) throw new Error(`no door ${number}`);
    return found;
  };
  const atWork = (changes: Partial<StaffView> = {}, answers: StaffAnswers = {}): MockScript => {
    const { silo: view } = silo({ kind: 'courier' });
    if (view === undefined) throw new Error('no view');
    const { at, place, hub } = view;
    const courier: NonNullable<StaffView['courier']> = { name: 'Mensajería Sol', rights: ['deposit', 'collect'], begins: 'deposit', endsAt: at + 150_000 };
    const staff: StaffView = { at, place, hub, member: null, bank: [...bank], courier, load: null, round: null, recall: null, check: null, ...changes };
    return { silo: view, staff, answers: { staff: { ...floorAnswers, ...answers } } };
  };
  const pin = (wrong: boolean): MockScript => ({
    ...silo({ kind: 'courier-pin', wrong, until: Date.now() + 60_000 }),
    answers: { silo: { dismiss: () => done } },
  });
  return {
    'courier-pin': () => pin(false),
    'courier-pin-wrong': () => pin(true),
    'courier-desk': () => atWork({ round: roundOf(door, null) }),
    'courier-load-open': () => atWork({ load: taskAt({ kind: 'open', door: door(9), openedAt: Date.now() }) }),
    'courier-loaded': () => atWork({ load: taskAt({ kind: 'loaded', door: door(9), slip: null }) }),
    'courier-stop': () => atWork({ round: roundOf(door, stopAt('no-free-compartment')) }),
    'courier-recall': () => atWork({ recall: recallAt(door, { kind: 'open', door: door(9), openedAt: Date.now() }) }),
  };
}

const number = 'K1-00042-7';
const uuid = (n: number) => `0192f0c1-7b6e-7d3a-9c1e-00000000${String(n).padStart(4, '0')}`;

function taskAt(state: LoadState): LoadTask {
  return { orderId: uuid(1), number, size: 'M', parcel: 1, sharesCode: false, lowDoor: 'not-asked', canGrow: true, next: null, state };
}

function stopAt(reason: LoadStop['reason']): LoadStop {
  const isKnown = reason !== 'unreadable' && reason !== 'unknown-order';
  return { reason, number: isKnown ? number : null, orderId: isKnown ? uuid(1) : null, size: isKnown ? 'M' : null, another: false, lowDoor: false };
}

function roundOf(door: FloorStage['door'], stop: LoadStop | null): LoadRound {
  const at = Date.now();
  const states = ['inside', 'inside', 'unsure', 'taken-back', 'collected', 'interrupted'] as const;
  const entries = states.map((state, place) => ({
    parcelId: uuid(10 + place),
    number: `K1-0004${place}-7`,
    door: door(9 + place),
    size: 'M' as const,
    state,
    at: at - place * 60_000,
    canUndo: state === 'inside',
  }));
  return { entries, total: 4, stop };
}

/** A trolley of forty parcels, all inside. */
function fortyOf(door: FloorStage['door']): LoadRound {
  const { entries } = roundOf(door, null);
  return { entries: manyOf(entries).map((entry) => ({ ...entry, state: 'inside', canUndo: true })), total: 40, stop: null };
}

/** Forty of what there are a few samples of. */
function manyOf<T extends { readonly parcelId: string }>(samples: readonly T[]): T[] {
  return Array.from({ length: 40 }, (_, place) => ({ ...samples[place % samples.length], parcelId: uuid(100 + place) }) as T);
}

function itemsOf(door: FloorStage['door']): RecallItem[] {
  const since = Date.now() - 7_200_000;
  const reasons = ['expired', 'damaged', 'returned', 'requested', 'cancelled'] as const;
  return reasons.map((reason, place) => ({
    parcelId: uuid(30 + place),
    kind: reason === 'returned' ? 'return' : 'order',
    number: reason === 'returned' ? null : `K1-0003${place}-7`,
    receipt: reason === 'returned' ? 'R7-00017-4' : null,
    reason,
    door: door(9 + place),
    since: since - place * 86_400_000,
  }));
}

function foundItems(door: FloorStage['door']): RecallRound['items'] {
  const found = ['taken', 'missing', 'left', 'stuck', null] as const;
  return itemsOf(door).map((item, place) => ({ item, found: found[place] ?? null }));
}

function recallAt(door: FloorStage['door'], state: RecallState): RecallRound {
  return { task: 'list', items: itemsOf(door).map((item) => ({ item, found: null })), at: 0, label: 'not-read', state };
}
