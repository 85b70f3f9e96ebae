import { useEffect, useState } from 'react';
import type { BagCodeLine } from '../../src/contract/bag-code.ts';
import type { PhoneBag, PhoneBagLine } from '../../src/contract/hub/phone-bag.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { sum, times } from '../../src/kernel/money.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProductPhoto } from '../ui/product-photo.tsx';
import { QrImage } from '../ui/qr-image.tsx';
import { QuantityStepper } from '../ui/quantity-stepper.tsx';
import './bag-page.css';
import { BagOrder } from './bag-order.tsx';
import type { BagLink } from './bag-link.ts';
import './order-card.css';
import { Loading, Trouble } from './page-parts.tsx';
import { PhoneFrame } from './phone-frame.tsx';
import type { OrderableLine } from './use-bag-order.ts';

const MOST = 20;

/** A bag on a phone: what is in it at the prices of now, and the code that takes it to any screen of a shop. It needs no account: the address is the bag. */
export function BagPage({ link, browserLocale }: { readonly link: BagLink; readonly browserLocale: Locale }) {
  const bag = useBag(link);
  const [isOrdering, setOrdering] = useState(false);
  const leave = () => {
    setOrdering(false);
    bag.again();
    window.scrollTo(0, 0);
  };
  return (
    <PhoneFrame shop={bag.known?.storeName ?? ''} theme={bag.known?.theme} locale={browserLocale}>
      {isOrdering && bag.known !== null ? (
        <BagOrder link={link} lines={orderable(bag, bag.known)} onBack={leave} />
      ) : (
        <Content
          bag={bag}
          link={link}
          onOrder={() => {
            setOrdering(true);
            window.scrollTo(0, 0);
          }}
        />
      )}
    </PhoneFrame>
  );
}

function Content({ bag, link, onOrder }: { readonly bag: Bag; readonly link: BagLink; readonly onOrder: () => void }) {
  const text = useText();
  const { lines, known, problem } = bag;
  if (lines === null || problem === 'unknown') return <Trouble title={text('bag.phone.broken.title')} body={text('bag.phone.broken.body')} onAgain={null} />;
  if (lines.length === 0) return <Trouble title={text('bag.phone.empty.title')} body={text('bag.phone.empty.body')} onAgain={null} />;
  if (known === null && problem === null) return <Loading />;
  const url = link.urlOf(lines);
  return (
    <>
      <title>{text('bag.phone.title')}</title>
      <h1>{text('bag.phone.title')}</h1>
      {problem === null ? null : (
        <Banner tone="warning" icon="cloud-off" action={<Button onPress={bag.again}>{text('phone.again')}</Button>}>
          {text('bag.phone.offline.body')}
        </Banner>
      )}
      {known === null ? null : <Lines bag={bag} known={known} onOrder={onOrder} />}
      {url === null ? null : (
        <Card>
          <section className="phone-bag-code">
            <h2>{text('bag.phone.show')}</h2>
            <p>{text('bag.phone.show.body')}</p>
            <div className="phone-bag-qr">
              <QrImage data={url} caption={text('bag.phone.caption')} />
            </div>
            <p className="phone-bag-note">{text('bag.phone.keep')}</p>
          </section>
        </Card>
      )}
    </>
  );
}

function Lines({ bag, known, onOrder }: { readonly bag: Bag; readonly known: PhoneBag; readonly onOrder: () => void }) {
  const text = useText();
  const locale = useLocale();
  const shown = known.lines.flatMap((line) => {
    const quantity = bag.lines?.find(({ sku }) => sku === line.sku)?.quantity;
    return quantity === undefined ? [] : [{ ...line, quantity }];
  });
  const total = sum(
    known.currency,
    shown.flatMap(({ goods, quantity }) => (goods === null ? [] : [times(goods.unitPrice, Math.min(quantity, goods.available))])),
  );
  return (
    <Card>
      <section className="bought">
        <ul>
          {shown.map((line) => (
            <li key={line.sku} className="phone-bag-line">
              <Line line={line} onQuantity={(quantity) => bag.setQuantity(line.sku, quantity)} />
            </li>
          ))}
        </ul>
        <p className="bought-total">
          <span>{text('bag.phone.total')}</span>
          <span>{formatMoney(locale, total)}</span>
        </p>
        <p className="bought-placed">{text('bag.phone.total.note')}</p>
        {orderable(bag, known).length === 0 ? null : (
          <Button kind="primary" size="large" wide onPress={onOrder}>
            {text('bag.order.begin')}
          </Button>
        )}
      </section>
    </Card>
  );
}

/** What of the bag can be had now, as many as there are. */
function orderable({ lines }: Bag, known: PhoneBag): readonly OrderableLine[] {
  return known.lines.flatMap(({ sku, goods }) => {
    const quantity = Math.min(lines?.find((line) => line.sku === sku)?.quantity ?? 0, goods?.available ?? 0);
    return goods === null || quantity === 0 ? [] : [{ sku, quantity, unitPrice: goods.unitPrice }];
  });
}

function Line({ line, onQuantity }: { readonly line: PhoneBagLine; readonly onQuantity: (quantity: number) => void }) {
  const text = useText();
  const locale = useLocale();
  const { goods, quantity, sku } = line;
  const name = goods === null ? sku : [goods.title, goods.colour, goods.size].filter((word) => word !== null).join(', ');
  const trouble =
    goods === null
      ? text('bag.phone.unknown')
      : goods.available === 0
        ? text('bag.phone.gone')
        : goods.available < quantity
          ? text('bag.phone.fewer', { count: goods.available })
          : null;
  return (
    <>
      <div className="bought-picture">{goods === null ? null : <ProductPhoto photo={goods.photo} picture={goods.picture} />}</div>
      <div className="bought-words">
        <p className="bought-title">{goods === null ? text('bag.phone.unknown') : goods.title}</p>
        {goods === null ? null : <p className="bought-variant">{[goods.size, goods.colour].filter((word) => word !== null).join(' · ')}</p>}
        {trouble === null || goods === null ? null : <p className="phone-bag-trouble">{trouble}</p>}
      </div>
      {goods === null || goods.available === 0 ? null : (
        // What the total counts: as many as there are.
        <p className="bought-price">{formatMoney(locale, times(goods.unitPrice, Math.min(quantity, goods.available)))}</p>
      )}
      <div className="phone-bag-changes">
        {goods === null || goods.available === 0 ? null : <QuantityStepper name={name} value={quantity} min={1} max={MOST} onChange={onQuantity} />}
        <Button kind="quiet" icon={<Icon name="trash" />} label={text('bag.phone.remove.name', { name })} onPress={() => onQuantity(0)}>
          {text('bag.phone.remove')}
        </Button>
      </div>
    </>
  );
}

interface Bag {
  readonly lines: readonly BagCodeLine[] | null;
  readonly known: PhoneBag | null;
  readonly problem: 'unknown' | 'unreachable' | null;
  readonly again: () => void;
  readonly setQuantity: (sku: string, quantity: number) => void;
}

/** The bag of the address: a change goes back into the address, so that a reload, a bookmark and the code show the same. */
function useBag(link: BagLink): Bag {
  const [lines, setLines] = useState(link.lines);
  const [known, setKnown] = useState<PhoneBag | null>(null);
  const [problem, setProblem] = useState<Bag['problem']>(null);
  const [round, setRound] = useState(0);
  // What the shop says is asked for the bag as it came, and again when somebody asks; a change on the page needs no new answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let gone = false;
    if (link.lines === null || link.lines.length === 0) return undefined;
    void link.load(link.lines).then((answer) => {
      if (gone) return;
      setProblem(answer.ok ? null : answer.error.kind);
      if (answer.ok) setKnown(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [link, round]);
  return {
    lines,
    known,
    problem,
    again: () => setRound((before) => before + 1),
    setQuantity: (sku, quantity) => {
      const next = (lines ?? []).flatMap((line) => (line.sku !== sku ? [line] : quantity === 0 ? [] : [{ sku, quantity }]));
      const url = link.urlOf(next);
      if (url !== null) window.history.replaceState(null, '', url.slice(url.indexOf('#')));
      setLines(next);
    },
  };
}
