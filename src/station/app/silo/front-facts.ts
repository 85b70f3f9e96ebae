import type { ParcelCount } from '../../../contract/station/silo-views.ts';
import { mayRetry } from '../../../core/compartments/door-step.ts';
import { openableParcels, openingsInHand, reopenable, shutParcels } from '../../../core/parcels/judge-visit.ts';
import type { CompartmentId, ParcelId } from '../../../kernel/ids.ts';
import type { BusHealth } from '../../ports/doors.ts';
import { visitFacts } from './visitor.ts';
import type { FrontFacts, WaitingDoor } from './front-state.ts';
import type { Front, Visit } from './silo-front.ts';
import type { SiloParts } from './silo-parts.ts';
import { doorOf, doorsOf } from './door-of.ts';

/** Reads what a front's page needs. `until` in Unix milliseconds. */
export function frontFacts(parts: SiloParts, front: Front, until: number): FrontFacts {
  const { store, doors, runner } = parts;
  const { flow, compartmentId } = front;
  const health = healthAt(parts, compartmentId);
  const sensor = doors.sensor(compartmentId);
  const report = store.read.problemOf(front.intentId);
  const waiting = waitingDoors(parts, front.visit, front.parcelId);
  return {
    until,
    parcels: countOf(front.visit, front.parcelId),
    waiting,
    emptied: emptiedDoors(parts, front.visit),
    shut: doorsOf(store.read, shutParcels(visitFacts(parts, front.visit.visitor))),
    reported: report === null ? null : { problem: report.problem, keep: report.keep },
    canReport: report === null && flow.openedAt !== null,
    canRetry: mayRetry(flow, runner.timings) && health === 'ok' && store.health !== 'failed',
    canGoOn: waiting.length > 0 && mayOpenAnother(parts, front.visit),
    isSeen: health === 'ok' && sensor !== 'unknown',
    isCalled: store.read.helpCall('silo') !== null,
    why: health !== 'ok' ? 'silent' : sensor === 'unknown' || flow.blind ? 'unseen' : 'stuck',
  };
}

/** How well the lock of a compartment answers: its bus, and on it its board. */
export function healthAt({ store, doors }: Pick<SiloParts, 'store' | 'doors'>, compartmentId: CompartmentId): BusHealth {
  const health = doors.health(compartmentId);
  const row = store.read.compartment(compartmentId);
  const bus = doors.buses.find(({ name }) => name === row?.bus);
  const board = bus?.boards.find((candidate) => candidate.board === row?.board)?.health ?? 'ok';
  return health === 'ok' ? board : health;
}

/** The doors of a visit that can be opened now, but for one of its parcels. */
export function waitingDoors(parts: SiloParts, visit: Visit, except: ParcelId | null): readonly WaitingDoor[] {
  return openableParcels(visitFacts(parts, visit.visitor)).flatMap((place) => {
    const row = parts.store.read.compartment(place.compartmentId);
    if (row === null || place.parcelId === except || !visit.parcels.includes(place.parcelId)) return [];
    return [{ ...place, door: doorOf(row), parcels: countOf(visit, place.parcelId) }];
  });
}

/**
 * Never two doors of one person open at once: none of theirs may be moving or open, and one that did not open must be seen closed.
 */
export function mayOpenAnother(parts: SiloParts, { visitor }: Visit): boolean {
  return openingsInHand(visitFacts(parts, visitor)).every(({ intentId, flow }) => {
    const compartmentId = parts.runner.live(intentId)?.intent.compartmentId;
    return flow.kind === 'jammed' && compartmentId !== undefined && parts.doors.sensor(compartmentId) === 'closed';
  });
}

/** The compartments that this person may look into once more, and until when the first of them is given away. */
export function emptiedDoors(parts: SiloParts, { visitor }: Visit): FrontFacts['emptied'] {
  const rows = reopenable(visitFacts(parts, visitor)).flatMap(({ compartmentId }) => parts.store.read.compartment(compartmentId) ?? []);
  const ends = rows.flatMap(({ heldUntil }) => heldUntil ?? []);
  return rows.length === 0 ? null : { doors: rows.map(doorOf), until: Math.min(...ends) };
}

function countOf({ parcels }: Visit, parcelId: ParcelId): ParcelCount {
  return { at: parcels.indexOf(parcelId) + 1 || 1, of: Math.max(1, parcels.length) };
}
