import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { type DoorProblem, DoorProblemLine } from './door-problem.tsx';

/** One possible answer; `note` says what follows from it. */
export interface AskAnswer<A extends string> {
  readonly answer: A;
  readonly words: string;
  readonly note?: string;
}

export interface AskScreenProps<A extends string> {
  readonly screen: string;
  /** What the door was opened for, above the question. */
  readonly task: string;
  readonly title: string;
  readonly body: string;
  /** What can be done instead of a press, or what the label said. */
  readonly aside?: string | null;
  /** What the label said is a warning. */
  readonly warns?: boolean;
  /** The usual answer first, which is the large button. */
  readonly answers: readonly AskAnswer<A>[];
  readonly onAnswer: (answer: A) => void;
  readonly busy: boolean;
  readonly problem: DoorProblem | null;
  readonly corner: ReactNode;
  /** Another way to answer than a press: the camera, where a label says it. */
  readonly children?: ReactNode;
}

/** The door is closed again, and a question about its inside: the software cannot see into a compartment. */
export function AskScreen<A extends string>({
  screen,
  task,
  title,
  body,
  aside = null,
  warns = false,
  answers,
  onAnswer,
  busy,
  problem,
  corner,
  children,
}: AskScreenProps<A>) {
  const [usual, ...others] = answers;
  return (
    <ScreenFrame screen={screen} width="fill" corner={corner}>
      <div className="ask">
        <div className="ask-words">
          <p>{task}</p>
          <h1>{title}</h1>
          <p>{body}</p>
          {aside === null ? null : (
            <p className="ask-aside" data-warns={warns} role="status">
              {aside}
            </p>
          )}
        </div>
        {children}
        <DoorProblemLine problem={problem} />
        <div className="ask-answers">
          {usual === undefined ? null : (
            <Button kind="primary" size="huge" wide busy={busy} onPress={() => onAnswer(usual.answer)}>
              {usual.words}
            </Button>
          )}
          {others.map(({ answer, words, note }) => (
            <div key={answer} className="ask-answer">
              <Button size="large" wide disabled={busy} onPress={() => onAnswer(answer)}>
                {words}
              </Button>
              {note === undefined ? null : <p className="ask-note">{note}</p>}
            </div>
          ))}
        </div>
      </div>
    </ScreenFrame>
  );
}
