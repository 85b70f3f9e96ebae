import { type ReactNode, useState } from 'react';
import { useBenefits } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { Sheet } from '../ui/sheet.tsx';
import type { BenefitProblem } from './benefit-problem.ts';
import { problemKey } from './code-screen.tsx';
import type { CodeReader } from './use-label-scan.ts';

type Outcome = { readonly kind: 'coupon' | 'member' } | { readonly kind: 'problem'; readonly problem: BenefitProblem };

/** Takes coupons and members' codes from the scanner on whatever screen, and says what came of it. */
export function useBenefitReader(): { readonly reader: CodeReader; readonly notice: ReactNode } {
  const intents = useBenefits();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const reader: CodeReader = {
    knows: (code) => code.startsWith('PC1:') || code.startsWith('PM1:'),
    take: async (code) => {
      const taken = await intents.enterCode({ code: code.slice(0, 200) });
      setOutcome(taken.ok ? { kind: taken.value.kind } : { kind: 'problem', problem: taken.error.kind });
      return taken.ok || taken.error.kind !== 'unreachable';
    },
  };
  return { reader, notice: <BenefitNotice outcome={outcome} onClose={() => setOutcome(null)} /> };
}

function BenefitNotice({ outcome, onClose }: { readonly outcome: Outcome | null; readonly onClose: () => void }) {
  const text = useText();
  const toBag = () => {
    onClose();
    goTo('/kiosk/bag');
  };
  const title = outcome?.kind === 'member' ? 'benefit.read.member' : outcome?.kind === 'coupon' ? 'benefit.read.coupon' : 'benefit.code.title';
  return (
    <Sheet
      open={outcome !== null}
      title={text(title)}
      closeLabel={text('ui.close')}
      onClose={onClose}
      actions={
        outcome === null || outcome.kind === 'problem' ? undefined : (
          <Button kind="primary" onPress={toBag}>
            {text('benefit.read.bag')}
          </Button>
        )
      }
    >
      {outcome === null ? null : <p>{text(outcome.kind === 'problem' ? problemKey(outcome.problem) : `benefit.read.${outcome.kind}.body`)}</p>}
    </Sheet>
  );
}
