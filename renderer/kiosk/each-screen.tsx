import type { WayOffer } from '../../src/contract/delivery.ts';
import type { DeliveryPromise, Way } from '../../src/contract/orders.ts';
import { spanInShort } from '../../src/kernel/day-words.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { type Choice, Choices } from '../ui/choices.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { Tick } from '../ui/tick.tsx';
import { WAY_ICON } from '../ui/way-icon.ts';
import { CheckoutFrame } from './checkout-frame.tsx';
import { NO_WAYS, useLowDoor } from './delivery-screen.tsx';
import './each-screen.css';
import { LineWords, Thumb } from './line-parts.tsx';
import type { KioskProblem } from './problem.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import { goesBy, isNow, isOffered, type LineWays, linesWithWays } from './ways.ts';

/** Every item its own way. Each press is kept at once, so that days and costs below are always those of what is chosen. */
export function EachScreen({ session }: SessionScreenProps) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const [needsLowDoor, setNeedsLowDoor] = useLowDoor(session);
  const { today, delivery } = session.ways ?? NO_WAYS;
  const lines = linesWithWays(session);
  const isWhole = lines.every(({ chosen }) => chosen !== null);
  const choose = (lineId: string, way: Way) => action.run(() => intents.setWay({ lineId, way, ...(way === 'silo' ? { needsLowDoor } : {}) }));
  const lockerLine = lines.find(({ chosen }) => chosen === 'silo')?.line.lineId ?? null;
  const askLowDoor = (wanted: boolean) => {
    setNeedsLowDoor(wanted);
    if (lockerLine !== null) action.run(() => intents.setWay({ lineId: lockerLine, way: 'silo', needsLowDoor: wanted }));
  };
  return (
    <CheckoutFrame
      session={session}
      step="delivery"
      screen="each"
      roomy
      title={text('kiosk.ways.each.title')}
      problem={action.problem}
      onBack={() => goTo('/kiosk/delivery')}
      action={
        <>
          <Parts place="bar" delivery={delivery} today={today} />
          <Button kind="primary" size="large" disabled={!isWhole} onPress={() => goTo(goesBy(session, 'ship') ? '/kiosk/address' : '/kiosk/contact')}>
            {text(isWhole ? 'kiosk.next' : 'kiosk.ways.missing')}
          </Button>
        </>
      }
    >
      <ul>
        {lines.map((one) => (
          <li key={one.line.lineId} className="each-line">
            <Thumb picture={one.line.picture} />
            <EachLine one={one} today={today} onChoose={(way) => choose(one.line.lineId, way)} />
          </li>
        ))}
      </ul>
      {lockerLine === null ? null : (
        <Tick label={text('kiosk.delivery.low')} note={text('kiosk.delivery.low.note')} value={needsLowDoor} onChange={askLowDoor} />
      )}
      <Parts place="end" delivery={delivery} today={today} />
    </CheckoutFrame>
  );
}

function EachLine({ one, today, onChoose }: { readonly one: LineWays; readonly today: string; readonly onChoose: (way: Way) => void }) {
  const text = useText();
  const locale = useLocale();
  const { line, chosen, offers } = one;
  const name = [line.title, line.colour, line.size].filter((word) => word !== null).join(', ');
  const note = (offer: WayOffer) => {
    if (offer.kind === 'refused') return text(`way.refused.short.${offer.reason}`);
    const when = isNow(offer) ? text('way.now') : spanInShort(locale, offer, today);
    return offer.cost.minor === 0 ? when : `${when} · ${formatMoney(locale, offer.cost)}`;
  };
  const choices = offers.map(
    (offer): Choice<Way> => ({ value: offer.way, name: text(`way.${offer.way}.short`), note: note(offer), disabled: offer.kind === 'refused' }),
  );
  return (
    <div className="each-line-matter">
      <LineWords title={line.quantity > 1 ? `${line.quantity} × ${line.title}` : line.title} size={line.size} colour={line.colour} />
      {offers.some(isOffered) ? (
        <Choices look="chips" label={text('kiosk.ways.each.choose', { name })} hideLabel choices={choices} value={chosen} onChange={onChoose} />
      ) : (
        <p className="each-line-gone" role="alert">
          {text('kiosk.ways.gone')}
          <Button onPress={() => goTo('/kiosk/bag')}>{text('kiosk.ways.toBag')}</Button>
        </p>
      )}
    </div>
  );
}

/** What the choice comes to: a line for each way in use. Beside the next step, or where words are large, at the end of the list. */
function Parts({ place, delivery, today }: { readonly place: 'bar' | 'end'; readonly delivery: readonly DeliveryPromise[]; readonly today: string }) {
  const text = useText();
  const locale = useLocale();
  return (
    <ul className="each-sum" data-place={place} aria-label={text('kiosk.ways.parts')}>
      {delivery.map((promise) => (
        <li key={promise.way}>
          <Icon name={WAY_ICON[promise.way]} />
          <span>{text(`way.${promise.way}.short`)}</span>
          <span>{isNow(promise) ? text('way.now') : spanInShort(locale, promise, today)}</span>
          <strong>{promise.cost.minor === 0 ? text('way.free') : formatMoney(locale, promise.cost)}</strong>
        </li>
      ))}
    </ul>
  );
}
