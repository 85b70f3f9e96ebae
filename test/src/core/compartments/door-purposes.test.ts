import { describe, expect, it } from 'vitest';
import { answersTo, type DoorAnswer, type DoorEvent, type DoorFlow, type DoorPurpose, type Sensor } from '../../../../src/core/compartments/door-flow.ts';
import { readDoorFlow, writeDoorFlow } from '../../../../src/core/compartments/door-flow-text.ts';
import { beginDoorFlow, nextLookMs, stepDoor } from '../../../../src/core/compartments/door-step.ts';
import { doorTimings } from '../../../../src/core/compartments/door-timings.ts';

type Happening = readonly [Sensor, number] | Exclude<DoorAnswer, 'none'> | 'restart';

const opens: readonly Happening[] = [
  ['open', 2000],
  ['closed', 1000],
];
const long = doorTimings.quarantineMs + 5000;
const stays: Happening = ['closed', long];
const jams: readonly Happening[] = [['closed', 120_000]];

/** What a person, a door and the power did, one after the other, and how the flow ended. */
const table: readonly (readonly [DoorPurpose, string, readonly Happening[]])[] = [
  ['reopen', 'closed-again', [...opens, stays]],
  ['reopen', 'open-failed', jams],
  ['reopen', 'unknown', [['open', 2000], 'restart', stays]],
  ['look', 'closed-again', [...opens, stays]],
  ['look', 'unknown', [['open', 2000], 'restart', stays]],
  ['return', 'returned', [...opens, 'placed', stays]],
  ['return', 'returned-unsure', [...opens, 'placed', ['open', 2000], stays]],
  ['return', 'returned-unsure', [...opens, 'placed', 'restart', stays]],
  ['return', 'abandoned', [...opens, 'changed-mind', stays]],
  ['return', 'suspect', [...opens, 'not-empty', stays]],
  ['return', 'suspect', [...opens, ['closed', doorTimings.answerWithinMs + long]]],
  ['return', 'open-failed', jams],
  ['recall', 'taken', [...opens, 'taken', stays]],
  ['recall', 'taken-unsure', [...opens, 'taken', ['open', 2000], stays]],
  ['recall', 'taken-unsure', [...opens, 'taken', 'restart', stays]],
  ['recall', 'missing', [...opens, 'empty', stays]],
  ['recall', 'left', [...opens, 'left', stays]],
  ['recall', 'unknown', [...opens, 'left', ['open', 2000], stays]],
  ['recall', 'suspect', [...opens, 'other', stays]],
  ['recall', 'unknown', [...opens, ['closed', doorTimings.answerWithinMs + long]]],
  ['recall', 'unknown', [['open', 2000], 'restart', stays]],
  ['recall', 'open-failed', jams],
];

describe('what a door is opened for decides how it ends', () => {
  it.each(table)('%s ends as %s after %j', (purpose, outcome, happenings) => {
    expect(play(purpose, happenings)).toMatchObject({ kind: 'ended', purpose, outcome });
  });

  it('nobody is asked where no answer belongs', () => {
    for (const purpose of Object.keys(answersTo) as DoorPurpose[]) {
      expect(play(purpose, opens).kind).toBe(answersTo[purpose].length === 0 ? 'settling' : 'asking');
    }
  });
});

function play(purpose: DoorPurpose, happenings: readonly Happening[]): DoorFlow {
  let flow: DoorFlow = beginDoorFlow(purpose, doorTimings).flow;
  let mono = 0;
  const at = () => ({ mono, wall: 1_700_000_000_000 + mono });
  const send = (event: DoorEvent): void => {
    const step = stepDoor(flow, event, doorTimings);
    flow = step.flow;
    if (step.kind === 'moved' && step.effects.some((effect) => effect.kind === 'pulse')) send({ kind: 'pulsed', outcome: 'sent', generation: 1, at: at() });
  };
  send({ kind: 'pulsed', outcome: 'sent', generation: 1, at: at() });
  for (const happening of happenings) {
    if (happening === 'restart') {
      flow = readDoorFlow(writeDoorFlow(flow), purpose);
      send({ kind: 'recover', at: at() });
    } else if (typeof happening === 'string') {
      send({ kind: 'answer', answer: happening, at: at() });
    } else {
      const until = mono + happening[1];
      for (let next = nextLookMs(flow, doorTimings); next !== null && mono + next <= until; next = nextLookMs(flow, doorTimings)) {
        mono += next;
        send({ kind: 'look', sensor: happening[0], generation: 1, at: at() });
      }
      mono = until;
    }
  }
  return flow;
}
