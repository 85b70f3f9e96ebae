import { useEffect, useEffectEvent, useState } from 'react';
import { garment } from '../../src/contract/catalogue.ts';
import type { Customer, CustomerOrder, MemberNote } from '../../src/contract/hub/assist.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useAssist } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatTime } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import { Price } from '../ui/price.tsx';
import { goTo } from '../ui/route.ts';
import { ProblemBanner } from '../ui/problem-banner.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { WAY_ICON } from '../ui/way-icon.ts';
import type { AssistProblem } from './assist-problems.ts';
import './customer-screen.css';

/** Longest number or slip's code that the station takes, and longest note. */
const MAX_NUMBER = 120;
const MAX_NOTE = 200;

/** Orders, sizes and notes of the customer beside whom staff stand: asked for now, shown while they stand there, kept nowhere. */
export function CustomerScreen({ session }: { readonly session: KioskSession }) {
  const text = useText();
  const intents = useAssist();
  const action = useAction<AssistProblem>();
  const [number, setNumber] = useState('');
  const [customer, setCustomer] = useState<Customer | null>(null);
  const memberId = session.benefits?.member?.memberId ?? null;
  const look = (asked: string | null) => {
    setCustomer(null);
    action.run(
      () => intents.customer({ number: asked }),
      ({ value }) => setCustomer(value),
    );
  };
  const lookAtMember = useEffectEvent(() => {
    if (memberId !== null) look(null);
  });
  // A member's code that is held to the reader belongs to the session first; then there is somebody to look up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => lookAtMember(), [memberId]);
  const find = () => {
    if (number.trim() !== '') look(number.trim().slice(0, MAX_NUMBER));
  };
  return (
    <ScreenFrame screen="assist-customer" width="roomy" onBack={() => goTo('/kiosk/bag')}>
      <h1 className="screen-title">{text('assist.customer.title')}</h1>
      <div className="customer-find">
        <TextField
          label={text('assist.customer.number')}
          hint={text('assist.customer.lead')}
          keys="text"
          limit={MAX_NUMBER}
          value={number}
          onChange={setNumber}
          onSubmit={find}
        />
        <Button size="large" busy={action.busy} disabled={number.trim() === ''} onPress={find}>
          {text('assist.customer.find')}
        </Button>
      </div>
      {action.problem === null ? null : <Banner tone={action.problem === 'away' ? 'warning' : 'problem'}>{text(`assist.problem.${action.problem}`)}</Banner>}
      {action.busy && customer === null ? <p role="status">{text('assist.customer.wait')}</p> : null}
      {customer === null ? null : <Found customer={customer} onCustomer={setCustomer} />}
    </ScreenFrame>
  );
}

function Found({ customer, onCustomer }: { readonly customer: Customer; readonly onCustomer: (customer: Customer) => void }) {
  const text = useText();
  const isGuest = customer.memberId === null;
  return (
    <div className="customer" data-private="personal">
      <section className="customer-orders" aria-label={text('assist.customer.orders')}>
        <h2>{text('assist.customer.orders')}</h2>
        {isGuest ? <p className="customer-soft">{text('assist.customer.guest')}</p> : null}
        {customer.orders.length === 0 ? <p>{text('assist.customer.orders.none')}</p> : null}
        <ul>
          {customer.orders.map((order) => (
            <OrderItem key={order.number} order={order} />
          ))}
        </ul>
      </section>
      {isGuest ? null : (
        <div className="customer-side">
          <section aria-label={text('assist.customer.sizes')}>
            <h2>{text('assist.customer.sizes')}</h2>
            {customer.sizes.length === 0 ? <p className="customer-soft">{text('assist.customer.sizes.none')}</p> : null}
            <ul className="customer-sizes">
              {customer.sizes.map(({ garment: worn, size }) => (
                <li key={worn}>
                  <span>{garmentName(text, worn)}</span> <strong>{size}</strong>
                </li>
              ))}
            </ul>
          </section>
          <Notes notes={customer.notes} onCustomer={onCustomer} />
          <p className="customer-soft">{text('assist.customer.trace')}</p>
        </div>
      )}
    </div>
  );
}

function OrderItem({ order }: { readonly order: CustomerOrder }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(60_000);
  return (
    <li>
      <Card>
        <div className="customer-order">
          <p className="customer-order-head">
            <Icon name={WAY_ICON[order.fulfilmentKind]} />
            <strong>{order.number}</strong>
            <span className="customer-state" data-state={order.status}>
              {text(`assist.customer.status.${order.status}`)}
            </span>
            <span className="customer-soft">{formatTime(locale, order.placedAt, now)}</span>
            <span className="customer-total">
              <Price amount={order.total} />
            </span>
          </p>
          <ul className="customer-lines">
            {order.lines.map((line, at) => (
              <li key={`${order.number}-${String(at)}`}>
                {[`${line.quantity} × ${line.title}`, line.size, line.colour].filter((word) => word !== null).join(' · ')}
              </li>
            ))}
          </ul>
        </div>
      </Card>
    </li>
  );
}

/** What staff noted, with a field for more. Whoever reads a note may erase it. */
function Notes({ notes, onCustomer }: { readonly notes: readonly MemberNote[]; readonly onCustomer: (customer: Customer) => void }) {
  const text = useText();
  const locale = useLocale();
  const now = useNow(60_000);
  const intents = useAssist();
  const action = useAction<AssistProblem>();
  const [words, setWords] = useState('');
  const save = () => {
    if (words.trim() === '') return;
    action.run(
      () => intents.note({ words: words.trim() }),
      ({ value }) => {
        setWords('');
        onCustomer(value);
      },
    );
  };
  return (
    <section className="customer-notes" aria-label={text('assist.customer.notes')}>
      <h2>{text('assist.customer.notes')}</h2>
      {action.problem === null ? null : <ProblemBanner>{text(`assist.problem.${action.problem}`)}</ProblemBanner>}
      {notes.length === 0 ? <p className="customer-soft">{text('assist.customer.notes.none')}</p> : null}
      <ul>
        {notes.map((note) => (
          <li key={note.noteId} className="customer-note">
            <p>
              {note.words} <span className="customer-soft">{formatTime(locale, note.at, now)}</span>
            </p>
            <Button
              kind="quiet"
              icon={<Icon name="trash" />}
              label={text('assist.customer.note.erase.name', { words: note.words })}
              busy={action.busy}
              onPress={() =>
                action.run(
                  () => intents.eraseNote({ noteId: note.noteId }),
                  ({ value }) => onCustomer(value),
                )
              }
            >
              {text('assist.customer.note.erase')}
            </Button>
          </li>
        ))}
      </ul>
      <TextField
        label={text('assist.customer.note')}
        hint={text('assist.customer.note.hint')}
        keys="text"
        limit={MAX_NOTE}
        value={words}
        onChange={setWords}
        onSubmit={save}
      />
      <Button busy={action.busy} disabled={words.trim() === ''} onPress={save}>
        {text('assist.customer.note.add')}
      </Button>
    </section>
  );
}

/** A garment in words; one that the shop names in its own way stays as the shop wrote it. */
function garmentName(text: ReturnType<typeof useText>, written: string): string {
  const known = garment.safeParse(written);
  return known.success ? text(`assist.garment.${known.data}`) : written;
}
