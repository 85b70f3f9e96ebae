import { useId, useState } from 'react';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import type { PhoneShortage, StockChoice } from '../../src/contract/stock.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { formatDate } from './format-day.ts';
import './missing-card.css';
import type { Ask } from './use-order.ts';

/** What is missing of an order, each with what its customer may decide: wait, take another one, leave it. Nothing where nothing is. */
export function MissingCard({ order, ask }: { readonly order: PhoneOrder; readonly ask: Ask }) {
  const text = useText();
  const missing = order.stock?.missing ?? [];
  if (missing.length === 0) return null;
  return (
    <Card>
      <section className="missing-card">
        <h2>{text('phone.missing.title')}</h2>
        {missing.some(({ waits }) => !waits) ? <p>{text('phone.missing.lead')}</p> : null}
        {missing.map((shortage) => (
          <Missing key={`${shortage.sku} ${shortage.short}`} order={order} shortage={shortage} ask={ask} />
        ))}
      </section>
    </Card>
  );
}

/** Money that comes back without goods having gone back, and why an order that nobody paid is over. */
export function MoneyBack({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  const locale = useLocale();
  const { moneyBack = [], expired = false } = order.stock ?? {};
  // Two sums of one moment may be alike in everything, and their order never changes.
  const named = moneyBack.map((money, place) => ({ ...money, name: `${place} ${money.owedAt}` }));
  return (
    <>
      {expired ? <Banner tone="warning">{text('phone.expired')}</Banner> : null}
      {named.map(({ amount, state, name }) => (
        <Banner key={name} tone={state === 'declined' ? 'warning' : 'info'} icon={MONEY_ICONS[state]}>
          {text(`phone.money.${state}`, { amount: formatMoney(locale, amount) })}
        </Banner>
      ))}
    </>
  );
}

const MONEY_ICONS = { owed: 'refresh', paid: 'check', declined: 'warning' } as const;

interface MissingProps {
  readonly order: PhoneOrder;
  readonly shortage: PhoneShortage;
  readonly ask: Ask;
}

/** One thing that is missing: one choice among few, and one press that does it. */
function Missing({ order, shortage, ask }: MissingProps) {
  const text = useText();
  const locale = useLocale();
  const [choice, setChoice] = useState<StockChoice | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Awaited<ReturnType<Ask>>>(null);
  const line = order.lines.find(({ sku }) => sku === shortage.sku);
  const title = line?.title ?? shortage.sku;
  const detail = [line?.colour, line?.size].filter((part) => typeof part === 'string' && part !== '').join(' · ');
  const day = formatDate(locale, shortage.until);
  const press = async () => {
    if (choice === null) return;
    setBusy(true);
    setTrouble(await ask('stock', choice));
    setBusy(false);
  };
  return (
    <div className="missing">
      <p className="missing-what">
        <strong>{text('phone.missing.pieces', { count: shortage.short, title })}</strong>
        {detail === '' ? null : <span>{detail}</span>}
      </p>
      <p className="missing-until">{text(shortage.waits ? 'phone.missing.waiting' : 'phone.missing.until', { day })}</p>
      <Choices order={order} shortage={shortage} title={title} choice={choice} onChoice={setChoice} />
      {trouble === null ? null : (
        <Banner tone="problem" icon="warning">
          {text(trouble === 'refused' ? 'phone.missing.changed' : `phone.trouble.${trouble}`)}
        </Banner>
      )}
      <Button kind="primary" size="large" wide busy={busy} disabled={choice === null} onPress={() => void press()}>
        {text('phone.missing.confirm')}
      </Button>
    </div>
  );
}

interface ChoicesProps {
  readonly order: PhoneOrder;
  readonly shortage: PhoneShortage;
  readonly title: string;
  readonly choice: StockChoice | null;
  readonly onChoice: (choice: StockChoice) => void;
}

function Choices({ order, shortage, title, choice, onChoice }: ChoicesProps) {
  const text = useText();
  const locale = useLocale();
  const name = useId();
  const { sku, short, waits, alternatives, giveBack } = shortage;
  const amount = formatMoney(locale, giveBack);
  const swaps = alternatives.map((other) => ({
    value: { choice: 'swap', sku, short, to: other.sku } as const,
    words: text('phone.missing.swap', { variant: [other.size, other.colour].filter((part) => part !== null && part !== '').join(', ') || title }),
    note: text('phone.missing.swap.note', { price: formatMoney(locale, other.price) }),
  }));
  const wait = { value: { choice: 'wait', sku, short } as const, words: text('phone.missing.wait'), note: text('phone.missing.wait.note') };
  const drop = {
    value: { choice: 'give-up', sku, short } as const,
    words: text('phone.missing.drop'),
    note: text(order.status === 'placed' ? 'phone.missing.drop.unpaid' : 'phone.missing.drop.paid', { amount }),
  };
  return (
    <fieldset className="missing-choices">
      <legend className="visually-hidden">{text('phone.missing.choose', { title })}</legend>
      {[...swaps, ...(waits ? [] : [wait]), drop].map(({ value, words, note }) => (
        <label key={`${value.choice} ${value.choice === 'swap' ? value.to : ''}`} className="missing-choice">
          <input type="radio" name={name} checked={isSame(choice, value)} onChange={() => onChoice(value)} />
          <span className="missing-choice-words">
            <strong>{words}</strong>
            <span>{note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function isSame(one: StockChoice | null, two: StockChoice): boolean {
  if (one === null || one.choice !== two.choice) return false;
  return one.choice !== 'swap' || two.choice !== 'swap' || one.to === two.to;
}
