import type { Money } from '../../src/kernel/money.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import './price.css';

export interface PriceProps {
  readonly amount: Money;
  /** The higher price that it had before; shown struck through, and told as such to the ear. */
  readonly before?: Money | null;
  /** Another end of a range; shown as "from" when it differs. */
  readonly upTo?: Money;
}

/** A price as the shop's country writes it. */
export function Price({ amount, before = null, upTo }: PriceProps) {
  const locale = useLocale();
  const text = useText();
  const price = formatMoney(locale, amount);
  const reduced = before !== null && before.minor > amount.minor;
  return (
    <span className="price" data-reduced={reduced}>
      <span>{upTo !== undefined && upTo.minor !== amount.minor ? text('ui.price.from', { price }) : price}</span>
      {reduced ? <s className="price-before">{text('ui.price.before', { price: formatMoney(locale, before) })}</s> : null}
    </span>
  );
}
