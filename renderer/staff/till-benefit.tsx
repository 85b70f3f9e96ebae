import { useState } from 'react';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import type { StationIntents } from '../bridge/intents.ts';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { usePortReader } from '../reading/use-port-reader.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useKept } from './kept.ts';
import './till-benefit.css';

type Failure<T> = T extends { readonly ok: false; readonly error: { readonly kind: infer K extends string } } ? K : never;
/** Why the till takes nothing off. */
type TillProblem = Failure<Awaited<ReturnType<StationIntents['benefits']['atTill']>>>;

export interface TillBenefitProps {
  readonly order: StaffOrder;
  readonly onOrder: (order: StaffOrder) => void;
}

/** A coupon or a member for an order that is about to be paid: typed, or held to the scanner. The total changes before any money is taken. */
export function TillBenefit({ order, onOrder }: TillBenefitProps) {
  const text = useText();
  const locale = useLocale();
  const { benefits } = useBridge().intents;
  const action = useAction<TillProblem>();
  const [code, setCode] = useKept(`benefit ${order.orderId}`, '');
  const [open, setOpen] = useState(false);
  const [taken, setTaken] = useState<StaffOrder['total'] | null>(null);
  const change = (ask: () => ReturnType<typeof benefits.atTill>) =>
    action.run(async () => {
      setTaken(null);
      const answer = await ask();
      if (!answer.ok) return answer;
      onOrder(answer.value);
      setTaken(answer.value.total);
      setCode('');
      return answer;
    });
  const use = (given: string) => {
    if (given.trim() !== '') change(() => benefits.atTill({ orderId: order.orderId, code: given.slice(0, 200) }));
  };
  usePortReader('screen', ({ kind, code: read }) => {
    if (kind === 'badge' || !/^(PC1|PM1):/.test(read)) return false;
    setOpen(true);
    use(read);
    return true;
  });
  const usesPoints = order.discounts?.some(({ couponId }) => couponId === null) === true;
  return (
    <section className="till-benefit" aria-label={text('till.benefit.open')}>
      {order.memberId === undefined ? null : <p>{text('till.benefit.member')}</p>}
      {action.problem === null ? null : <Banner tone="problem">{text(problemKey(action.problem))}</Banner>}
      {taken === null ? null : <Banner tone="info">{text('till.benefit.taken', { total: formatMoney(locale, taken) })}</Banner>}
      {open ? (
        <>
          <TextField
            label={text('benefit.code.field')}
            hint={text('till.benefit.lead')}
            keys="text"
            limit={200}
            value={code}
            onChange={setCode}
            onSubmit={() => use(code)}
            autoFocus
          />
          <Button busy={action.busy} disabled={code.trim() === ''} onPress={() => use(code)}>
            {text('benefit.code.use')}
          </Button>
        </>
      ) : (
        <Button onPress={() => setOpen(true)}>{text('till.benefit.open')}</Button>
      )}
      {order.memberId === undefined || usesPoints ? null : (
        <Button busy={action.busy} onPress={() => change(() => benefits.pointsAtTill({ orderId: order.orderId, use: true }))}>
          {text('till.benefit.points')}
        </Button>
      )}
    </section>
  );
}

function problemKey(problem: TillProblem) {
  switch (problem) {
    case 'coupon-over':
    case 'coupon-currency':
    case 'coupon-used':
    case 'coupon-needs-hub':
    case 'coupon-alone':
      return `benefit.${problem}` as const;
    case 'coupon-minimum':
    case 'coupon-members':
    case 'not-due':
      return `till.benefit.${problem}` as const;
    case 'unknown-order':
      return 'till.benefit.not-due' as const;
    case 'not-allowed':
      return 'staff.hand.problem.not-allowed' as const;
    case 'not-signed-in':
      return 'benefit.code.no-session' as const;
    case 'coupon-early':
    case 'coupon-there':
    case 'other-code':
    case 'mistyped':
    case 'unknown-coupon':
    case 'member-not-here':
    case 'member-replaced':
    case 'storage':
    case 'no-points':
    case 'unreachable':
      return `benefit.code.${problem}` as const;
  }
}
