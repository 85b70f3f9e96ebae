import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { ActProblem } from './order-link.ts';
import './step-page.css';

/** Why the last press did nothing, or null. */
export type Trouble = ActProblem['kind'] | null;

export interface StepPageProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onBack: () => void;
  readonly trouble: Trouble;
  /** The one thing to do; left out where there is nothing more to do. */
  readonly action?: { readonly words: string; readonly run: () => Promise<void>; readonly disabled?: boolean; readonly kind?: 'primary' | 'secondary' };
}

/** A page with one thing to do and the way back, in the same places on all of them. */
export function StepPage({ title, children, onBack, trouble, action }: StepPageProps) {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await action?.run();
    setBusy(false);
  };
  return (
    <section className="step-page">
      <div>
        <Button kind="quiet" icon={<Icon name="back" />} onPress={onBack}>
          {text('phone.back')}
        </Button>
      </div>
      <h1>{title}</h1>
      {children}
      {trouble === null ? null : (
        <Banner tone="problem" icon="warning">
          {text(`phone.trouble.${trouble}`)}
        </Banner>
      )}
      {action === undefined ? null : (
        <Button kind={action.kind ?? 'primary'} size="large" wide busy={busy} disabled={action.disabled ?? false} onPress={() => void run()}>
          {action.words}
        </Button>
      )}
    </section>
  );
}
