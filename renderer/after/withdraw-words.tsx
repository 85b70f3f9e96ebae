import type { WithdrawalRight } from '../../src/contract/hub/after.ts';
import type { OrderStatus } from '../../src/contract/orders.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { longDay } from './day.ts';

/** Until when one may withdraw, in one sentence. */
export function WithdrawUntil({ right }: { readonly right: WithdrawalRight }) {
  const text = useText();
  const locale = useLocale();
  if (right.until !== null) return <p>{text('after.withdraw.until', { date: longDay(locale, right.until) })}</p>;
  return <p>{text(right.why === 'not-received' ? 'after.withdraw.until.open' : 'after.withdraw.until.never')}</p>;
}

/** What happens with goods and money once it is confirmed. */
export function WithdrawConsequences({ right, status }: { readonly right: WithdrawalRight; readonly status: OrderStatus }) {
  const text = useText();
  const what = status === 'placed' ? 'unpaid' : right.whole ? 'refund' : 'goods';
  return (
    <>
      <p>{text(`after.withdraw.confirm.${what}`)}</p>
      {right.freeReturn && what === 'goods' ? <p>{text('after.withdraw.confirm.free')}</p> : null}
      <p>{text('after.withdraw.confirm.ack')}</p>
    </>
  );
}
