import type { Cancel } from '../../../kernel/clock.ts';
import type { Doors } from '../../ports/doors.ts';
import type { StationStore } from '../../ports/store.ts';
import type { DoorRunner, LiveDoor } from '../doors/door-runner.ts';
import type { SeenInside } from './service-compartments.ts';

/** What following needs. */
export interface FollowParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly seen: SeenInside;
}

/** Keeps what people saw inside, and forgets it as soon as the door moves, is out of sight, or is opened again. */
export function followDoors({ store, doors, runner, seen }: FollowParts): Cancel {
  const stops = [
    runner.onChange((live) => {
      const { compartmentId } = live.intent;
      const found = foundBy(live);
      if (found !== null) seen.note(compartmentId, found);
      else if (live.flow.kind !== 'ended') seen.forget(compartmentId);
    }),
    doors.onFact((fact) => {
      if (fact.kind === 'sensor' && fact.state !== 'closed') seen.forget(fact.compartmentId);
      if (fact.kind === 'sensor' || (fact.kind !== 'trouble' && fact.health === 'ok')) return;
      const board = fact.kind === 'bus' ? null : fact.board;
      for (const row of store.read.compartments()) if (row.bus === fact.bus && (board === null || row.board === board)) seen.forget(row.compartmentId);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function foundBy({ intent, flow }: LiveDoor): 'empty' | 'parcel' | null {
  if (flow.kind !== 'ended') return null;
  if (flow.outcome === 'verified') return 'empty';
  if (intent.purpose !== 'recall') return null;
  return flow.outcome === 'taken' ? 'empty' : flow.outcome === 'left' ? 'parcel' : null;
}
