import type { ReturnReason } from '../../src/contract/hub/silo.ts';
import type { ReturnGoods } from '../../src/contract/station/return-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { ReturnHelp } from './return-help.tsx';
import type { ReturnStateOf } from './return-state.ts';
import type { SiloChrome } from './silo-chrome.ts';
import './return-choose.css';

export interface WhichScreenProps {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-which'>;
  readonly onChoose: (orderId: string) => void;
}

/** One code, several orders of the same person: which one is it from? */
export function WhichScreen({ chrome, state, onChoose }: WhichScreenProps) {
  const text = useText();
  return (
    <ScreenFrame {...chrome} screen="return-which" width="narrow" help={<ReturnHelp />}>
      <h1 className="return-title">{text('return.which.title')}</h1>
      <ul className="return-list">
        {state.orders.map(({ orderId, number, titles, pieces }) => (
          <li key={orderId}>
            <Button size="large" wide label={text('return.which.order', { number, titles: titles.join(', '), pieces })} onPress={() => onChoose(orderId)}>
              <span className="return-order">
                <strong>{titles.join(', ')}</strong>
                <span>
                  {number} · {text('return.which.pieces', { pieces })}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </ScreenFrame>
  );
}

export interface GoodsScreenProps {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-goods'>;
  readonly onQuantity: (sku: string, quantity: number) => void;
  readonly onNext: () => void;
}

/** What comes back, piece by piece. Nothing is more than what was bought and has not come back yet. */
export function GoodsScreen({ chrome, state, onQuantity, onNext }: GoodsScreenProps) {
  const text = useText();
  const pieces = state.goods.reduce((count, one) => count + one.quantity, 0);
  return (
    <ScreenFrame
      {...chrome}
      screen="return-goods"
      width="narrow"
      help={<ReturnHelp />}
      action={
        <Button kind="primary" size="large" wide disabled={pieces === 0} onPress={onNext}>
          {text('return.goods.next', { pieces })}
        </Button>
      }
    >
      <h1 className="return-title">{text('return.goods.title')}</h1>
      {state.number === null ? null : <p className="return-note">{text('return.goods.of', { number: state.number })}</p>}
      <ul className="return-list">
        {state.goods.map((one) => (
          <li key={one.sku} className="return-line" data-chosen={one.quantity > 0}>
            <GoodsWords goods={one} note={text('return.goods.max', { max: one.max })} />
            <QuantityStepper
              name={nameOf(one)}
              value={one.quantity}
              min={0}
              max={Math.min(one.max, 20)}
              onChange={(quantity) => onQuantity(one.sku, quantity)}
            />
          </li>
        ))}
      </ul>
    </ScreenFrame>
  );
}

const reasons: readonly ReturnReason[] = ['size', 'not-as-described', 'damaged', 'changed-mind', 'other'];

export interface ReasonScreenProps {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-reason'>;
  readonly onReason: (reason: ReturnReason) => void;
}

/** Why one thing comes back; a touch answers and goes on. */
export function ReasonScreen({ chrome, state, onReason }: ReasonScreenProps) {
  const text = useText();
  const { goods, at, of } = state;
  return (
    <ScreenFrame {...chrome} screen={`return-reason-${goods.sku}`} width="narrow" help={<ReturnHelp />}>
      <h1 className="return-title">{text('return.reason.title')}</h1>
      {of === 1 ? null : <p className="return-note">{text('return.reason.count', { at, of })}</p>}
      <div className="return-line" data-chosen="true">
        <GoodsWords goods={goods} note={text('return.reason.pieces', { pieces: goods.quantity })} />
      </div>
      <ul className="return-reasons">
        {reasons.map((reason) => (
          <li key={reason}>
            <Button size="large" wide onPress={() => onReason(reason)}>
              {text(`return.reason.${reason}`)}
            </Button>
          </li>
        ))}
      </ul>
    </ScreenFrame>
  );
}

export interface PiecesScreenProps {
  readonly chrome: SiloChrome;
  readonly state: ReturnStateOf<'return-pieces'>;
  readonly onPieces: (pieces: number) => void;
  readonly onNext: () => void;
}

/** A return that nobody here knows: only how many pieces it is. */
export function PiecesScreen({ chrome, state, onPieces, onNext }: PiecesScreenProps) {
  const text = useText();
  return (
    <ScreenFrame
      {...chrome}
      screen="return-pieces"
      width="fill"
      help={<ReturnHelp />}
      action={
        <Button kind="primary" size="large" wide onPress={onNext}>
          {text('return.next')}
        </Button>
      }
    >
      <div className="return-pieces">
        <h1>{text('return.pieces.title')}</h1>
        <p>{text('return.pieces.body')}</p>
        <div className="return-count">
          <QuantityStepper name={text('return.pieces.name')} value={state.pieces} min={1} max={20} onChange={onPieces} />
        </div>
      </div>
    </ScreenFrame>
  );
}

function GoodsWords({ goods, note }: { readonly goods: ReturnGoods; readonly note: string }) {
  const text = useText();
  const facts = [goods.colour, goods.size === null ? null : text('return.goods.size', { size: goods.size })].filter((fact) => fact !== null);
  return (
    <div className="return-goods">
      <span className="return-picture">
        <GarmentPicture picture={goods.picture} />
      </span>
      <span className="return-words">
        <strong>{goods.title}</strong>
        {facts.length === 0 ? null : <span>{facts.join(' · ')}</span>}
        <span className="return-note">{note}</span>
      </span>
    </div>
  );
}

function nameOf({ title, colour, size }: ReturnGoods): string {
  return [title, colour, size].filter((word) => word !== null).join(', ');
}
