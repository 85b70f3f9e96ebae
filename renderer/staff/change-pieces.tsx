import type { ReactNode } from 'react';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import type { RejectReason } from '../../src/contract/hub/staff-desk.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Choices } from '../ui/choices.tsx';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { type ChangeProblem, changeableLines } from './change-steps.ts';
import { useKept } from './kept.ts';
import { ProblemLine } from './problem-line.tsx';

/** What every step of a change is given. */
export interface ChangeStepProps {
  readonly order: StaffOrder;
  readonly corner: ReactNode;
  readonly offline: boolean;
  readonly onBack: () => void;
  readonly onDone: () => void;
  /** The order is another by now: it is read again. */
  readonly onStale: () => void;
}

/** Which pieces the shop cannot give, and why: they come from elsewhere, or leave the order. */
export function ChangePieces({ what, order, corner, offline, onBack, onDone, onStale }: ChangeStepProps & { readonly what: 'elsewhere' | 'reject' }) {
  const text = useText();
  const { desk } = useBridge().intents;
  const action = useAction<ChangeProblem>();
  const lines = changeableLines(order);
  const only = lines.length === 1 ? lines[0] : undefined;
  const [counts, setCounts] = useKept<Readonly<Record<string, number>>>(`${what} ${order.orderId}`, only === undefined ? {} : { [only.sku]: only.quantity });
  const [reason, setReason] = useKept<RejectReason>(`${what} why ${order.orderId}`, 'not-found');
  const pieces = lines.flatMap(({ sku }) => ((counts[sku] ?? 0) > 0 ? [{ sku, quantity: counts[sku] ?? 0 }] : []));
  const asked = { orderId: order.orderId, pieces, seen: order.total };
  const go = () =>
    action.run(async () => {
      const answer =
        what === 'reject'
          ? await desk.reject({ ...asked, reason })
          : await desk.elsewhere({ ...asked, reason: reason === 'damaged' ? 'damaged' : 'not-found' });
      if (!answer.ok && answer.error.kind === 'changed') onStale();
      return answer;
    }, onDone);
  const reasons = what === 'reject' ? (['not-found', 'damaged', 'other'] as const) : (['not-found', 'damaged'] as const);
  return (
    <ScreenFrame
      screen={`staff-change-${what}`}
      corner={corner}
      onBack={onBack}
      action={
        <Button kind={what === 'reject' ? 'danger' : 'primary'} size="large" wide busy={action.busy} disabled={offline || pieces.length === 0} onPress={go}>
          {text(`staff.change.${what}.do`)}
        </Button>
      }
    >
      <div className="change">
        <header className="change-head">
          <h1>{text(`staff.change.${what}`)}</h1>
          <p>{text(`staff.change.${what}.note`)}</p>
        </header>
        <ProblemLine>{action.problem === null ? null : text(`staff.change.problem.${action.problem}`)}</ProblemLine>
        <section className="change-pieces" aria-label={text('staff.change.pieces')}>
          <h2>{text('staff.change.pieces')}</h2>
          {lines.map(({ sku, title, size, colour, quantity, picture }) => (
            <Card key={sku}>
              <div className="change-piece">
                <span className="to-prepare-picture">
                  <GarmentPicture picture={picture} />
                </span>
                <span className="change-piece-words">
                  <strong>{title}</strong>
                  <span>{[colour, size].filter((part) => part !== null && part !== '').join(' · ')}</span>
                </span>
                <QuantityStepper name={title} value={counts[sku] ?? 0} min={0} max={quantity} onChange={(value) => setCounts({ ...counts, [sku]: value })} />
              </div>
            </Card>
          ))}
          {pieces.length === 0 ? <p>{text('staff.change.none')}</p> : null}
        </section>
        <Choices
          look="chips"
          label={text('staff.change.reason')}
          value={reason}
          choices={reasons.map((value) => ({ value, name: text(`staff.change.reason.${value}`) }))}
          onChange={setReason}
        />
      </div>
    </ScreenFrame>
  );
}
