import { useState } from 'react';
import type { PhoneBagOffer, PhoneCouponTrouble } from '../../src/contract/hub/phone-bag.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';
import { spanInWords } from '../../src/kernel/day-words.ts';
import { type Money, sum } from '../../src/kernel/money.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { contactFrom } from '../kiosk/check-contact.ts';
import { countryName } from '../kiosk/country-name.ts';
import { Sums } from '../kiosk/review-parts.tsx';
import { WayRows } from '../kiosk/way-rows.tsx';
import type { Offered } from '../kiosk/ways.ts';
import { Banner } from '../ui/banner.tsx';
import { Choices } from '../ui/choices.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Tick } from '../ui/tick.tsx';
import { AddressFields, type AddressForm, useAddressForm } from './address-form.tsx';
import type { BagLink } from './bag-link.ts';
import './bag-order.css';
import { Loading, Trouble } from './page-parts.tsx';
import { StepPage } from './step-page.tsx';
import { type BagOrdering, type OrderableLine, type OrderForm, type OrderTrouble, useBagOrder } from './use-bag-order.ts';

export interface BagOrderProps {
  readonly link: BagLink;
  /** What of the bag can be had. */
  readonly lines: readonly OrderableLine[];
  /** Back to the bag, which is looked up anew. */
  readonly onBack: () => void;
}

type PhoneWay = OrderForm['way'];

/** Orders a bag from a phone in two steps: how and for whom, then what it comes to. It is paid on the page of the order. */
export function BagOrder({ link, lines, onBack }: BagOrderProps) {
  const text = useText();
  const ordering = useBagOrder(link, lines);
  const { offer, trouble } = ordering;
  if (offer !== null) return <Steps ordering={ordering} offer={offer} lines={lines} onBack={onBack} />;
  if (trouble === null) return <Loading />;
  const isOver = trouble === 'goods-changed';
  return (
    <Trouble
      title={text(isOver ? 'bag.order.changed.title' : 'phone.offline.title')}
      body={text(isOver ? 'bag.order.refused.goods-changed' : 'bag.order.unreachable')}
      onAgain={isOver ? onBack : () => void ordering.weigh(null)}
    />
  );
}

interface StepsProps {
  readonly ordering: BagOrdering;
  readonly offer: PhoneBagOffer;
  readonly lines: readonly OrderableLine[];
  readonly onBack: () => void;
}

function Steps({ ordering, offer, lines, onBack }: StepsProps) {
  const text = useText();
  const locale = useLocale();
  const first = offer.ways.find((way) => way.kind === 'offered');
  const [chosen, setChosen] = useState<PhoneWay | null>(null);
  const way = chosen ?? phoneWay(first?.way) ?? null;
  const [country, setCountry] = useState(offer.countries[0] ?? '');
  const address = useAddressForm(country);
  const [email, setEmail] = useState('');
  const [coupon, setCoupon] = useState('');
  const [ticks, setTicks] = useState({ newsletter: false, membership: false });
  const [tells, setTells] = useState(false);
  const [shown, setShown] = useState<PhoneBagOffer | null>(null);
  const contact = contactFrom('email', email);
  const form: OrderForm | null =
    way === null || contact?.kind !== 'email' || (way === 'ship' && address.address === null)
      ? null
      : { way, address: address.address, email: contact.email, coupons: coupon.trim() === '' ? [] : [coupon.trim()], ...ticks, locale };
  const toSum = async () => {
    setTells(true);
    if (form === null) return;
    const weighed = await ordering.weigh(form);
    const goes = weighed?.ways.some((one) => one.kind === 'offered' && one.way === form.way) === true;
    if (weighed === null || !goes || weighed.troubles.length > 0) return;
    setShown(weighed);
    window.scrollTo(0, 0);
  };
  if (shown !== null && form !== null) {
    return <Confirm ordering={ordering} offer={shown} form={form} lines={lines} onWeighed={setShown} onBack={() => setShown(null)} onBag={onBack} />;
  }
  const couponTrouble = offer.troubles[0]?.trouble ?? null;
  return (
    <StepPage title={text('bag.order.title')} onBack={onBack} trouble={null} action={{ words: text('bag.order.next'), run: toSum, disabled: way === null }}>
      <title>{text('bag.order.title')}</title>
      <h2>{text('bag.order.how')}</h2>
      {way === null ? <Banner tone="warning">{text('bag.order.no-way')}</Banner> : null}
      <WayRows
        label={text('bag.order.how')}
        offers={offer.ways}
        today={offer.today}
        lines={lines.length}
        value={way}
        onChange={(next) => setChosen(phoneWay(next))}
      />
      {way === 'ship' ? <Destination form={address} countries={offer.countries} onCountry={setCountry} tells={tells} /> : null}
      <h2>{text('bag.order.mail')}</h2>
      <TextField
        label={text('kiosk.contact.email')}
        hint={text('bag.order.mail.hint')}
        keys="none"
        own={{ keys: 'email', fills: 'email' }}
        limit={254}
        value={email}
        onChange={setEmail}
        problem={tells && contact === null ? text('kiosk.contact.email.wrong') : null}
      />
      <TextField
        label={text('bag.order.coupon')}
        keys="none"
        own={{ keys: 'text', fills: 'off' }}
        limit={80}
        value={coupon}
        onChange={setCoupon}
        problem={couponTrouble === null || coupon.trim() === '' ? null : text(couponKey(couponTrouble))}
      />
      <Asks offer={offer} ticks={ticks} onTicks={setTicks} />
      <TroubleLine trouble={ordering.trouble} />
    </StepPage>
  );
}

function Destination({
  form,
  countries,
  onCountry,
  tells,
}: {
  readonly form: AddressForm;
  readonly countries: readonly string[];
  readonly onCountry: (code: string) => void;
  readonly tells: boolean;
}) {
  const text = useText();
  const locale = useLocale();
  return (
    <>
      <h2>{text('kiosk.address.title')}</h2>
      {countries.length < 2 ? null : (
        <Choices
          look="chips"
          label={text('kiosk.address.where')}
          choices={countries.map((code) => ({ value: code, name: countryName(locale, code) }))}
          value={form.country}
          onChange={onCountry}
        />
      )}
      <AddressFields form={form} tells={tells} />
    </>
  );
}

interface AsksProps {
  readonly offer: PhoneBagOffer;
  readonly ticks: { readonly newsletter: boolean; readonly membership: boolean };
  readonly onTicks: (ticks: AsksProps['ticks']) => void;
}

/** What somebody may say yes to beside their order: no until they do. Nothing where the shop asks for nothing. */
function Asks({ offer, ticks, onTicks }: AsksProps) {
  const text = useText();
  return (
    <>
      {(['newsletter', 'membership'] as const).map((purpose) =>
        offer[purpose] ? (
          <Tick
            key={purpose}
            label={text(`benefit.consent.${purpose}`)}
            note={text(`benefit.consent.${purpose}.note`)}
            value={ticks[purpose]}
            onChange={(value) => onTicks({ ...ticks, [purpose]: value })}
          />
        ) : null,
      )}
    </>
  );
}

interface ConfirmProps extends StepsProps {
  readonly form: OrderForm;
  readonly onWeighed: (offer: PhoneBagOffer) => void;
  readonly onBag: () => void;
}

/** What it comes to, and the press that orders it: it says that it costs money (directive 2011/83, article 8(2)). */
function Confirm({ ordering, offer, form, lines, onWeighed, onBack, onBag }: ConfirmProps) {
  const text = useText();
  const locale = useLocale();
  const promise = offer.ways.find((one): one is Offered => one.kind === 'offered' && one.way === form.way);
  const { trouble } = ordering;
  if (promise === undefined || trouble === 'goods-changed' || trouble === 'price-changed') {
    return (
      <Trouble
        title={text('bag.order.changed.title')}
        body={text(`bag.order.refused.${trouble === 'price-changed' ? trouble : 'goods-changed'}`)}
        onAgain={onBag}
      />
    );
  }
  const { way, cost, from, until } = promise;
  const total = totalOf(offer, cost);
  const order = async () => {
    const done = await ordering.order(form, { total, promise: { way, cost, from, until } });
    if (done) return;
    const again = await ordering.weigh(form, true);
    if (again === null) return;
    // Without the coupon it is another sum: whoever typed it decides, where it stands.
    if (again.troubles.length > 0) onBack();
    else onWeighed(again);
  };
  const count = lines.reduce((pieces, { quantity }) => pieces + quantity, 0);
  return (
    <StepPage title={text('bag.order.confirm.title')} onBack={onBack} trouble={null} action={{ words: text('bag.order.confirm'), run: order }}>
      <title>{text('bag.order.confirm.title')}</title>
      <dl className="bag-order-facts">
        <div>
          <dt>{text('kiosk.sum.items')}</dt>
          <dd>{text('kiosk.ways.pieces', { count })}</dd>
        </div>
        <div>
          <dt>{text(`way.${way}`)}</dt>
          <dd>{text(`kiosk.review.when.${way}`, { when: spanInWords(locale, promise, offer.today) })}</dd>
        </div>
        {form.way === 'ship' && form.address !== null ? (
          <div>
            <dt>{text('kiosk.review.address')}</dt>
            <dd>
              {form.address.name}, {form.address.street}, {form.address.postcode} {form.address.city}, {countryName(locale, form.address.country)}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{text('kiosk.contact.email')}</dt>
          <dd>{form.email}</dd>
        </div>
      </dl>
      <Sums goods={offer.goods} delivery={[{ way, cost, from, until }]} discounts={offer.discounts} />
      <p className="bought-total">
        <span>{text('bag.phone.total')}</span>
        <span>{formatMoney(locale, total)}</span>
      </p>
      <p>{text('bag.order.pay')}</p>
      <TroubleLine trouble={trouble} />
    </StepPage>
  );
}

function TroubleLine({ trouble }: { readonly trouble: OrderTrouble | null }) {
  const text = useText();
  return trouble === null ? null : (
    <Banner tone="problem" icon="warning">
      {text(troubleKey(trouble))}
    </Banner>
  );
}

function troubleKey(trouble: OrderTrouble) {
  switch (trouble) {
    case 'unreachable':
      return 'bag.order.unreachable';
    case 'too-often':
      return 'phone.trouble.too-often';
    case 'unknown':
      return 'bag.order.refused.goods-changed';
    default:
      return `bag.order.refused.${trouble}` as const;
  }
}

function couponKey(trouble: PhoneCouponTrouble) {
  switch (trouble) {
    case 'unreadable':
      return 'benefit.code.other-code';
    case 'mistyped':
      return 'benefit.code.mistyped';
    case 'unknown':
      return 'bag.order.coupon.unknown';
    case 'coupon-early':
      return 'benefit.code.coupon-early';
    case 'coupon-minimum':
      return 'till.benefit.coupon-minimum';
    case 'coupon-members':
      return 'bag.order.coupon.members';
    case 'coupon-needs-hub':
    case 'coupon-used':
      return 'benefit.coupon-used';
    case 'coupon-over':
    case 'coupon-currency':
    case 'coupon-alone':
      return `benefit.${trouble}` as const;
    default:
      return assertNever(trouble);
  }
}

function totalOf({ goods, discounts }: PhoneBagOffer, cost: Money): Money {
  const off = sum(
    goods.currency,
    discounts.map(({ amount }) => amount),
  );
  return { minor: Math.max(0, goods.minor + cost.minor - off.minor), currency: goods.currency };
}

function phoneWay(way: string | undefined): PhoneWay | null {
  return way === 'desk' || way === 'silo' || way === 'ship' ? way : null;
}
