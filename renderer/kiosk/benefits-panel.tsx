import type { BagCoupon, BagMember, CouponTrouble, SessionBenefits } from '../../src/contract/station/benefit-views.ts';
import { useBenefits } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatAge, formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import { goTo } from '../ui/route.ts';
import { Tick } from '../ui/tick.tsx';
import type { BenefitProblem } from './benefit-problem.ts';
import { problemKey } from './code-screen.tsx';
import './benefits-panel.css';
import type { SessionScreenProps } from './session-screen.ts';

export interface BenefitsPanelProps extends Pick<SessionScreenProps, 'session'> {
  /** Where the person comes back to with another code. */
  readonly from: 'bag' | 'review';
}

/** What is taken off the bag, whose points it earns, and the receipt without prices. Nothing where the shop offers none of it. */
export function BenefitsPanel({ session, from }: BenefitsPanelProps) {
  const { benefits } = session;
  if (benefits === undefined) return null;
  return <Panel benefits={benefits} from={from} />;
}

function Panel({ benefits, from }: { readonly benefits: SessionBenefits; readonly from: BenefitsPanelProps['from'] }) {
  const text = useText();
  const intents = useBenefits();
  const action = useAction<BenefitProblem>();
  const { coupons, member, offers, gift } = benefits;
  return (
    <section className="benefits" aria-label={text('benefit.title')}>
      {action.problem === null ? null : <Banner tone="problem">{text(problemKey(action.problem))}</Banner>}
      {coupons.length === 0 && member === null ? null : (
        <ul className="benefits-rows">
          {coupons.map((coupon) => (
            <CouponRow key={coupon.couponId} coupon={coupon} onDrop={() => action.run(() => intents.dropCoupon({ couponId: coupon.couponId }))} />
          ))}
          {member === null ? null : <MemberRow member={member} earns={benefits.earns} onForget={() => action.run(() => intents.forgetMember())} />}
        </ul>
      )}
      {member === null || member.usable === 0 ? null : (
        <PointsTick member={member} used={benefits.usePoints} onChange={(use) => action.run(() => intents.spendPoints({ use }))} />
      )}
      {from === 'review' ? (
        <Tick
          label={text('benefit.gift')}
          note={text('benefit.gift.note')}
          value={gift}
          onChange={(wanted) => action.run(() => intents.setGift({ gift: wanted }))}
        />
      ) : null}
      {offers.coupons || offers.members ? (
        <Button icon={<Icon name="plus" />} onPress={() => goTo(`/kiosk/code?from=${from}`)}>
          {text('benefit.add')}
        </Button>
      ) : null}
    </section>
  );
}

function CouponRow({ coupon, onDrop }: { readonly coupon: BagCoupon; readonly onDrop: () => void }) {
  const text = useText();
  const locale = useLocale();
  const name = coupon.name === '' ? text('benefit.coupon.unnamed') : coupon.name;
  const words =
    useTrouble(coupon.trouble) ?? (coupon.off === null ? text('benefit.coupon.none') : text('benefit.coupon.off', { off: formatMoney(locale, coupon.off) }));
  return (
    <li className="benefits-row" data-counts={coupon.off !== null}>
      <span className="benefits-words">
        <strong>{name}</strong>
        <span>{words}</span>
      </span>
      <Button kind="quiet" icon={<Icon name="trash" />} label={text('benefit.coupon.drop.name', { name })} onPress={onDrop}>
        {text('benefit.coupon.drop')}
      </Button>
    </li>
  );
}

/** Why a coupon does not count, in words; null where it does. */
function useTrouble(trouble: CouponTrouble | null): string | null {
  const text = useText();
  const locale = useLocale();
  if (trouble === null) return null;
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }).format(trouble.from ?? 0);
  return text(`benefit.${trouble.kind}`, { day, amount: trouble.minimum === undefined ? '' : formatMoney(locale, trouble.minimum) });
}

function MemberRow({ member, earns, onForget }: { readonly member: BagMember; readonly earns: number; readonly onForget: () => void }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(60_000);
  const { points, asOf } = member;
  return (
    <li className="benefits-row" data-counts="true">
      <span className="benefits-words">
        <strong>{text('benefit.member')}</strong>
        <span>
          {points === null || asOf === null ? text('benefit.member.fresh') : text('benefit.member.points', { points, age: formatAge(locale, asOf, now) })}
        </span>
        {earns > 0 ? <span>{text('benefit.member.earns', { points: earns })}</span> : null}
      </span>
      <Button kind="quiet" icon={<Icon name="trash" />} label={text('benefit.member.forget.name')} onPress={onForget}>
        {text('benefit.member.forget')}
      </Button>
    </li>
  );
}

function PointsTick({ member, used, onChange }: { readonly member: BagMember; readonly used: boolean; readonly onChange: (use: boolean) => void }) {
  const text = useText();
  const locale = useLocale();
  return (
    <Tick
      label={text('benefit.points.use', { points: member.usable })}
      note={text('benefit.points.worth', { worth: formatMoney(locale, member.worth) })}
      value={used}
      onChange={onChange}
    />
  );
}
