import type { Way } from '../../src/contract/orders.ts';
import type { ReceiptDocument } from '../../src/contract/receipt.ts';
import type { PhonePay } from '../../src/contract/station/pay-views.ts';
import type { KioskSession, KioskView } from '../../src/contract/station/views.ts';
import { done, err, ok } from '../../src/kernel/result.ts';

import type { MockAnswers, MockScript, MockScripts } from '../bridge/mock/mock-station.ts';
import { helpAnswers, helpStates } from '../silo/help-mock.ts';
import { agreeingBenefits, freshBenefits, refusingBenefits, withBenefits, withTroubles } from './mock-benefits.ts';
import { sampleSlides } from './mock-slides.ts';
import { agreeingAssist, assistWithoutHub, besideShopper, callsBeside, markedDown } from './mock-assist.ts';
import { nothingToSell, sampleAnswers } from './mock-catalogue.ts';
import { orderAnswers, orderRefusals, orderStates } from './mock-orders.ts';
import { samplePromise, sampleWays } from './mock-ways.ts';

/** The kiosk's scenes by the name that goes into the page's address; the hash says which screen. */
export const kioskScripts: MockScripts = {
  'kiosk-attract': () => scene(null),
  'kiosk-attract-both': () => scene(null, { place: { ...place, stationKind: 'both' } }),
  'kiosk-attract-offline': () => scene(null, { hub: offline() }),
  'kiosk-attract-slides': () => scene(null, { slides: [...sampleSlides] }),
  // A new kiosk, to which its goods are still to come.
  'kiosk-attract-new': () => ({ ...scene(null), answers: { ...scene(null).answers, catalogue: nothingToSell } }),
  'kiosk-session': () => scene(session()),
  'kiosk-session-en': () => scene({ ...session(), locale: 'en' }),
  'kiosk-offline': () => scene(session(), { hub: offline() }),
  'kiosk-offline-en': () => scene({ ...session(), locale: 'en' }, { hub: offline() }),
  'kiosk-help-calling': () => scene(session(), { help: helpStates.calling() }),
  'kiosk-help-late': () => scene(session(), { help: helpStates.late() }),
  'kiosk-help-coming': () => scene(session(), { help: helpStates.coming() }),
  'kiosk-benefits': () => scene(withBenefits(session())),
  'kiosk-benefit-troubles': () => scene(withTroubles(session()), { hub: offline() }),
  'kiosk-joined': () => scene({ ...session(), benefits: { ...freshBenefits, signedUp: ['newsletter', 'box:basicos'] } }),
  ...orderScenes(),
  'kiosk-assist': () => scene(markedDown(session()), { assist: besideShopper() }),
  'kiosk-assist-member': () => scene(withBenefits(session()), { assist: besideShopper({ marks: [] }) }),
  'kiosk-assist-placed': () => scene(placed({}), { assist: besideShopper({ locksAt: Date.now() + 21_000, marks: [] }) }),
  'kiosk-assist-called': () => scene(markedDown(session()), { assist: besideShopper({ calls: callsBeside() }) }),
  'kiosk-assist-away': () => {
    const away = scene(withBenefits(session()), { assist: besideShopper({ marks: [] }), hub: offline() });
    return { ...away, answers: { ...away.answers, assist: assistWithoutHub } };
  },
  'kiosk-empty-bag': () => scene({ ...session(), bag: [], total: euros(0) }),
  'kiosk-low-door': () => scene({ ...session(), fulfilment: { kind: 'silo', needsLowDoor: true } }),
  'kiosk-ship': () => scene({ ...session(), ...chosen('ship', 'ship', 'ship'), fulfilment: { kind: 'ship', address }, shipTo: address }),
  'kiosk-all-here': () => scene(allHere()),
  'kiosk-mixed': () => scene(mixed()),
  'kiosk-mixed-en': () => scene({ ...mixed(), locale: 'en' }),
  'kiosk-ship-abroad': () => {
    const there = { ...session(), ...chosen('ship', 'ship', 'ship') };
    return scene({ ...there, ...(there.ways === undefined ? {} : { ways: { ...there.ways, countries: ['ES', 'PT', 'AD'] } }) });
  },
  'kiosk-way-gone': () => scene({ ...session(), ways: sampleWays(session().bag, ['silo', 'carry-out', null], ['3']) }),
  'kiosk-placed': () => scene(placed({})),
  'kiosk-paper-only': () => scene({ ...session(), sessionId: '0192f0c1-7b6e-7d3a-9c1e-000000000043', contact: onPaper.contact }, { place: onPaper.place }),
  'kiosk-placed-paper': () => scene({ ...placed({}), contact: onPaper.contact }, { place: onPaper.place }),
  'kiosk-placed-mixed': () => scene(placed(mixedOrder)),
  'kiosk-placed-mixed-paid': () => scene(placed({ ...mixedOrder, status: 'paid', parts: farParts })),
  'kiosk-placed-carry-out': () => scene(placed({ ...wholeOrder('carry-out') })),
  'kiosk-placed-desk': () => scene(placed({ ...wholeOrder('desk') })),
  'kiosk-placed-asking': () => scene(placed({ phone: { kind: 'asking' } })),
  'kiosk-placed-phone': () => scene(placed({ phone: phoneLink('waiting') }), { place: { ...place, demo: true } }),
  'kiosk-placed-phone-en': () => scene({ ...placed({ phone: phoneLink('looked') }), locale: 'en' }),
  'kiosk-placed-paying': () => scene(placed({ phone: phoneLink('paying') })),
  'kiosk-placed-checking': () => scene(placed({ phone: phoneLink('checking') })),
  'kiosk-placed-phone-failed': () => scene(placed({ phone: phoneLink('failed') })),
  'kiosk-placed-phone-expired': () => scene(placed({ phone: phoneLink('expired') })),
  'kiosk-placed-phone-silent': () => scene(placed({ phone: { ...phoneLink('paying'), live: false } }), { hub: offline() }),
  'kiosk-placed-phone-away': () => scene(placed({ phone: { kind: 'away' } }), { hub: offline() }),
  'kiosk-placed-phone-paid': () => scene(placed({ phone: { kind: 'paid' } })),
  'kiosk-placed-en': () => scene({ ...placed({}), locale: 'en' }),
  'kiosk-placed-offline': () => scene(placed({ placedOffline: true }), { hub: offline() }),
  'kiosk-placed-kept': () => scene(placed({ stock: note('kept') })),
  'kiosk-placed-asked': () => scene(placed({ placedOffline: true, stock: note('asked') }), { hub: offline() }),
  'kiosk-placed-sure': () => scene(placed({ placedOffline: true, stock: note('sure') }), { hub: offline() }),
  'kiosk-placed-moved': () => scene(placed({ stock: note('moved') })),
  'kiosk-placed-short': () => scene(placed({ stock: note('short') })),
  'kiosk-placed-waits': () => scene(placed({ stock: note('waits') })),
  'kiosk-placed-paid': () => scene(placed({ status: 'paid' })),
  'kiosk-placed-cancelled': () => scene(placed({ status: 'cancelled' })),
  'kiosk-placed-no-printer': () => scene(placed({}), { place: { ...place, printer: 'none' } }),
  'kiosk-placed-paper-out': () => scene(placed({}), { place: { ...place, printer: 'paper-out' } }),
  'kiosk-placed-cover-open': () => scene(placed({}), { place: { ...place, printer: 'cover-open' } }),
  'kiosk-placed-printer-offline': () => scene(placed({}), { place: { ...place, printer: 'offline' } }),
  'kiosk-idle': () => scene({ ...session(), idle: { warnAt: Date.now() - 1_000, endsAt: Date.now() + 19_000, extensionsLeft: 10 } }),
  'kiosk-idle-notice': () =>
    scene({ ...session(), idle: { noticeAt: Date.now() - 1_000, warnAt: Date.now() + 19_000, endsAt: Date.now() + 39_000, extensionsLeft: 10 } }),
  'kiosk-covered': () => scene({ ...session(), unlimited: { coversAt: Date.now() - 1_000 } }),
  'kiosk-idle-last': () => scene({ ...session(), idle: { warnAt: Date.now() - 1_000, endsAt: Date.now() + 19_000, extensionsLeft: 0 } }),
  'kiosk-refusing': () => ({
    ...scene(session()),
    answers: { ...sampleAnswers, help: helpAnswers, kiosk: refusing, benefits: refusingBenefits, orders: orderRefusals },
  }),
  'kiosk-no-voice': () => ({ ...scene(session()), speech: { languages: [] } }),
  'kiosk-placed-refusing': () => ({
    ...scene(placed({})),
    answers: { ...sampleAnswers, help: helpAnswers, kiosk: refusing, benefits: refusingBenefits, orders: orderRefusals },
  }),
};

type Placed = NonNullable<KioskSession['placed']>;

const place: KioskView['place'] = { storeName: 'Pasillo · Gran Vía', currency: 'EUR', stationKind: 'kiosk', texts: true };
/** A shop that sends no text messages, and somebody who left a number. */
const onPaper: Pick<KioskSession, 'contact'> & Pick<KioskView, 'place'> = {
  contact: { kind: 'phone', phone: '612 34 56 78' },
  place: { storeName: place.storeName, currency: place.currency, stationKind: place.stationKind },
};
const address = { name: 'Lucía Peña Ibáñez', street: 'Calle de la Magdalena, 12, 3.º B', postcode: '28012', city: 'Madrid', country: 'ES' };

const agreeing: NonNullable<MockAnswers['kiosk']> = {
  start: () => done,
  touch: () => done,
  extend: () => done,
  setLimit: () => done,
  add: () => done,
  setQuantity: () => done,
  setFulfilment: () => done,
  setContact: () => done,
  setWay: () => done,
  takeKnownAddress: () => done,
  setShipTo: () => done,
  place: () => done,
  print: () => done,
  bagCode: () => ok({ url: 'https://hub.example/b/gran-via-1#AQEACFAwMDEtMS1NAwcBTOPp' }),
  takeBag: ({ code }) => (code.endsWith('#') ? err({ kind: 'unreadable' }) : ok({ pieces: 3, differences: [...BAG_DIFFERENCES] })),
  end: () => done,
};

/** What a bag from elsewhere may lack: a size sold out, fewer than there were, goods that left the catalogue. */
const BAG_DIFFERENCES = [
  { title: 'Camisa de lino cuello mao', size: 'L', colour: 'Blanco', wanted: 1, got: 0 },
  { title: 'Vestido midi de flores', size: '40', colour: 'Azul marino', wanted: 4, got: 2 },
  { title: null, size: null, colour: null, wanted: 2, got: 0 },
];

const refusing: NonNullable<MockAnswers['kiosk']> = {
  ...agreeing,
  add: () => err({ kind: 'nowhere-in-stock' }),
  setQuantity: () => err({ kind: 'not-enough' }),
  setFulfilment: () => err({ kind: 'no-silo' }),
  setWay: () => err({ kind: 'way-not-possible' }),
  setShipTo: () => err({ kind: 'not-sent-there' }),
  setContact: () => err({ kind: 'storage' }),
  place: () => err({ kind: 'storage' }),
  print: () => err({ kind: 'paper-out' }),
  bagCode: () => err({ kind: 'too-large' }),
  end: () => err({ kind: 'storage' }),
};

/** A scene for each state of an order that its customer looked for. */
function orderScenes(): MockScripts {
  return Object.fromEntries(
    Object.entries(orderStates).map(([name, order]) => {
      const hub = order.kind === 'unchecked' || (order.kind === 'shown' && !order.live) ? { hub: offline() } : {};
      return [`kiosk-order-${name}`, () => scene({ ...session(), order }, { ...hub, place: { ...place, stationKind: 'both' } })];
    }),
  );
}

function scene(current: KioskSession | null, changes: Partial<KioskView> = {}): MockScript {
  const now = Date.now();
  const hub: KioskView['hub'] = { state: 'online', lastContactAt: now, catalogueAsOf: now, pending: 0 };
  return {
    kiosk: { at: now, place, hub, session: current, ...changes },
    answers: { ...sampleAnswers, help: helpAnswers, kiosk: agreeing, benefits: agreeingBenefits, orders: orderAnswers, assist: agreeingAssist },
  };
}

function offline(): KioskView['hub'] {
  return { state: 'offline', lastContactAt: Date.now() - 5_400_000, catalogueAsOf: Date.now() - 5_400_000, pending: 7 };
}

function session(): KioskSession {
  const bag: KioskSession['bag'] = [
    line('1', 'Camisa de lino cuello mao', 'M', 'Verde oliva', { garment: 'shirt', colour: '#6b6f45', pattern: 'plain' }, 1, 3_995, 0),
    line('2', 'Camiseta marinera de manga corta', 'S', 'Azul marino', { garment: 'tshirt', colour: '#1f2a44', pattern: 'stripes' }, 2, 1_595, 2),
    line('3', 'Zapatillas de piel', '39', 'Blanco', { garment: 'shoes', colour: '#f2f0ea', pattern: 'leather' }, 1, 6_995, 0),
  ];
  const minor = bag.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.minor * quantity, 0);
  return {
    sessionId: '0192f0c1-7b6e-7d3a-9c1e-000000000042',
    locale: 'es',
    bag,
    total: euros(minor),
    goods: euros(minor),
    ways: sampleWays(bag, ['silo', 'silo', 'silo']),
    fulfilment: { kind: 'silo' },
    contact: { kind: 'email', email: 'lucia.pena@ejemplo.es' },
    benefits: freshBenefits,
    placed: null,
    idle: null,
  };
}

/** What is chosen for each line of the bag, and what it comes to. */
function chosen(...ways: readonly Way[]): Pick<KioskSession, 'ways' | 'total'> {
  const { bag, total } = session();
  const sampled = sampleWays(bag, ways);
  return { ways: sampled, total: euros(sampled.delivery.reduce((sum, { cost }) => sum + cost.minor, total.minor)) };
}

/** One line taken along, one to the lockers, one sent. */
function mixed(): KioskSession {
  return { ...session(), ...chosen('silo', 'carry-out', 'ship'), fulfilment: { kind: 'silo', needsLowDoor: true }, shipTo: address };
}

function allHere(): KioskSession {
  const here = session();
  const bag = here.bag.map((item) => ({ ...item, hereQuantity: 3 }));
  return { ...here, bag, ways: sampleWays(bag), fulfilment: null };
}

const linesOf = (ways: readonly Way[]) =>
  session().bag.map(({ lineId: _lineId, hereQuantity: _here, ...item }, index) => ({ ...item, way: ways[index] ?? 'silo' }));
const mixedOrder: Partial<Placed> = {
  lines: linesOf(['silo', 'carry-out', 'ship']),
  delivery: (['carry-out', 'silo', 'ship'] as const).map(samplePromise),
  total: euros(14_575),
};
const farParts: Placed['parts'] = [
  { way: 'carry-out', state: 'handed-over' },
  { way: 'silo', state: 'ready' },
  { way: 'ship', state: 'preparing' },
];

function wholeOrder(kind: 'carry-out' | 'desk' | 'silo'): Partial<Placed> {
  return { lines: linesOf([kind, kind, kind]), delivery: [samplePromise(kind)], fulfilment: { kind } };
}

/** What is known of the order's pieces; where something is missing, two words of it. */
function note(state: NonNullable<Placed['stock']>['state']): NonNullable<Placed['stock']> {
  const isShort = state === 'short' || state === 'waits';
  const missing = [{ sku: 'P001-1-M', title: 'Camisa Oxford de algodón', size: 'M', colour: 'Azul celeste', pieces: 1 }];
  return { state, missing: isShort ? missing : [], moved: [], answerBy: state === 'short' ? Date.now() + 3 * 86_400_000 : null };
}

function placed(changes: Partial<Placed>): KioskSession {
  const before = session();
  return {
    ...before,
    placed: {
      orderId: '0192f0c1-7b6e-7d3a-9c1e-0000000000aa',
      number: 'K1-00042-7',
      status: 'placed',
      total: before.total,
      fulfilment: { kind: 'silo' },
      ...wholeOrder('silo'),
      tillCode: 'PT1:K1-00042-7:14180:EUR:5',
      placedOffline: false,
      receipt: receipt(before, changes.status ?? 'placed'),
      ...changes,
    },
  };
}

function phoneLink(state: Extract<PhonePay, { kind: 'link' }>['state']): Extract<PhonePay, { kind: 'link' }> {
  return { kind: 'link', link: 'https://pedidos.pasillo.example/p/pay/Zk3vQ8w1xYb7Nn0pLs5tGA', state, live: true };
}

function receipt({ bag, total }: KioskSession, status: Placed['status']): ReceiptDocument {
  const isUnpaid = status === 'placed';
  const price = (minor: number) => `${(minor / 100).toFixed(2).replace('.', ',')} €`;
  return {
    title: 'Pedido K1-00042-7',
    blocks: [
      { kind: 'text', text: 'Pasillo · Gran Vía', align: 'centre', size: 'large', bold: true },
      { kind: 'text', text: 'Resguardo de pedido', align: 'centre', size: 'normal', bold: true },
      { kind: 'pair', left: 'Pedido', right: 'K1-00042-7', bold: true },
      { kind: 'pair', left: 'Fecha', right: '22/11/26, 11:24', bold: false },
      { kind: 'rule' },
      ...bag.flatMap(({ title, size, colour, quantity, unitPrice }) => [
        { kind: 'pair' as const, left: `${quantity} x ${title}`, right: price(unitPrice.minor * quantity), bold: false },
        { kind: 'text' as const, text: `    ${size ?? ''} · ${colour ?? ''}`, align: 'left' as const, size: 'normal' as const, bold: false },
      ]),
      { kind: 'rule' },
      { kind: 'pair', left: 'Total', right: price(total.minor), bold: true },
      { kind: 'text', text: isUnpaid ? 'Pendiente de pago en caja' : 'Pagado', align: 'left', size: 'normal', bold: true },
      { kind: 'space' },
      ...(isUnpaid ? [{ kind: 'qr' as const, data: 'PT1:K1-00042-7:14180:EUR:5', caption: 'Enseña este código en caja' }] : []),
      { kind: 'text', text: 'K1-00042-7', align: 'centre', size: 'huge', bold: true },
      { kind: 'text', text: 'Documento sin valor fiscal', align: 'centre', size: 'normal', bold: false },
    ],
  };
}

function line(
  lineId: string,
  title: string,
  size: string,
  colour: string,
  picture: Omit<KioskSession['bag'][number]['picture'], 'kind'>,
  quantity: number,
  minor: number,
  hereQuantity: number,
): KioskSession['bag'][number] {
  return { lineId, sku: `${title}-${size}`, title, size, colour, picture: { kind: 'drawing', ...picture }, quantity, unitPrice: euros(minor), hereQuantity };
}

function euros(minor: number) {
  return { minor, currency: 'EUR' };
}
