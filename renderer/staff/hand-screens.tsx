import { useState } from 'react';
import { piecesOf } from '../../src/contract/order-ways.ts';
import { spanInWords } from '../../src/kernel/day-words.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Ago } from '../ui/ago.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { HandOrderScreen } from './hand-order-screen.tsx';
import { type HandOver, handOverOf, handOversOf } from './hand-overs.ts';
import './hand-screens.css';
import './orders-screen.css';
import { ProblemLine } from './problem-line.tsx';
import { type Member, MemberCorner } from './staff-chrome.tsx';
import { useDeskOrders } from './use-orders.ts';

export interface HandScreensProps {
  readonly member: Member;
  readonly onLock: () => void;
  /** The order and the way that the address names; empty for the list. */
  readonly orderId: string;
  readonly way: string;
}

/** What staff hand over themselves: the list, and one of it by itself. */
export function HandScreens({ member, onLock, orderId, way }: HandScreensProps) {
  const text = useText();
  const { items: orders, failed, ask } = useDeskOrders();
  const [said, setSaid] = useState<string | null>(null);
  const corner = <MemberCorner member={member} onLock={onLock} />;
  const leave = (words: string | null) => {
    setSaid(words);
    ask();
    goTo('/staff/desk');
  };
  if (orderId !== '' && orders !== null) {
    const one = handOverOf(orders, orderId, way);
    if (one !== null) return <HandOrderScreen key={`${orderId} ${way}`} one={one} corner={corner} onBack={() => leave(null)} onDone={leave} />;
  }
  const all = (orders ?? []).flatMap(handOversOf);
  const empty = orders !== null && all.length === 0 && said === null && orderId === '';
  return (
    <ScreenFrame
      screen="staff-desk"
      width={empty ? 'fill' : 'wide'}
      corner={corner}
      backLabel={text('staff.home')}
      onBack={() => goTo('/staff')}
      action={
        failed ? (
          <Button kind="primary" size="large" onPress={ask}>
            {text('staff.hand.again')}
          </Button>
        ) : null
      }
    >
      {empty ? (
        <Notice icon="check" tone="calm" title={text('staff.hand.empty.title')} body={text('staff.hand.empty.body')} />
      ) : (
        <div className="to-prepare">
          <h1>{text('staff.hand.title')}</h1>
          <ProblemLine>{failed ? text('staff.hand.failed') : null}</ProblemLine>
          {said === null ? null : <Banner tone="info">{said}</Banner>}
          {orderId !== '' && orders !== null ? <Banner tone="warning">{text('staff.hand.gone')}</Banner> : null}
          {orders === null ? null : (
            <>
              <Group title={text('staff.hand.group.give')} none={text('staff.hand.group.give.none')} all={all.filter(({ isReady }) => isReady)} />
              <Group title={text('staff.hand.group.prepare')} none={text('staff.hand.group.prepare.none')} all={all.filter(({ isReady }) => !isReady)} />
            </>
          )}
        </div>
      )}
    </ScreenFrame>
  );
}

function Group({ title, none, all }: { readonly title: string; readonly none: string; readonly all: readonly HandOver[] }) {
  return (
    <section className="hand-group">
      <h2>{title}</h2>
      {all.length === 0 ? <p className="hand-none">{none}</p> : null}
      <ul className="to-prepare-list">
        {[...all].sort(soonestFirst).map((one) => (
          <li key={`${one.order.orderId} ${one.way}`}>
            <HandCard one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was promised soonest is done first; what was promised alike, in the order in which it was placed. */
function soonestFirst(a: HandOver, b: HandOver): number {
  const [first, second] = [a.part.promise?.until ?? '', b.part.promise?.until ?? ''];
  return first === second ? a.order.placedAt - b.order.placedAt : first < second ? -1 : 1;
}

function HandCard({ one }: { readonly one: HandOver }) {
  const text = useText();
  const locale = useLocale();
  const { order, part, way } = one;
  const promise = way === 'desk' ? part.promise : null;
  return (
    <button
      type="button"
      className="to-prepare-card"
      aria-label={text('staff.hand.open', { number: order.number })}
      onClick={() => goTo(`/staff/desk/${order.orderId}/${way}`)}
    >
      <span className="to-prepare-pictures">
        {part.lines.slice(0, 3).map((line) => (
          <span key={line.sku} className="to-prepare-picture">
            <GarmentPicture picture={line.picture} />
          </span>
        ))}
      </span>
      <span className="to-prepare-words">
        <span className="to-prepare-number">{order.number}</span>
        <span className="to-prepare-facts">
          <span>{text('staff.order.pieces', { count: piecesOf(part.lines) })}</span>
          {way === 'carry-out' ? <span>{text('staff.hand.paidByPhone')}</span> : null}
          {promise === null || one.isReady ? null : <span>{text('staff.hand.until', { when: spanInWords(locale, promise, null) })}</span>}
          <Ago at={order.placedAt} />
        </span>
      </span>
      <Icon name="forward" />
    </button>
  );
}
