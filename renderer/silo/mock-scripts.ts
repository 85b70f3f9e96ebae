import type { SizeClass } from '../../src/contract/schema.ts';
import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState, SiloView } from '../../src/contract/station/silo-views.ts';
import { done, err } from '../../src/kernel/result.ts';
import { helpAnswers, helpStates } from './help-mock.ts';
import type { MockAnswers, MockScript, MockScripts } from '../bridge/mock/mock-station.ts';
import { courierScripts } from '../staff/floor-scripts.ts';
import { returnAnswers, returnScripts } from './return-mock-scripts.ts';

/** A bank of 24 doors in four columns, large ones below, as the demonstration has. */
export const sampleBank: readonly Door[] = sampleDoors();

/** A code of the published test vectors: real in form and signature, for no real bank. */
export const sampleCode =
  'LK1:260100000700J:BYPMJ%F5L1CDPJEG3IDNPU000/LDMX5GMD4EMOYGW27QIBP2P++23QBJL69.0AAJZ5HD-56*UOZ68QL44QQ.M77W1LA1TIZ2EJ:L2XAS-TJ%HACHUTP$J4W*3S$G3U8BG9GRK';

/** One scene for each state of the silo, by the name that goes into the page's address. */
export const siloScripts: MockScripts = {
  ...courierScripts(scene, sampleBank),
  'silo-ready': () => scene({ kind: 'ready' }),
  'silo-help-calling': () => scene({ kind: 'ready' }, { help: helpStates.calling() }),
  'silo-help-alone': () => scene({ kind: 'ready' }, { help: helpStates.alone() }),
  'silo-help-late': () => scene(stuck(14), { help: helpStates.late() }),
  'silo-help-coming': () => scene(open(14), { help: helpStates.coming() }),
  'silo-help-wiring': () => scene(stuck(14, { canRetry: false }), { help: helpStates.wiring() }),
  'silo-ready-both': () => scene({ kind: 'ready' }, { place: { ...place, stationKind: 'both' } }),
  'silo-ready-demo': () => scene({ kind: 'ready' }, { place: { ...place, demo: true } }),
  'silo-ready-offline': () => scene({ kind: 'ready' }, { hub: { state: 'offline', lastContactAt: Date.now() - 5_400_000, catalogueAsOf: null, pending: 12 } }),
  'silo-ready-collect-only': () => scene({ kind: 'ready', collectOnly: true }),
  'silo-ready-collect-only-open': () => scene({ kind: 'ready', collectOnly: true, openDoor: doorNumber(6) }),
  'silo-ready-open-door': () => scene({ kind: 'ready', openDoor: doorNumber(6) }),
  'silo-checking': () => scene({ kind: 'checking' }),
  'silo-refused-unreadable': () => refused('unreadable'),
  'silo-refused-product-code': () => refused('product-code'),
  'silo-refused-not-valid': () => refused('not-valid'),
  'silo-refused-other-silo': () => refused('other-silo'),
  'silo-refused-in-use': () => refused('in-use'),
  'silo-wait': () => scene({ kind: 'wait', until: Date.now() + 47_000 }),
  'silo-opening': () => scene(opening(14)),
  'silo-open': () => scene(open(14)),
  'silo-open-reminded': () => scene(open(6, { openedAt: Date.now() - 90_000, reminders: 2 })),
  'silo-open-offline': () => scene(open(24), { hub: { state: 'offline', lastContactAt: null, catalogueAsOf: null, pending: 3 } }),
  'silo-did-not-open': () => scene(stuck(14)),
  'silo-did-not-open-again': () => scene(stuck(14, { canRetry: false })),
  'silo-thanks': () => scene(thanks(14)),
  'silo-refused-other-shop': () => scene({ kind: 'refused', reason: 'other-silo', shop: 'Pasillo · Plaza de España', until: Date.now() + 12_000 }),
  'silo-pin': () => scene({ kind: 'pin', wrong: false, until: Date.now() + 90_000 }),
  'silo-pin-wrong': () => scene({ kind: 'pin', wrong: true, until: Date.now() + 15_000 }),
  'silo-locked': () => scene({ kind: 'locked', codeWorks: true, until: Date.now() + 20_000 }),
  'silo-locked-ask': () => scene({ kind: 'locked', codeWorks: false, until: Date.now() + 20_000 }),
  'silo-opening-of-three': () => scene(opening(9, { parcels: { at: 2, of: 3 } })),
  'silo-opening-again': () => scene(opening(9, { again: true })),
  'silo-open-of-three': () => scene(open(14, { parcels: { at: 1, of: 3 } })),
  'silo-open-again': () => scene(open(14, { again: true })),
  'silo-open-unseen': () => scene(open(14, { seen: false })),
  'silo-open-called': () => scene(open(6, { openedAt: Date.now() - 150_000, reminders: 3, called: true })),
  'silo-open-put-back': () => scene(open(14, { reported: { problem: 'damaged', keep: 'put-back' } })),
  'silo-open-taken': () => scene(open(14, { reported: { problem: 'wrong-item', keep: 'take' } })),
  'silo-open-empty': () => scene(open(14, { reported: { problem: 'empty', keep: null } })),
  'silo-next': () => scene({ kind: 'next', door: doorNumber(9), left: 2, parcels: { at: 2, of: 3 }, until: Date.now() + 60_000, canExtend: true }),
  'silo-next-ending': () => scene({ kind: 'next', door: doorNumber(9), left: 1, parcels: { at: 3, of: 3 }, until: Date.now() + 15_000, canExtend: true }),
  'silo-did-not-open-of-three': () => scene(stuck(14, { parcels: { at: 1, of: 3 }, canGoOn: true })),
  'silo-did-not-open-unseen': () => scene(stuck(14, { why: 'unseen', canRetry: false })),
  'silo-did-not-open-silent': () => scene(stuck(14, { why: 'silent', canRetry: false, canGoOn: true, parcels: { at: 1, of: 2 } })),
  'silo-did-not-open-reported': () => scene(stuck(14, { canRetry: false, reported: true })),
  'silo-remote-opening': () => scene(remote('opening')),
  'silo-remote-open': () => scene(remote('open')),
  'silo-remote-open-look': () => scene(remote('open', 'look')),
  'silo-remote-closed': () => scene(remote('closed')),
  'silo-remote-did-not-open': () => scene(remote('did-not-open')),
  'silo-thanks-more': () => scene(thanks(14, { left: 2, canReport: true })),
  'silo-thanks-forgot': () => scene(thanks(14, { emptied: { doors: [doorNumber(14)], until: Date.now() + 600_000 }, canReport: true })),
  'silo-thanks-put-back': () => scene(thanks(14, { reported: { problem: 'damaged', keep: 'put-back' } })),
  'silo-thanks-empty': () => scene(thanks(14, { reported: { problem: 'empty', keep: null } })),
  'silo-thanks-taken': () => scene(thanks(14, { reported: { problem: 'wrong-item', keep: 'take' } })),
  'silo-thanks-shut': () => scene(thanks(14, { shut: [doorNumber(9)], emptied: { doors: [doorNumber(14)], until: Date.now() + 600_000 }, canReport: true })),
  'silo-shut': () => scene(shut([14]), { help: helpStates.stuck() }),
  'silo-shut-look': () => scene(shut([14], { why: 'look', called: false, phone: null })),
  'silo-shut-hold': () => scene(shut([14], { why: 'hold' })),
  'silo-shut-two': () => scene(shut([14, 9])),
  'silo-again': () =>
    scene({ kind: 'again', emptied: { doors: [doorNumber(14), doorNumber(9), doorNumber(2)], until: Date.now() + 500_000 }, until: Date.now() + 90_000 }),
  'silo-unsure-restart': () => scene({ kind: 'unsure', door: doorNumber(14), why: 'restart', until: Date.now() + 60_000 }),
  'silo-unsure-unseen': () => scene({ kind: 'unsure', door: doorNumber(14), why: 'unseen', until: Date.now() + 60_000 }),
  'silo-close-restart': () => scene({ kind: 'close-door', door: doorNumber(6), why: 'restart', called: false }),
  'silo-close-left': () => scene({ kind: 'close-door', door: doorNumber(6), why: 'left', called: true }),
  'silo-close-nobody': () => scene({ kind: 'close-door', door: doorNumber(6), why: 'nobody', called: false }),
  'silo-unavailable-doors': () => scene({ kind: 'unavailable', reason: 'doors-unreachable' }),
  'silo-unavailable-storage': () => scene({ kind: 'unavailable', reason: 'storage' }),
  'silo-unavailable-starting': () => scene({ kind: 'unavailable', reason: 'starting' }),
  ...returnScripts((state) => scene(state), doorNumber),
  'station-lost': () => ({ unreachable: true }),
};

/** The door with the given number in the sample bank. */
export function doorNumber(number: number): Door {
  const door = sampleBank.find((candidate) => candidate.number === number);
  if (door === undefined) throw new Error(`the sample bank has no door ${number}`);
  return door;
}

const place: SiloView['place'] = { storeName: 'Pasillo · Gran Vía', currency: 'EUR', stationKind: 'silo' };

const answers: MockAnswers = {
  help: helpAnswers,
  returns: returnAnswers,
  // A courier's screens, shown from here, say that somebody is there.
  staff: { courierTouch: () => done },
  silo: {
    scan: () => err({ kind: 'refused' }),
    // A refusal would be told by the state.
    enterPin: () => err({ kind: 'busy' }),
    confirmPin: () => err({ kind: 'refused' }),
    retry: () => done,
    openNext: () => done,
    reopen: () => done,
    report: () => done,
    extend: () => done,
    dismiss: () => done,
  },
};

function scene(state: SiloView['state'], changes: Partial<SiloView> = {}): MockScript {
  const now = Date.now();
  const hub: SiloView['hub'] = { state: 'online', lastContactAt: now, catalogueAsOf: now, pending: 0 };
  return { silo: { at: now, place, hub, bank: [...sampleBank], state, ...changes }, answers };
}

function refused(reason: Extract<SiloView['state'], { kind: 'refused' }>['reason']): MockScript {
  return scene({ kind: 'refused', reason, until: Date.now() + 12_000 });
}

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;
const single = { at: 1, of: 1 };

function opening(number: number, changes: Partial<StateOf<'opening'>> = {}): SiloState {
  return { kind: 'opening', door: doorNumber(number), parcels: single, again: false, ...changes };
}

function open(number: number, changes: Partial<StateOf<'open'>> = {}): SiloState {
  const openedAt = Date.now() - 4_000;
  return {
    kind: 'open',
    door: doorNumber(number),
    openedAt,
    reminders: 0,
    parcels: single,
    again: false,
    seen: true,
    called: false,
    reported: null,
    ...changes,
  };
}

function stuck(number: number, changes: Partial<StateOf<'did-not-open'>> = {}): SiloState {
  return {
    kind: 'did-not-open',
    door: doorNumber(number),
    canRetry: true,
    parcels: single,
    again: false,
    why: 'stuck',
    canGoOn: false,
    reported: false,
    ...changes,
  };
}

function thanks(number: number, changes: Partial<StateOf<'thanks'>> = {}): SiloState {
  return { kind: 'thanks', door: doorNumber(number), until: Date.now() + 9_000, left: 0, emptied: null, reported: null, canReport: false, ...changes };
}

function shut(numbers: readonly number[], changes: Partial<StateOf<'shut'>> = {}): SiloState {
  const until = Date.now() + 60_000;
  return { kind: 'shut', doors: numbers.map(doorNumber), why: 'out-of-service', called: true, phone: '+34 910 000 000', until, ...changes };
}

function sampleDoors(): Door[] {
  const sizes: readonly SizeClass[] = ['S', 'S', 'S', 'M', 'M', 'L'];
  return Array.from({ length: 24 }, (_, index) => {
    const column = Math.floor(index / 6);
    const row = index % 6;
    const board = index < 12 ? 1 : 2;
    const lock = String((index % 12) + 1).padStart(2, '0');
    return { compartmentId: `${board}-${lock}`, number: index + 1, size: sizes[row] ?? 'M', column, row };
  });
}

function remote(phase: Extract<SiloState, { readonly kind: 'remote' }>['phase'], purpose: 'hand-over' | 'look' = 'hand-over'): SiloState {
  const until = phase === 'closed' || phase === 'did-not-open' ? Date.now() + 8000 : null;
  const reason = 'El lector no lee el código del pedido; identidad comprobada por teléfono';
  return { kind: 'remote', door: doorNumber(14), purpose, reason, orderedBy: 'central-ana', phase, until };
}
