import type { PartState } from '../../src/contract/delivery.ts';
import { partsOf, piecesOf, type WayPart } from '../../src/contract/order-ways.ts';
import type { OrderLine } from '../../src/contract/orders.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { WAY_ICON } from '../ui/way-icon.ts';
import './placed-parts.css';
import { PromiseWords } from './review-parts.tsx';

type Placed = NonNullable<KioskSession['placed']>;

/** What becomes of each part of the order now, soonest first: how it is had, when, and how far it is once it is paid. */
export function PlacedParts({ placed }: { readonly placed: Placed }) {
  const text = useText();
  const { lines = [], fulfilment, delivery, parts } = placed;
  const state = new Map(parts?.map((part) => [part.way, part.state]));
  const all = partsOf({ lines, fulfilmentKind: fulfilment.kind, delivery });
  return (
    <section className="placed-parts" aria-label={text('kiosk.placed.next')}>
      {all.map((part) => (
        <PlacedPart key={part.way} part={part} state={state.get(part.way) ?? 'waiting-payment'} severalWays={all.length > 1} />
      ))}
    </section>
  );
}

interface PlacedPartProps {
  readonly part: WayPart<OrderLine>;
  readonly state: PartState;
  readonly severalWays: boolean;
}

function PlacedPart({ part, state, severalWays }: PlacedPartProps) {
  const text = useText();
  const { way, promise, lines } = part;
  const isOver = state === 'ready' || state === 'handed-over';
  const isFar = isOver || state === 'preparing';
  return (
    <div className="placed-part" data-state={state}>
      <Icon name={isOver ? 'check' : WAY_ICON[way]} />
      <div className="placed-part-words">
        <h2>
          {text(isFar ? `phone.part.${way}` : `kiosk.placed.${way}.title`)}
          {severalWays ? <span className="placed-part-count">{text('kiosk.ways.pieces', { count: piecesOf(lines) })}</span> : null}
        </h2>
        {/* Who reads it tomorrow, on a photograph of this screen, must not be told that it comes tomorrow. */}
        {promise === null || way === 'carry-out' || isOver ? null : <PromiseWords promise={promise} today={null} />}
        <p>{isFar ? text(`kiosk.placed.state.${state}`) : text(`kiosk.placed.${way}.body`, { count: piecesOf(lines) })}</p>
      </div>
    </div>
  );
}
