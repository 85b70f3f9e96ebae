import type { WayOffer } from '../../src/contract/delivery.ts';
import type { Way } from '../../src/contract/orders.ts';
import { spanInWords } from '../../src/kernel/day-words.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { type Choice, Choices } from '../ui/choices.tsx';
import { Icon } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import { WAY_ICON } from '../ui/way-icon.ts';
import './way-rows.css';
import { isNow, type Offered } from './ways.ts';

export interface WayRowsProps {
  readonly label: string;
  readonly offers: readonly WayOffer[];
  /** The shop's day. */
  readonly today: string;
  /** How many lines the bag has. */
  readonly lines: number;
  readonly value: Way | null;
  readonly onChange: (way: Way) => void;
}

/** The ways that all goods could go, one below the other: when, and what it costs; why not, where it cannot be. */
export function WayRows({ label, offers, today, lines, value, onChange }: WayRowsProps) {
  const text = useText();
  const choice = (offer: WayOffer): Choice<Way> => ({
    value: offer.way,
    name: text(`way.${offer.way}`),
    face: offer.kind === 'offered' ? <OfferedRow offer={offer} today={today} /> : <RefusedRow offer={offer} lines={lines} />,
    disabled: offer.kind === 'refused',
  });
  return <Choices look="rows" label={label} hideLabel choices={offers.map(choice)} value={value} onChange={onChange} />;
}

function OfferedRow({ offer, today }: { readonly offer: Offered; readonly today: string }) {
  const text = useText();
  const locale = useLocale();
  return (
    <span className="way-row">
      <Icon name={WAY_ICON[offer.way]} />
      <span className="way-row-words">
        <span className="way-row-name">{text(`way.${offer.way}`)}</span>
        <span className="way-row-facts">
          <span className="way-row-when">{isNow(offer) ? text('way.now') : spanInWords(locale, offer, today)}</span>
          <span className="way-row-note">{text(`way.${offer.way}.note`)}</span>
        </span>
      </span>
      <span className="way-row-cost">
        <Cost offer={offer} />
        {offer.cost.minor === 0 || offer.freeFrom === null ? null : (
          <span className="way-row-from">{text('way.free.from', { price: formatMoney(locale, offer.freeFrom) })}</span>
        )}
      </span>
    </span>
  );
}

function Cost({ offer }: { readonly offer: Offered }) {
  const text = useText();
  return offer.cost.minor === 0 ? <span className="way-row-free">{text('way.free')}</span> : <Price amount={offer.cost} />;
}

function RefusedRow({ offer, lines }: { readonly offer: Exclude<WayOffer, Offered>; readonly lines: number }) {
  const text = useText();
  const { reason, lineIds } = offer;
  const all = lineIds.length === 0 || lineIds.length >= lines ? 'yes' : 'no';
  return (
    <span className="way-row">
      <Icon name={WAY_ICON[offer.way]} />
      <span className="way-row-words">
        <span className="way-row-name">{text(`way.${offer.way}`)}</span>
        <span className="way-row-note">{text(`way.refused.${reason}`, { all, count: all === 'yes' ? lines : lineIds.length })}</span>
      </span>
    </span>
  );
}
