import { useState } from 'react';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { times } from '../../src/kernel/money.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import './bag-screen.css';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Price } from '../ui/price.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { BenefitsPanel } from './benefits-panel.tsx';
import { CarryBag } from './carry-bag.tsx';
import { offersIn } from './club-screen.tsx';
import { LabelCamera } from './label-scan.tsx';
import { LineWords, Thumb } from './line-parts.tsx';
import { type KioskProblem, Problem } from './problem.tsx';
import { putBack } from './put-back.ts';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import type { LabelScan } from './use-label-scan.ts';

type BagLine = KioskSession['bag'][number];

const MOST = 20;

export interface BagScreenProps extends SessionScreenProps {
  /** The list to go back to. */
  readonly browse: string;
  readonly scan: LabelScan;
}

/** The bag: what is in it, how many, what it comes to. What was removed can be put back. */
export function BagScreen({ view, session, browse, scan }: BagScreenProps) {
  const text = useText();
  const bag = useBag();
  if (session.bag.length === 0 && bag.removed === null) return <EmptyBag session={session} browse={browse} scan={scan} />;
  return (
    <ScreenFrame
      screen="bag"
      width="roomy"
      corner={<SessionCorner session={session} bag={false} />}
      backLabel={text('kiosk.added.more')}
      onBack={() => goTo(browse)}
      action={session.bag.length === 0 ? null : <CheckoutBar session={session} />}
    >
      <h1 className="screen-title">{text('kiosk.bag.title')}</h1>
      <Problem kind={bag.problem} />
      {bag.removed === null ? null : (
        <Banner tone="info" action={<Button onPress={bag.undo}>{text('kiosk.bag.undo')}</Button>}>
          {text('kiosk.bag.removed', { name: bag.removed.title })}
        </Banner>
      )}
      <div className="bag">
        <ul className="bag-lines">
          {session.bag.map((line) => (
            <li key={line.lineId} className="bag-line">
              <Thumb picture={line.picture} />
              <LineRow
                line={line}
                assisted={view.assist !== undefined}
                onQuantity={(quantity) => bag.setQuantity(line, quantity)}
                onRemove={() => bag.remove(line)}
              />
            </li>
          ))}
        </ul>
        <BagSide view={view} session={session} scan={scan} />
      </div>
    </ScreenFrame>
  );
}

/** What can be done with the whole bag: codes, another device, one more thing by its label, the club. */
function BagSide({ view, session, scan }: Omit<BagScreenProps, 'browse'>) {
  const text = useText();
  const isEmpty = session.bag.length === 0;
  return (
    <div className="bag-side">
      {isEmpty ? null : <BenefitsPanel session={session} from="bag" />}
      <div className="bag-aside">
        {isEmpty || view.assist === undefined ? null : <Button onPress={() => goTo('/kiosk/assist/discount/all')}>{text('assist.bag')}</Button>}
        {isEmpty ? null : <CarryBag hub={view.hub} />}
        <LabelCamera scan={scan} />
        {offersIn(session.benefits).length === 0 ? null : (
          <Button icon={<Icon name="mail" />} onPress={() => goTo('/kiosk/club')}>
            {text('club.open')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface LineRowProps {
  readonly line: BagLine;
  /** Somebody of the staff stands beside the shopper: prices can be changed. */
  readonly assisted: boolean;
  readonly onQuantity: (quantity: number) => void;
  readonly onRemove: () => void;
}

function LineRow({ line, assisted, onQuantity, onRemove }: LineRowProps) {
  const text = useText();
  const locale = useLocale();
  const name = [line.title, line.colour, line.size].filter((word) => word !== null).join(', ');
  return (
    <div className="bag-row">
      <div className="bag-row-words">
        <LineWords title={line.title} size={line.size} colour={line.colour} />
        <span className="bag-here" data-here={line.hereQuantity > 0}>
          {text(line.hereQuantity > 0 ? 'kiosk.card.here' : 'kiosk.card.order')}
        </span>
      </div>
      <div className="bag-row-figures">
        <QuantityStepper name={name} value={line.quantity} min={1} max={MOST} onChange={onQuantity} />
        <Button kind="quiet" icon={<Icon name="trash" />} label={text('kiosk.bag.remove.name', { name })} onPress={onRemove}>
          {text('kiosk.bag.remove')}
        </Button>
        {assisted ? (
          <Button kind="quiet" label={text('assist.line.name', { name })} onPress={() => goTo(`/kiosk/assist/discount/${line.lineId}`)}>
            {text('assist.line')}
          </Button>
        ) : null}
        <span className="bag-price">
          <Price amount={times(line.unitPrice, line.quantity)} before={line.listPrice === undefined ? null : times(line.listPrice, line.quantity)} />
          {line.quantity > 1 ? <span className="bag-each">{text('kiosk.bag.each', { price: formatMoney(locale, line.unitPrice) })}</span> : null}
        </span>
      </div>
    </div>
  );
}

function CheckoutBar({ session }: { readonly session: KioskSession }) {
  const text = useText();
  return (
    <>
      <p className="bag-total">
        <span>{text('kiosk.bag.total')}</span>
        <strong>
          <Price amount={session.total} />
        </strong>
      </p>
      <Button kind="primary" size="large" onPress={() => goTo('/kiosk/delivery')}>
        {text('kiosk.bag.checkout')}
      </Button>
    </>
  );
}

function EmptyBag({ session, browse, scan }: Omit<BagScreenProps, 'view'>) {
  const text = useText();
  return (
    <ScreenFrame screen="bag" width="narrow" corner={<SessionCorner session={session} bag={false} />} onBack={() => goTo(browse)}>
      <div className="kiosk-notice">
        <span className="kiosk-notice-icon">
          <Icon name="bag" />
        </span>
        <h1>{text('kiosk.bag.empty.title')}</h1>
        <p>{text('kiosk.bag.empty.body')}</p>
        <Button kind="primary" size="large" onPress={() => goTo(browse)}>
          {text('kiosk.bag.browse')}
        </Button>
        <LabelCamera scan={scan} />
      </div>
    </ScreenFrame>
  );
}

/** Changes to the bag, one at a time, and the line that was removed last. */
function useBag() {
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const [removed, setRemoved] = useState<BagLine | null>(null);
  return {
    problem: action.problem,
    removed,
    setQuantity: (line: BagLine, quantity: number) => {
      setRemoved(null);
      action.run(() => intents.setQuantity({ lineId: line.lineId, quantity }));
    },
    remove: (line: BagLine) =>
      action.run(
        () => intents.setQuantity({ lineId: line.lineId, quantity: 0 }),
        () => setRemoved(line),
      ),
    undo: () => {
      if (removed === null) return;
      action.run(
        () => putBack(intents.add, removed, (left) => setRemoved({ ...removed, quantity: left })),
        () => setRemoved(null),
      );
    },
  };
}
