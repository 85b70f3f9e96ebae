import { useState } from 'react';
import type { PhoneDeposit, PhoneOrder, PhoneReturnCode, PhoneReturns } from '../../src/contract/hub/phone.ts';
import type { ReturnLine } from '../../src/contract/hub/silo.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { QrImage } from '../ui/qr-image.tsx';
import { formatDate, formatDay } from './format-day.ts';
import './returns-card.css';
import type { Trouble } from './step-page.tsx';
import type { Ask } from './use-order.ts';

interface ReturnsCardProps {
  readonly order: PhoneOrder;
  readonly returns: PhoneReturns;
  readonly ask: Ask;
}

/** What is to come back and what did: the codes to show at a silo, the receipts, and until when. */
export function ReturnsCard({ order, returns, ask }: ReturnsCardProps) {
  const text = useText();
  const locale = useLocale();
  return (
    <section className="returns">
      <h2>{text('phone.returns')}</h2>
      {returns.codes.map((code) => (
        <ReturnCode key={code.number} order={order} code={code} ask={ask} />
      ))}
      {returns.deposits.map((deposit) => (
        <Deposit key={deposit.receipt} order={order} deposit={deposit} />
      ))}
      <p className="returns-until">{text(returns.open ? 'phone.returns.until' : 'phone.returns.over', { date: formatDate(locale, returns.until) })}</p>
    </section>
  );
}

function ReturnCode({ order, code, ask }: { readonly order: PhoneOrder; readonly code: PhoneReturnCode; readonly ask: Ask }) {
  const text = useText();
  const locale = useLocale();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const cancel = async () => {
    setBusy(true);
    setTrouble(await ask(`returns/${code.number}/cancel`, {}));
    setBusy(false);
  };
  return (
    <div className="return-code">
      <h3>{text('phone.return.show')}</h3>
      <div className="return-code-qr">
        <QrImage data={code.code} caption={text('phone.return.qr')} />
      </div>
      <p>{text('phone.return.how')}</p>
      <Goods order={order} lines={code.lines} />
      <p className="returns-until">{text('phone.return.expires', { date: formatDay(locale, code.expiresAt) })}</p>
      {trouble === null ? null : (
        <Banner tone="problem" icon="warning">
          {text(`phone.trouble.${trouble}`)}
        </Banner>
      )}
      <Button wide busy={busy} onPress={() => void cancel()}>
        {text('phone.return.cancel')}
      </Button>
    </div>
  );
}

function Deposit({ order, deposit }: { readonly order: PhoneOrder; readonly deposit: PhoneDeposit }) {
  const text = useText();
  const locale = useLocale();
  return (
    <div className="return-deposit" data-state={deposit.state}>
      <h3>{text('phone.deposit.title', { receipt: deposit.receipt })}</h3>
      <p>{text('phone.deposit.when', { date: formatDay(locale, deposit.depositedAt) })}</p>
      <Goods order={order} lines={deposit.lines} />
      <DepositState deposit={deposit} />
      {deposit.takenOutAt === null ? null : <p>{text('phone.deposit.taken', { date: formatDate(locale, deposit.takenOutAt) })}</p>}
    </div>
  );
}

/** What becomes of the money, and when it did. */
function DepositState({ deposit: { amount, state, tender, settledAt } }: { readonly deposit: PhoneDeposit }) {
  const text = useText();
  const locale = useLocale();
  const money = amount === null ? null : formatMoney(locale, amount);
  const date = settledAt === null ? '' : formatDate(locale, settledAt);
  const words = (): string => {
    switch (state) {
      case 'requested':
        return money === null ? text('phone.deposit.review') : text('phone.deposit.requested', { amount: money });
      case 'paid':
        return text('phone.deposit.paid', { amount: money ?? '', date, tender: tender ?? 'card' });
      case 'declined':
      case 'review':
      case 'duplicate':
        return text(`phone.deposit.${state}`);
    }
  };
  return <p className="return-deposit-state">{words()}</p>;
}

function Goods({ order, lines }: { readonly order: PhoneOrder; readonly lines: readonly ReturnLine[] }) {
  const text = useText();
  return (
    <ul className="return-goods">
      {lines.map(({ sku, quantity, reason }) => (
        <li key={`${sku} ${reason}`}>
          <b>{`${quantity} × ${order.lines.find((line) => line.sku === sku)?.title ?? sku}`}</b> <span>{text(`return.reason.${reason}`)}</span>
        </li>
      ))}
    </ul>
  );
}
