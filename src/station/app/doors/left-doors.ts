import type { LeftDoor } from '../../../contract/station/left-door.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import type { StationStore } from '../../ports/store.ts';
import type { DoorRunner, LiveDoor } from './door-runner.ts';

/** Whose doors staff leave behind them. What customers and head office open is told elsewhere. */
const TASKS = ['load', 'recall', 'check'] as const;

/**
 * The doors that somebody of the staff, or a courier, opened and that still want a hand: open ones, and closed ones that nobody has answered for. For
 * whoever finds the screen locked: a number and what it was opened for, and nothing of the parcel.
 */
export function leftDoors(runner: Pick<DoorRunner, 'all'>, store: Pick<StationStore, 'read'>): readonly LeftDoor[] {
  return runner
    .all()
    .flatMap((live) => leftDoor(live, store) ?? [])
    .slice(0, MOST);
}

/** The contract's limit. */
const MOST = 20;

function leftDoor({ intent, flow }: LiveDoor, { read }: Pick<StationStore, 'read'>): LeftDoor | null {
  const task = TASKS.find((one) => one === intent.purpose);
  const state = stateOf(flow);
  const number = read.compartment(intent.compartmentId)?.number;
  return task === undefined || state === null || number === undefined ? null : { number, task, state };
}

/** A door that nobody was seen to close after a restart is as open as any other. */
function stateOf(flow: DoorFlow): LeftDoor['state'] | null {
  if (flow.kind === 'asking') return 'asks';
  if (flow.kind === 'open') return 'open';
  return flow.kind === 'guarding' && flow.openSince !== null ? 'open' : null;
}
