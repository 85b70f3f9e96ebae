import type { AfterSale, Claim, Withdrawal } from '../../src/contract/hub/after.ts';
import type { OrderLine } from '../../src/contract/orders.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import './after-card.css';
import { longDay, longMoment, unbroken } from './day.ts';

interface AfterCardProps {
  readonly after: AfterSale;
  readonly lines: readonly OrderLine[];
}

/** What was withdrawn from and what was claimed, and where each stands; until when the guarantee runs. Nothing where there is nothing. */
export function AfterCard({ after, lines }: AfterCardProps) {
  const text = useText();
  const locale = useLocale();
  const { withdrawals, claims, guarantee } = after;
  if (withdrawals.length === 0 && claims.length === 0 && !guarantee.open) return null;
  return (
    <section className="after">
      {withdrawals.map((one) => (
        <WithdrawalPart key={one.number} one={one} lines={lines} />
      ))}
      {claims.length === 0 ? null : <h2>{text('after.claims')}</h2>}
      {claims.map((one) => (
        <ClaimPart key={one.number} one={one} lines={lines} />
      ))}
      {guarantee.open && guarantee.until !== null ? (
        <p className="after-guarantee">{text('after.guarantee', { date: longDay(locale, guarantee.until) })}</p>
      ) : null}
    </section>
  );
}

function WithdrawalPart({ one, lines }: { readonly one: Withdrawal; readonly lines: readonly OrderLine[] }) {
  const text = useText();
  const locale = useLocale();
  return (
    <div className="after-part" data-state={one.state}>
      <h2>{text('after.withdrawal', { number: one.number })}</h2>
      <p>{text('after.withdrawal.at', { date: longMoment(locale, one.at) })}</p>
      <ul>
        {one.lines.map(({ sku, quantity }) => (
          <li key={sku}>{`${quantity} × ${titleOf(lines, sku)}`}</li>
        ))}
      </ul>
      <WithdrawalState one={one} />
    </div>
  );
}

function WithdrawalState({ one }: { readonly one: Withdrawal }) {
  const text = useText();
  const locale = useLocale();
  const amount = one.amount === null ? '' : formatMoney(locale, one.amount);
  const date = (at: number | null) => (at === null ? '' : longDay(locale, at));
  const words = (): string => {
    switch (one.state) {
      case 'refund-due':
        return text('after.withdrawal.refund-due', { amount, date: date(one.refundBy) });
      case 'goods-awaited':
        return text('after.withdrawal.goods-awaited', { date: date(one.goodsUntil) });
      case 'paid':
        return text('after.withdrawal.paid', { amount, date: date(one.settledAt) });
      case 'cancelled':
      case 'brought-back':
      case 'review':
      case 'declined':
        return text(`after.withdrawal.${one.state}`);
    }
  };
  return <p className="after-state">{words()}</p>;
}

function ClaimPart({ one, lines }: { readonly one: Claim; readonly lines: readonly OrderLine[] }) {
  const text = useText();
  const locale = useLocale();
  return (
    <div className="after-part" data-state={one.state}>
      <h3>{text('after.claim.number', { number: unbroken(one.number) })}</h3>
      <p>{`${one.quantity} × ${titleOf(lines, one.sku)}`}</p>
      <p>{`${text(`after.claim.fault.${one.fault}`)} · ${text(`after.claim.wish.${one.wish}`)}`}</p>
      <p className="after-state">{text(`after.claim.state.${one.state}`, { date: longDay(locale, one.answeredAt ?? one.madeAt) })}</p>
      {one.answer === null ? null : <blockquote className="after-answer">{one.answer}</blockquote>}
    </div>
  );
}

function titleOf(lines: readonly OrderLine[], sku: string): string {
  return lines.find((line) => line.sku === sku)?.title ?? sku;
}
