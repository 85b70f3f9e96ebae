import type { ReceiptDocument } from '../../src/contract/receipt.ts';
import type { PrinterState } from '../../src/contract/station/place-views.ts';
import type { LoadState } from '../../src/contract/station/load-views.ts';
import type { HelpRinging } from '../../src/contract/station/help-views.ts';
import type { LookRound, LookView } from '../../src/contract/station/look-views.ts';
import type { ServiceView } from '../../src/contract/station/service-views.ts';
import type { CheckState, StaffView, StationStatus } from '../../src/contract/station/views.ts';
import { done, err, ok } from '../../src/kernel/result.ts';
import type { MockAnswers, MockScript, MockScripts } from '../bridge/mock/mock-station.ts';
import { kioskScripts } from '../kiosk/mock-scripts.ts';
import { helpAnswers } from '../silo/help-mock.ts';
import { doorNumber, sampleBank, sampleCode } from '../silo/mock-scripts.ts';
import { deskAnswers, deskScripts } from './desk-mock.ts';
import { floorAnswers, floorScripts } from './floor-scripts.ts';
import { handOversOf } from './hand-overs.ts';
import { sampleDesk, sampleMixed, sampleMixedPaid, sampleOrder, samplePrepare, sampleRefused, sampleShort } from './mock-orders.ts';
import { idleService, refusingService, sampleSearch, sampleSwap, serviceAnswers, withService, withTrouble } from './service-mock.ts';

type StaffAnswers = NonNullable<MockAnswers['staff']>;

/** One scene for each state of the staff screens. Where a scene depends on the task, the address says which: `#/staff/till`. */
export const staffScripts: MockScripts = {
  ...floorScripts({ scene, door: doorNumber }),
  ...deskScripts(scene),
  'staff-signed-out': () => scene({ member: null }, { signIn: () => err({ kind: 'refused' }) }),
  'staff-locked-doors': () =>
    scene({
      member: null,
      leftDoors: [
        { number: 9, task: 'load', state: 'open' },
        { number: 4, task: 'recall', state: 'asks' },
      ],
    }),
  'staff-signed-out-wait': () => scene({ member: null }, { signIn: () => err({ kind: 'wait' }) }),
  'staff-home': () => scene({}),
  'staff-home-shopper': () => {
    const { kiosk } = kioskScripts['kiosk-session']?.() ?? {};
    return { ...scene({}), ...(kiosk === undefined ? {} : { kiosk }) };
  },
  'staff-help-ringing': () => scene({ calls: [ringing({}), ringing({ callId: otherCall, where: 'elsewhere', station: 'K2', screen: 'kiosk' })] }),
  'staff-help-queue': () => scene({ calls: queue() }),
  'staff-help-queue-alone': () =>
    scene({ calls: queue().slice(0, 1), hub: { state: 'offline', lastContactAt: Date.now() - 600_000, catalogueAsOf: null, pending: 2 } }),
  'staff-help-door': () => scene({ calls: [ringing({ why: 'left-open', doorNumber: 7 })] }),
  'staff-help-coming': () => scene({ calls: [ringing({ answeredAt: Date.now() - 8_000, answeredBy: 'Marta' })] }),
  'staff-help-signed-out': () => scene({ member: null, calls: [ringing({})] }),
  'staff-offline': () => scene({ hub: { state: 'offline', lastContactAt: Date.now() - 5_400_000, catalogueAsOf: Date.now() - 7_200_000, pending: 12 } }),
  'staff-till-unreadable': () => scene({}, { findOrder: () => err({ kind: 'unreadable' }) }),
  'staff-till-unknown': () => scene({}, { findOrder: () => err({ kind: 'unknown-order' }) }),
  'staff-till-paid': () => scene({}, { findOrder: () => ok({ ...sampleOrder, status: 'paid' }) }),
  'staff-till-ship': () => scene({}, { findOrder: () => ok({ ...sampleOrder, fulfilmentKind: 'ship' }) }),
  'staff-till-mixed': () => scene({}, { findOrder: () => ok(sampleMixed) }),
  'staff-till-mixed-paid': () => scene({}, { findOrder: () => ok(sampleMixedPaid) }),
  'staff-till-desk-ready': () => scene({}, { findOrder: () => ok(sampleDesk[0] ?? sampleOrder) }),
  'staff-desk-empty': () => scene({}, { deskOrders: () => ok([]) }),
  'staff-short': () => scene({}, { shortOrders: () => ok([...sampleShort]) }),
  'staff-short-none': () => scene({}, {}),
  'staff-till-refused': () => scene({}, { findOrder: () => ok(sampleRefused) }),
  'staff-till-short': () => scene({}, { findOrder: () => ok(sampleShort[0] ?? sampleOrder) }),
  'staff-desk-refused': () => scene({}, { handOver: () => err({ kind: 'cancelled' }) }),
  'staff-pay-already': () => scene({}, { takePayment: () => err({ kind: 'already-paid' }) }),
  'staff-pay-storage': () => scene({}, { takePayment: () => err({ kind: 'storage' }) }),
  'staff-nothing-to-prepare': () => scene({}, { ordersToPrepare: () => ok([]) }),
  'staff-no-compartment': () => scene({}, { beginLoad: () => err({ kind: 'no-free-compartment' }) }),
  'staff-load-opening': () => loading({ kind: 'opening', door: doorNumber(9) }),
  'staff-load-open': () => loading({ kind: 'open', door: doorNumber(9), openedAt: Date.now() - 5_000 }),
  'staff-load-ask': () => loading({ kind: 'ask', door: doorNumber(9) }),
  'staff-load-did-not-open': () => loading({ kind: 'did-not-open', door: doorNumber(9), canRetry: true }),
  'staff-load-did-not-open-again': () => loading({ kind: 'did-not-open', door: doorNumber(9), canRetry: false }),
  'staff-load-loaded': () => loading({ kind: 'loaded', door: doorNumber(9), slip }),
  'staff-load-loaded-cover-open': () => loading({ kind: 'loaded', door: doorNumber(9), slip }, 'cover-open'),
  'staff-load-abandoned': () => loading({ kind: 'abandoned', door: doorNumber(9) }),
  'staff-check-opening': () => checking({ kind: 'opening', door: doorNumber(5) }),
  'staff-check-open': () => checking({ kind: 'open', door: doorNumber(5), openedAt: Date.now() - 5_000 }),
  'staff-check-ask': () => checking({ kind: 'ask', door: doorNumber(5) }),
  'staff-check-did-not-open': () => checking({ kind: 'did-not-open', door: doorNumber(5), canRetry: true }),
  'staff-check-did-not-open-again': () => checking({ kind: 'did-not-open', door: doorNumber(5), canRetry: false }),
  'staff-check-empty': () => checking({ kind: 'checked', door: doorNumber(5), isEmpty: true }),
  'staff-check-kept': () => checking({ kind: 'checked', door: doorNumber(5), isEmpty: false }),
  'staff-look-start': () => scene({ look: { waiting: 24, round: null } }),
  'staff-look-none': () => scene({ look: { waiting: 0, round: null } }),
  'staff-look-next': () => scene({ look: sampleLook({}) }),
  'staff-look-checked': () => scene({ look: sampleLook({}), check: { kind: 'checked', door: doorNumber(5), isEmpty: true } }),
  'staff-look-stuck': () => scene({ look: sampleLook({}), check: { kind: 'did-not-open', door: doorNumber(5), canRetry: false } }),
  'staff-look-in-hand': () => scene({ look: sampleLook({ next: null }) }),
  'staff-look-finished': () => scene({ look: sampleLook({ done: 24, empty: 20, notEmpty: 1, didNotOpen: 2, skipped: 1, next: null }) }),
  'staff-look-refused': () => scene({ look: sampleLook({}) }, { openNextInRound: () => err({ kind: 'doors-unreachable' }) }),
  'staff-check-refused': () => scene({}, { status: () => ok(troubled()), beginCheck: () => err({ kind: 'holds-parcel' }) }),
  'staff-service': () => serviceScene(idleService),
  'staff-service-refusing': () => serviceScene(idleService, refusingService),
  'staff-service-swap': () => serviceScene({ wiring: null, swaps: [sampleSwap()] }),
  'staff-service-swap-wrong': () => serviceScene({ wiring: null, swaps: [sampleSwap({ closed: 2, open: 10, plausible: false })] }, refusingService),
  'staff-service-swap-new': () => serviceScene({ wiring: null, swaps: [sampleSwap({ isNew: true })] }),
  'staff-service-wiring': () => serviceScene({ wiring: sampleSearch(false), swaps: [] }),
  'staff-service-wiring-ask': () =>
    serviceScene({ wiring: sampleSearch(true), swaps: [] }, serviceAnswers, { kind: 'open', door: doorNumber(5), openedAt: Date.now() }),
  'staff-status-trouble': () => scene({}, { status: () => ok(withTrouble(troubled())) }),
};

const otherCall = '018f0000-0000-7000-8000-00000000ca12';

function ringing(changes: Partial<HelpRinging>): HelpRinging {
  const call = { callId: '018f0000-0000-7000-8000-00000000ca11', where: 'here', station: null, screen: 'silo', why: 'person', doorNumber: null } as const;
  return { ...call, calledAt: Date.now() - 47_000, answeredAt: null, answeredBy: null, ...changes };
}

/** One that waits for too long, one that waits, one to which somebody goes, and a door that stands open. */
function queue(): HelpRinging[] {
  const late = ringing({ calledAt: Date.now() - 154_000, lateAt: Date.now() - 64_000, doing: 'collecting' });
  const waiting = ringing({ callId: otherCall, where: 'elsewhere', station: 'K2', screen: 'kiosk', doing: 'choosing', lateAt: Date.now() + 43_000 });
  const coming = {
    callId: '018f0000-0000-7000-8000-00000000ca13',
    screen: 'kiosk',
    doing: 'order',
    answeredAt: Date.now() - 21_000,
    answeredBy: 'Luis',
  } as const;
  return [
    late,
    ringing({ ...coming, calledAt: Date.now() - 88_000 }),
    waiting,
    ringing({ callId: '018f0000-0000-7000-8000-00000000ca14', why: 'left-open', doorNumber: 7 }),
  ];
}

const place: StaffView['place'] = { storeName: 'Pasillo · Gran Vía', currency: 'EUR', stationKind: 'both' };

/** How much there is to do follows from the lists of the scene. */
function withToDo(answers: StaffAnswers): StaffAnswers {
  const orders = async (list: 'ordersToPrepare' | 'deskOrders' | 'shortOrders') => {
    const answer = await answers[list]?.({});
    return answer?.ok === true ? answer.value : [];
  };
  const toDo = async () => {
    const out = await answers.recallList?.({});
    return ok({
      toPrepare: (await orders('ordersToPrepare')).length,
      toHand: (await orders('deskOrders')).flatMap(handOversOf).length,
      short: (await orders('shortOrders')).length,
      toTakeOut: out?.ok === true ? out.value.length : 0,
    });
  };
  return { toDo, ...answers };
}

function scene(changes: Partial<StaffView>, answers: StaffAnswers = {}): MockScript {
  const now = Date.now();
  const view: StaffView = {
    at: now,
    place,
    hub: { state: 'online', lastContactAt: now - 4_000, catalogueAsOf: now - 60_000, pending: 0 },
    member: { staffId: 'staff-1', name: 'Marta', roles: ['assistant'], locksAt: now + 272_000 },
    bank: [...sampleBank],
    courier: null,
    load: null,
    round: null,
    recall: null,
    check: null,
    benefits: true,
    ...changes,
  };
  return { staff: view, answers: { staff: withToDo({ ...usual, ...answers }), help: helpAnswers, desk: deskAnswers } };
}

function serviceScene(service: ServiceView, answers: MockAnswers['service'] = serviceAnswers, check: CheckState | null = null): MockScript {
  const now = Date.now();
  const member = { staffId: 'staff-8', name: 'Teo', roles: ['technician' as const], locksAt: now + 272_000 };
  const played = scene({ member, service, check }, { status: () => ok(withService(healthy())) });
  return { ...played, answers: { ...played.answers, service: answers ?? {} } };
}

function loading(state: LoadState, printer: PrinterState = 'ok'): MockScript {
  const { orderId, number } = sampleOrder;
  const task = { orderId, number, size: 'M', parcel: 1, sharesCode: false, lowDoor: 'not-asked', canGrow: true, next: null, state } as const;
  return scene({ load: task, place: { ...place, printer } });
}

function sampleLook(changes: Partial<LookRound>): LookView {
  const round = { total: 24, done: 6, empty: 4, notEmpty: 1, didNotOpen: 1, skipped: 0, next: doorNumber(7), ...changes };
  return { waiting: round.total - round.empty, round };
}

function checking(state: CheckState): MockScript {
  return scene({ check: state }, { status: () => ok(troubled()) });
}

const usual: StaffAnswers = {
  ...floorAnswers,
  touch: () => done,
  signIn: () => done,
  signOut: () => done,
  findOrder: () => ok(sampleOrder),
  takePayment: () => ok({ receipt }),
  ordersToPrepare: () => ok([...samplePrepare]),
  deskOrders: () => ok([...sampleDesk]),
  shortOrders: () => ok([]),
  deskReady: () => done,
  handOver: () => done,
  beginCheck: () => done,
  retryCheck: () => done,
  answerCheck: () => done,
  closeCheck: () => done,
  beginRound: () => done,
  openNextInRound: () => done,
  skipInRound: () => done,
  endRound: () => done,
  printSlip: () => err({ kind: 'paper-out' }),
  status: () => ok(healthy()),
};

const receipt: ReceiptDocument = {
  title: 'Pedido K1-00042-7',
  blocks: [
    { kind: 'text', text: 'Pasillo · Gran Vía', align: 'centre', size: 'large', bold: true },
    { kind: 'space' },
    { kind: 'text', text: 'K1-00042-7', align: 'centre', size: 'large', bold: true },
    { kind: 'rule' },
    { kind: 'pair', left: 'Camisa de lino M', right: '39,95 €', bold: false },
    { kind: 'pair', left: 'Vaquero recto de talle alto 40', right: '49,95 €', bold: false },
    { kind: 'pair', left: 'Jersey de lana merina L', right: '39,95 €', bold: false },
    { kind: 'rule' },
    { kind: 'pair', left: 'Total', right: '129,85 €', bold: true },
    { kind: 'pair', left: 'Tarjeta', right: '129,85 €', bold: false },
    { kind: 'space' },
    { kind: 'text', text: 'Gracias', align: 'centre', size: 'normal', bold: false },
  ],
};

const slip: ReceiptDocument = {
  title: 'Recogida K1-00042-7',
  blocks: [
    { kind: 'text', text: 'Pasillo · Gran Vía', align: 'centre', size: 'large', bold: true },
    { kind: 'text', text: 'Tu pedido te espera', align: 'centre', size: 'normal', bold: false },
    { kind: 'space' },
    {
      kind: 'qr',
      data: sampleCode,
      caption: 'Acércalo a la cámara de las taquillas',
    },
    { kind: 'rule' },
    { kind: 'pair', left: 'Puerta', right: '9', bold: true },
    { kind: 'pair', left: 'Código', right: '7K3M-9QRT-X', bold: true },
    { kind: 'pair', left: 'PIN', right: '482913', bold: true },
  ],
};

function healthy(): StationStatus {
  const now = Date.now();
  return {
    at: now,
    startedAt: now - 7_400_000,
    hub: { state: 'online', lastContactAt: now - 3_000, catalogueAsOf: now - 60_000, pending: 0 },
    buses: [
      {
        name: 'bank',
        family: 'cu48',
        health: 'ok',
        detail: '',
        troubles: [],
        boards: [
          { board: 1, health: 'ok', troubles: [] },
          { board: 2, health: 'ok', troubles: [] },
        ],
      },
    ],
    scanner: { state: 'ok', detail: '' },
    printer: 'ok',
    doors: sampleBank.map((door) => ({ door, lock: 'closed', state: door.number % 3 === 0 ? 'occupied' : 'free-verified', needsCheck: false })),
    queue: { pending: 0, oldestAt: null, rejected: 0 },
    audit: { entries: 1_284, head: '9f2c4b7a1d0e8c35f6a7b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f70818293' },
    passes: { blank: 48 },
    versions: { station: '0.1.0', schema: 10, node: 'v24.21.0', sqlite: '3.53.0' },
  };
}

function troubled(): StationStatus {
  const status = healthy();
  return {
    ...status,
    hub: { state: 'offline', lastContactAt: status.at - 5_400_000, catalogueAsOf: status.at - 7_200_000, pending: 31 },
    buses: [
      {
        name: 'bank',
        family: 'cu48',
        health: 'silent',
        detail: 'Board 2 has not answered for 40 s (/dev/ttyUSB0, 19200 8N1)',
        troubles: ['echo'],
        boards: [
          { board: 1, health: 'ok', troubles: ['slow', 'checksum-errors'] },
          { board: 2, health: 'silent', troubles: [] },
          { board: 3, health: 'ok', troubles: ['contradicting'] },
        ],
      },
      { name: 'big-doors', family: 'modbus-relay', health: 'ok', detail: '', troubles: [], boards: [{ board: 4, health: 'ok', troubles: [] }] },
      {
        name: 'cellar',
        family: 'wkly',
        health: 'down',
        detail: '/dev/serial/by-id/usb-FTDI is not there.',
        troubles: [],
        boards: [{ board: 0, health: 'down', troubles: [] }],
      },
    ],
    scanner: { state: 'down', detail: 'The scanner has not answered for 10 s.' },
    printer: 'paper-out',
    doors: status.doors.map((entry) => {
      if (entry.door.number === 5) return { ...entry, state: 'suspect', needsCheck: true };
      if (entry.door.number === 8) return { ...entry, state: 'free-unverified', needsCheck: true };
      if (entry.door.number === 11) return { ...entry, state: 'out-of-service' };
      if (entry.door.number === 3) return { ...entry, lock: 'open' };
      return entry.door.number > 12 ? { ...entry, lock: 'unknown' } : entry;
    }),
    queue: { pending: 31, oldestAt: status.at - 5_300_000, rejected: 1 },
    passes: { blank: 4 },
  };
}
