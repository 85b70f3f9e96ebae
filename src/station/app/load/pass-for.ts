import { usualSiloRules } from '../../../contract/hub/silo.ts';
import type { OrderId, PassId } from '../../../kernel/ids.ts';
import type { ParcelRow } from '../../ports/store.ts';
import { type CodeParts, readCode } from '../silo/judge-code.ts';
import { usablePasses } from './usable-passes.ts';

/** The pass for a parcel: one that already waits here for the same person, or a blank one that has to be bound. */
export interface PassChoice {
  readonly passId: PassId;
  readonly isShared: boolean;
}

/** Whose parcel a pass is for. */
export interface PassSeeker {
  readonly orderId: string;
  readonly holder?: string | null;
}

const DAY_SECONDS = 86_400;
/** No pass lives much longer than this, so no more can be asked of one. Seconds. */
const ENOUGH_SECONDS = 14 * DAY_SECONDS;

/**
 * One code for all: a parcel gets the pass of another parcel of its order, or of the same person, that waits in this bank, if that pass
 * still opens and outlives the parcel's time here. Else a blank pass; null when there is none.
 */
export function passFor(parts: CodeParts, order: PassSeeker): PassChoice | null {
  for (const parcel of parcelsOfPerson(parts, order)) {
    if (parcel.passId !== null && isGoodEnough(parts, parcel.passId)) return { passId: parcel.passId, isShared: true };
  }
  const [blank] = usablePasses(parts);
  return blank === undefined ? null : { passId: blank.passId as PassId, isShared: false };
}

/** What waits here for the same person: the parcels of the same order first. */
export function parcelsOfPerson({ store }: Pick<CodeParts, 'store'>, order: PassSeeker): readonly ParcelRow[] {
  const waiting = store.read.parcelsInside().filter(({ kind, status }) => kind === 'order' && status === 'stored');
  const holder = order.holder ?? null;
  const ofOrder = waiting.filter((parcel) => parcel.orderId === (order.orderId as OrderId));
  return [...ofOrder, ...waiting.filter((parcel) => !ofOrder.includes(parcel) && holder !== null && parcel.holder === holder)];
}

/** Would its customer still get in with it on the last day, extensions included? Judged as it is when they show it. */
function isGoodEnough(parts: CodeParts, passId: PassId): boolean {
  const { store, trusted } = parts;
  const pass = store.read.pass(passId);
  if (pass === null || store.read.isRevoked(passId)) return false;
  const { collectDays, extensions, extensionDays } = store.read.config()?.silo ?? usualSiloRules;
  const needed = Math.min(ENOUGH_SECONDS, (collectDays + extensions * extensionDays) * DAY_SECONDS);
  if (pass.expires < trusted.read().now / 1000 + needed) return false;
  const read = readCode(parts, pass.code);
  return read.ok && read.value.passId === passId && read.value.generation >= pass.seenGeneration;
}
