import { type ReactNode, useCallback, useState } from 'react';
import type { OwedMoney } from '../../src/contract/hub/staff-desk.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Ago } from '../ui/ago.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { ChangeProblem } from './change-steps.ts';
import './desk-cards.css';
import { ProblemLine } from './problem-line.tsx';
import { useAskedList } from './use-asked-list.ts';

/** How often the list is asked for: a provider may have given something back meanwhile. Milliseconds. */
const EVERY_MS = 15_000;
type How = 'cash' | 'card' | 'provider';

/** Money that customers are to get back: what is given at the till, what goes back by itself, and what needs a person. Nothing without the hub, which may have paid. */
export function MoneyScreen({ isManager, offline, corner }: { readonly isManager: boolean; readonly offline: boolean; readonly corner: ReactNode }) {
  const text = useText();
  const locale = useLocale();
  const { desk } = useBridge().intents;
  const { items, failed, ask } = useAskedList<OwedMoney>(
    useCallback(() => desk.money(), [desk]),
    EVERY_MS,
  );
  const [giving, setGiving] = useState<{ readonly one: OwedMoney; readonly how: How } | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const empty = offline || (items !== null && items.length === 0 && said === null);
  const close = (words: string | null) => {
    setGiving(null);
    if (words !== null) setSaid(words);
    ask();
  };
  return (
    <ScreenFrame screen="staff-money" width={empty ? 'fill' : 'wide'} corner={corner} backLabel={text('staff.home')} onBack={() => goTo('/staff')}>
      {offline ? (
        <Notice icon="cloud-off" tone="attention" title={text('staff.money.offline.title')} body={text('staff.money.offline.body')} />
      ) : empty ? (
        <Notice icon="check" tone="calm" title={text('staff.money.empty.title')} body={text('staff.money.empty.body')} />
      ) : (
        <div className="desk-cards">
          <header>
            <h1>{text('staff.money.title')}</h1>
            <p className="desk-cards-lead">{text('staff.money.body')}</p>
          </header>
          <ProblemLine>{failed ? text('staff.money.failed') : null}</ProblemLine>
          {said === null ? null : <Banner tone="info">{said}</Banner>}
          <ul className="desk-cards-list">
            {(items ?? []).map((one) => (
              <li key={`${one.cause} ${one.about}`}>
                <OwedCard one={one} isManager={isManager} onGive={(how) => setGiving({ one, how })} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {giving === null ? null : (
        <Confirm {...giving} onClose={() => close(null)} onGiven={(amount) => close(text('staff.money.said', { money: formatMoney(locale, amount) }))} />
      )}
    </ScreenFrame>
  );
}

function OwedCard({ one, isManager, onGive }: { readonly one: OwedMoney; readonly isManager: boolean; readonly onGive: (how: How) => void }) {
  const text = useText();
  const locale = useLocale();
  const { state, amount, number, cause, paidWith, problem } = one;
  return (
    <article className="desk-card" data-tone={TONES[state]}>
      <div className="desk-card-words">
        <h2>{number === null ? text('staff.money.order.unknown') : text('staff.money.order', { number })}</h2>
        <p className="desk-card-facts">
          <span>{text('staff.money.why', { cause: (one.why ?? cause).replaceAll('-', '_') })}</span>
          {paidWith === null ? null : <span>{text('staff.money.paid', { tender: paidWith })}</span>}
          <Ago at={one.owedAt} />
        </p>
      </div>
      <p className="desk-card-figure">{amount === null ? text('staff.money.undecided') : formatMoney(locale, amount)}</p>
      <div className="desk-card-do">
        <p className="desk-card-state">
          <Icon name={state === 'coming' ? 'check' : state === 'till' ? 'till' : 'warning'} />
          {text(`staff.money.state.${state}`)}
        </p>
        <p>{state === 'refused' ? text(`staff.money.problem.${problem ?? 'provider-refused'}`) : text(`staff.money.todo.${state}`)}</p>
        <Ways one={one} isManager={isManager} onGive={onGive} />
      </div>
    </article>
  );
}

const TONES = { till: 'todo', coming: 'good', refused: 'bad', look: 'bad' } as const satisfies Readonly<Record<OwedMoney['state'], string>>;

/** What may be done about it here. What a bank disputes or gave back already is nobody's to give. */
function Ways({ one, isManager, onGive }: { readonly one: OwedMoney; readonly isManager: boolean; readonly onGive: (how: How) => void }) {
  const text = useText();
  const { state, problem, paidWith } = one;
  if (state === 'coming' || state === 'look' || problem === 'money-gone' || problem === 'too-much') return null;
  if (!isManager) return <p className="desk-card-soft">{text('staff.money.manager')}</p>;
  const again = state === 'refused' && problem !== 'failed' && problem !== 'way-gone';
  const online = state === 'till' && paidWith === 'online';
  return (
    <div className="desk-card-buttons">
      {again || online ? (
        <Button kind="primary" onPress={() => onGive('provider')}>
          {text('staff.money.provider')}
        </Button>
      ) : null}
      <Button kind={again || online ? 'secondary' : 'primary'} onPress={() => onGive('cash')}>
        {text('staff.money.cash')}
      </Button>
      <Button onPress={() => onGive('card')}>{text('staff.money.card')}</Button>
    </div>
  );
}

interface ConfirmProps {
  readonly one: OwedMoney;
  readonly how: How;
  readonly onClose: () => void;
  readonly onGiven: (amount: NonNullable<OwedMoney['amount']>) => void;
}

function Confirm({ one, how, onClose, onGiven }: ConfirmProps) {
  const text = useText();
  const locale = useLocale();
  const { desk } = useBridge().intents;
  const action = useAction<ChangeProblem>();
  const { amount, cause, about, number } = one;
  if (amount === null) return null;
  const give = () =>
    action.run(
      () => desk.settle({ cause, about, amount, how }),
      () => onGiven(amount),
    );
  return (
    <Sheet
      open
      role="alertdialog"
      title={text(`staff.money.confirm.${how}`, { money: formatMoney(locale, amount) })}
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onClose}>
            {text('staff.money.no')}
          </Button>
          <Button kind="primary" size="large" busy={action.busy} onPress={give}>
            {text(how === 'provider' ? 'staff.money.yes.provider' : 'staff.money.yes')}
          </Button>
        </>
      }
    >
      <p>{number === null ? text('staff.money.order.unknown') : text('staff.money.order', { number })}</p>
      <ProblemLine>{action.problem === null ? null : text(`staff.change.problem.${action.problem}`)}</ProblemLine>
    </Sheet>
  );
}
