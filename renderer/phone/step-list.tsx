import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import './step-list.css';
import { type Step, stepsOf } from './steps.ts';

const ICONS: Readonly<Record<Step, IconName>> = {
  'more-days': 'plus',
  'other-person': 'staff',
  'send-again': 'mail',
  'new-pin': 'refresh',
  'give-back': 'bag',
  claim: 'help',
  withdraw: 'close',
};

/** What else can be done, one wide button each. */
export function StepList({ order, onStep }: { readonly order: PhoneOrder; readonly onStep: (step: Step) => void }) {
  const text = useText();
  const steps = stepsOf(order);
  if (steps.length === 0) return null;
  return (
    <nav className="step-list" aria-label={text('phone.more')}>
      {steps.map((step) => (
        <Button key={step} wide size="large" icon={<Icon name={ICONS[step]} />} onPress={() => onStep(step)}>
          {step === 'withdraw' ? text('after.withdraw.button', { law: order.after?.withdrawal.law ?? 'shop' }) : text(`phone.step.${step}`)}
        </Button>
      ))}
    </nav>
  );
}
