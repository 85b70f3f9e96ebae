import type { ReactNode } from 'react';
import { Card } from '../ui/card.tsx';

/** What a group of facts is about, and how it is in a word. */
export interface GroupProps {
  readonly title: string;
  readonly state: string;
  readonly good: boolean;
  readonly children?: ReactNode;
}

/** Facts that belong together, on a card. */
export function Group({ title, state, good, children }: GroupProps) {
  return (
    <Card>
      <section className="status-group">
        <header>
          <h2>{title}</h2>
          <p className="status-state" data-good={good}>
            {state}
          </p>
        </header>
        <dl>{children}</dl>
      </section>
    </Card>
  );
}

/** One fact. What to do about it, where there is something, stands below it in words of its own. */
export function Fact({
  name,
  bad = false,
  todo = [],
  children,
}: {
  readonly name: string;
  readonly bad?: boolean;
  readonly todo?: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <div className="status-fact" data-bad={bad}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {todo.map((sentence) => (
        <dd key={sentence} className="status-todo">
          {sentence}
        </dd>
      ))}
    </div>
  );
}
