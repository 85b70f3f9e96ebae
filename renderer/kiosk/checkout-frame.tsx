import type { ReactNode } from 'react';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { Steps } from '../ui/steps.tsx';
import './checkout-frame.css';
import { type KioskProblem, Problem } from './problem.tsx';
import { SessionCorner } from './session-corner.tsx';

const STEPS = ['delivery', 'contact', 'review'] as const;

export interface CheckoutFrameProps {
  readonly session: KioskSession;
  readonly step: (typeof STEPS)[number];
  readonly screen: string;
  readonly title: string;
  readonly lead?: string;
  /** For lists: a wide panel gives them more of its width than a form needs. */
  readonly roomy?: boolean;
  readonly problem: KioskProblem | null;
  readonly action: ReactNode;
  readonly onBack: () => void;
  readonly children: ReactNode;
}

/** The arrangement of all steps between bag and order: where one is, one question, one way on. */
export function CheckoutFrame(props: CheckoutFrameProps) {
  const text = useText();
  return (
    <ScreenFrame
      screen={props.screen}
      width={props.roomy === true ? 'roomy' : 'narrow'}
      corner={<SessionCorner session={props.session} />}
      onBack={props.onBack}
      action={props.action}
    >
      <div className="checkout" data-screen={props.screen}>
        <Steps names={STEPS.map((step) => text(`kiosk.step.${step}`))} current={STEPS.indexOf(props.step)} />
        <header className="checkout-head">
          <h1>{props.title}</h1>
          {props.lead === undefined ? null : <p>{props.lead}</p>}
        </header>
        <Problem kind={props.problem} />
        {props.children}
      </div>
    </ScreenFrame>
  );
}
