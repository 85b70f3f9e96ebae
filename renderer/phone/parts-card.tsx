import { partsOf, type WayPart } from '../../src/contract/order-ways.ts';
import type { PartState } from '../../src/contract/delivery.ts';
import type { OrderLine, Way } from '../../src/contract/orders.ts';
import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { spanInWords } from '../../src/kernel/day-words.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import { WAY_ICON } from '../ui/way-icon.ts';
import { dayOf } from './format-day.ts';
import './parts-card.css';

/** How each part of the order is had, when, and how far it is; nothing for an order that is over or that promised nothing. */
export function PartsCard({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  const now = useNow(60_000);
  const parts = partsOf(order);
  const states = new Map(order.parts?.map(({ way, state }) => [way, state]));
  const stateOf = (way: Way) => states.get(way) ?? usualState(order);
  // One part says more than the picture above only where a day is promised that is still to come.
  const saysMore = parts.length > 1 || parts.some((part) => comesOn(part, stateOf(part.way)) !== null);
  if (!saysMore || order.status === 'cancelled') return null;
  return (
    <Card>
      <section className="phone-parts">
        <h2>{text('phone.parts')}</h2>
        <ul>
          {parts.map((part) => (
            <Part key={part.way} part={part} state={stateOf(part.way)} now={now} severalWays={parts.length > 1} />
          ))}
        </ul>
      </section>
    </Card>
  );
}

interface PartProps {
  readonly part: WayPart<OrderLine>;
  readonly state: PartState;
  readonly now: number;
  readonly severalWays: boolean;
}

function Part({ part, state, now, severalWays }: PartProps) {
  const text = useText();
  const locale = useLocale();
  const { way, lines } = part;
  const isOver = state === 'handed-over' || state === 'ready';
  const promise = comesOn(part, state);
  const when = promise === null ? null : spanInWords(locale, promise, dayOf(now));
  return (
    <li className="phone-part" data-state={state}>
      <Icon name={isOver ? 'check' : WAY_ICON[way]} />
      <div className="phone-part-words">
        <p className="phone-part-name">{text(`phone.part.${way}`)}</p>
        {when === null ? null : <p className="phone-part-when">{text(way === 'ship' ? 'phone.part.arrives' : 'phone.part.readyOn', { when })}</p>}
        <p className="phone-part-state">{text(`phone.part.${way}.${state}`)}</p>
        {severalWays ? (
          <p className="phone-part-lines">{lines.map((line) => (line.quantity > 1 ? `${line.quantity} × ${line.title}` : line.title)).join(' · ')}</p>
        ) : null}
      </div>
    </li>
  );
}

/** The days that are still to come of a part: none for what is there, or goes along from the till. */
function comesOn({ way, promise }: WayPart<OrderLine>, state: PartState) {
  return way === 'carry-out' || state === 'handed-over' || state === 'ready' ? null : promise;
}

/** What the order as a whole says of a part of which nothing was said. */
function usualState({ status }: PhoneOrder): PartState {
  switch (status) {
    case 'placed':
      return 'waiting-payment';
    case 'paid':
      return 'preparing';
    case 'ready':
      return 'ready';
    case 'collected':
      return 'handed-over';
    case 'cancelled':
      return 'cancelled';
  }
}
