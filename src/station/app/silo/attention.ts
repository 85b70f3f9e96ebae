import type { Door } from '../../../contract/station/place-views.ts';
import type { SiloState } from '../../../contract/station/silo-views.ts';
import type { CompartmentId, IntentId } from '../../../kernel/ids.ts';
import { isInUse } from '../boot/seed-bank.ts';
import type { LiveDoor } from '../doors/door-runner.ts';
import { doorOf } from './door-of.ts';
import { isLeftOpen } from './silo-front.ts';
import type { SiloParts } from './silo-parts.ts';

/** A door that stands open although nobody is being served at it. */
export interface OpenDoor {
  readonly compartmentId: CompartmentId;
  readonly door: Door;
  readonly why: Extract<SiloState, { readonly kind: 'close-door' }>['why'];
}

/**
 * The doors that are seen open and that nobody is being asked to close elsewhere: one from before a restart, one that its person left
 * open and went on, one that nothing here opened. What staff have open in their own hands is on their screens.
 */
export function openDoors({ store, doors, runner }: Pick<SiloParts, 'store' | 'doors' | 'runner'>, shown: IntentId | null): readonly OpenDoor[] {
  return store.read.compartments().flatMap((row) => {
    if (!isInUse(row) || doors.sensor(row.compartmentId) !== 'open') return [];
    const live = runner.liveOn(row.compartmentId);
    if (live !== null && (live.intent.intentId === shown || isInSomebodysHands(live, runner.timings))) return [];
    const why = live === null ? 'nobody' : live.flow.recovered ? 'restart' : 'left';
    return [{ compartmentId: row.compartmentId, door: doorOf(row), why }];
  });
}

/** A door that staff, a customer with a return, or head office opened a moment ago has a screen of its own. */
function isInSomebodysHands({ intent, flow }: LiveDoor, timings: SiloParts['runner']['timings']): boolean {
  if (flow.recovered || intent.purpose === 'collect' || intent.purpose === 'reopen') return false;
  return !isLeftOpen(flow, timings);
}
