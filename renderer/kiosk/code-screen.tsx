import { useState } from 'react';
import { useBenefits } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { goTo, usePlace } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { BenefitProblem } from './benefit-problem.ts';
import { LabelCamera } from './label-scan.tsx';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import type { LabelScan } from './use-label-scan.ts';

/** Takes a coupon that somebody types; one that is scanned is taken on every screen. */
export function CodeScreen({ session, scan }: SessionScreenProps & { readonly scan: LabelScan }) {
  const text = useText();
  const { query } = usePlace();
  const intents = useBenefits();
  const action = useAction<BenefitProblem>();
  const [code, setCode] = useState('');
  const back = new URLSearchParams(query).get('from') === 'review' ? '/kiosk/review' : '/kiosk/bag';
  const use = () => {
    if (code.trim() === '') return;
    action.run(
      () => intents.enterCode({ code: code.slice(0, 200) }),
      () => goTo(back),
    );
  };
  return (
    <ScreenFrame
      screen="code"
      width="narrow"
      corner={<SessionCorner session={session} />}
      onBack={() => goTo(back)}
      action={
        <Button kind="primary" size="large" busy={action.busy} disabled={code.trim() === ''} onPress={use}>
          {text('benefit.code.use')}
        </Button>
      }
    >
      <div className="checkout">
        <header className="checkout-head">
          <h1>{text('benefit.code.title')}</h1>
          <p>{text('benefit.code.lead')}</p>
        </header>
        <TextField
          label={text('benefit.code.field')}
          keys="text"
          limit={40}
          value={code}
          onChange={setCode}
          onSubmit={use}
          problem={action.problem === null ? null : text(problemKey(action.problem))}
          autoFocus
        />
        <div>
          <LabelCamera scan={scan} words="benefit.code.camera" />
        </div>
      </div>
    </ScreenFrame>
  );
}

/** A coupon's own reasons are told with the same words as in the bag. */
export function problemKey(problem: BenefitProblem) {
  switch (problem) {
    case 'coupon-over':
    case 'coupon-currency':
    case 'coupon-used':
    case 'coupon-needs-hub':
    case 'coupon-alone':
      return `benefit.${problem}` as const;
    case 'coupon-early':
    case 'coupon-there':
    case 'no-session':
    case 'other-code':
    case 'mistyped':
    case 'unknown-coupon':
    case 'member-not-here':
    case 'member-replaced':
    case 'wait':
    case 'storage':
    case 'no-points':
    case 'not-offered':
    case 'too-often':
    case 'unreachable':
      return `benefit.code.${problem}` as const;
  }
}
