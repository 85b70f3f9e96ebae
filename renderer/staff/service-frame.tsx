import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { ProblemLine } from './problem-line.tsx';
import './check-list.css';
import './service-screens.css';
import './status-screen.css';

/** Why something of a technician's did not go. */
export type ServiceProblem =
  | 'not-signed-in'
  | 'not-allowed'
  | 'needs-two'
  | 'second-refused'
  | 'second-wait'
  | 'same-person'
  | 'unknown-compartment'
  | 'busy'
  | 'in-hand'
  | 'doors-unreachable'
  | 'storage'
  | 'not-out'
  | 'not-looked'
  | 'not-proved'
  | 'unknown-board'
  | 'not-now'
  | 'no-answer'
  | 'not-plausible'
  | 'nothing-to-do'
  | 'unavailable'
  | 'gone'
  | 'full'
  | 'failed'
  | 'unknown-backup'
  | 'unreachable';

export interface ServiceFrameProps {
  readonly screen: string;
  readonly title: string;
  readonly corner: ReactNode;
  readonly problem: ServiceProblem | null;
  readonly action?: ReactNode;
  /** Where Back leads; the technician's first screen unless said otherwise. */
  readonly back?: { readonly label: string; readonly to: string };
  readonly children?: ReactNode;
}

/** The arrangement of every screen of a technician: a title, what went wrong last, the matter, and Back to where they came from. */
export function ServiceFrame({ screen, title, corner, problem, action, back, children }: ServiceFrameProps) {
  const text = useText();
  const { label, to } = back ?? { label: text('service.back'), to: '/staff/service' };
  return (
    <ScreenFrame screen={screen} corner={corner} action={action} backLabel={label} onBack={() => goTo(to)}>
      <div className="status">
        <h1>{title}</h1>
        <ServiceProblemLine problem={problem} />
        {children}
      </div>
    </ScreenFrame>
  );
}

/** What went wrong, in words. */
export function ServiceProblemLine({ problem }: { readonly problem: ServiceProblem | null }) {
  const text = useText();
  return <ProblemLine>{problem === null ? null : text(`service.problem.${problem}`)}</ProblemLine>;
}
