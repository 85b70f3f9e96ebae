import { useText } from '../i18n/use-text.ts';
import { ProblemLine } from './problem-line.tsx';

/** Why an answer at a door, another try or leaving it did not go. */
export type DoorProblem = 'not-signed-in' | 'not-now' | 'door-open' | 'storage' | 'unreachable';

/** What went wrong at a door, in words. */
export function DoorProblemLine({ problem }: { readonly problem: DoorProblem | null }) {
  const text = useText();
  return <ProblemLine>{problem === null ? null : text(`staff.door.${problem}`)}</ProblemLine>;
}
