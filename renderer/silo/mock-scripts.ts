import type { SizeClass } from '../../src/contract/schema.ts';
import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState, SiloView } from '../../src/contract/station/silo-views.ts';
import { done, err } from '../../src/kernel/result.ts';
import type { MockAnswers, MockScript, MockScripts } from '../bridge/mock/mock-station.ts';

/** A bank of 24 doors in four columns, large ones below, as the demonstration has. */
export const sampleBank: readonly Door[] = sampleDoors();

/** A code of the published test vectors: real in form and signature, for no real bank. */
export const sampleCode =
  'LK1:260100000700J:BYPMJ%F5L1CDPJEG3IDNPU000/LDMX5GMD4EMOYGW27QIBP2P++23QBJL69.0AAJZ5HD-56*UOZ68QL44QQ.M77W1LA1TIZ2EJ:L2XAS-TJ%HACHUTP$J4W*3S$G3U8BG9GRK';

/** One scene for each state of the silo, by the name that goes into the page's address. */
export const siloScripts: MockScripts = {
  'silo-ready': () => scene({ kind: 'ready' }),
  'silo-ready-both': () => scene({ kind: 'ready' }, { place: { ...place, stationKind: 'both' } }),
  'silo-ready-demo': () => scene({ kind: 'ready' }, { place: { ...place, demo: true } }),
  'silo-ready-offline': () => scene({ kind: 'ready' }, { hub: { state: 'offline', lastContactAt: Date.now() - 5_400_000, catalogueAsOf: null, pending: 12 } }),
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
  'silo-unavailable-doors': () => scene({ kind: 'unavailable', reason: 'doors-unreachable' }),
  'silo-unavailable-storage': () => scene({ kind: 'unavailable', reason: 'storage' }),
  'silo-unavailable-starting': () => scene({ kind: 'unavailable', reason: 'starting' }),
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
  silo: { scan: () => err({ kind: 'refused' }), enterPin: () => err({ kind: 'refused' }), retry: () => done, dismiss: () => done },
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
