import type { HubLink } from '../../../../src/contract/station/place-views.ts';
import type { SpeechView } from '../../../../src/contract/station/speech-contract.ts';
import type { SiloView } from '../../../../src/contract/station/silo-views.ts';
import type { KioskView, StaffView } from '../../../../src/contract/station/views.ts';
import type { StationIntents } from '../../../../src/station/ports/intents.ts';
import type { Published, Screens } from '../../../../src/station/ports/screens.ts';

/** A published value that a test changes by hand. */
export interface TestPublished<T> extends Published<T> {
  set(value: T): void;
  /** How many listen now. */
  readonly listeners: number;
}

const hub: HubLink = { state: 'online', lastContactAt: 1, catalogueAsOf: 1, pending: 0 };
const place = { storeName: 'Calle Mayor', currency: 'EUR', stationKind: 'both' as const };

/** A kiosk's view, told apart by its time. */
export function kioskViewAt(at: number): KioskView {
  return { at, place, hub, session: null };
}

/** Screens whose kiosk and silo a test can change. */
export function testScreens(): Screens & { readonly kiosk: TestPublished<KioskView>; readonly silo: TestPublished<SiloView> } {
  const silo: SiloView = { at: 1, place, hub, bank: [], state: { kind: 'ready' } };
  const staff: StaffView = { at: 1, place, hub, member: null, bank: [], courier: null, load: null, round: null, recall: null, check: null };
  return {
    kiosk: published(kioskViewAt(1)),
    silo: published(silo),
    staff: published(staff),
    readings: { subscribe: () => () => {} },
    speech: published<SpeechView>({ languages: ['es'], headset: 'out' }),
  };
}

/** Intents that all refuse to be called, but for those that a test gives. */
export function testIntents(given: { readonly [Group in keyof StationIntents]?: Partial<StationIntents[Group]> }): StationIntents {
  const refuse = (): never => {
    throw new Error('this intent was not expected');
  };
  return {
    catalogue: { search: refuse, facets: refuse, categories: refuse, product: refuse, similar: refuse, scan: refuse, ...given.catalogue },
    kiosk: {
      start: refuse,
      touch: refuse,
      extend: refuse,
      setLimit: refuse,
      add: refuse,
      setQuantity: refuse,
      setFulfilment: refuse,
      setWay: refuse,
      takeKnownAddress: refuse,
      setShipTo: refuse,
      setContact: refuse,
      place: refuse,
      print: refuse,
      bagCode: refuse,
      takeBag: refuse,
      end: refuse,
      ...given.kiosk,
    },
    benefits: {
      enterCode: refuse,
      dropCoupon: refuse,
      forgetMember: refuse,
      spendPoints: refuse,
      setGift: refuse,
      setConsents: refuse,
      signUp: refuse,
      atTill: refuse,
      pointsAtTill: refuse,
      ...given.benefits,
    },
    orders: {
      find: refuse,
      scan: refuse,
      withdraw: refuse,
      claim: refuse,
      resend: refuse,
      print: refuse,
      goOn: refuse,
      close: refuse,
      ...given.orders,
    },
    silo: {
      scan: refuse,
      enterPin: refuse,
      confirmPin: refuse,
      retry: refuse,
      openNext: refuse,
      reopen: refuse,
      report: refuse,
      extend: refuse,
      dismiss: refuse,
      ...given.silo,
    },
    assist: {
      ...{ begin: refuse, giveBack: refuse, discount: refuse, undiscount: refuse, customer: refuse, note: refuse, eraseNote: refuse, undoAtTill: refuse },
      ...given.assist,
    },
    returns: {
      begin: refuse,
      enterPin: refuse,
      chooseOrder: refuse,
      setQuantity: refuse,
      setReason: refuse,
      setPieces: refuse,
      next: refuse,
      back: refuse,
      setSize: refuse,
      setEmail: refuse,
      open: refuse,
      retry: refuse,
      change: refuse,
      answer: refuse,
      print: refuse,
      extend: refuse,
      end: refuse,
      ...given.returns,
    },
    staff: {
      signIn: refuse,
      signOut: refuse,
      touch: refuse,
      findOrder: refuse,
      takePayment: refuse,
      toDo: refuse,
      deskOrders: refuse,
      shortOrders: refuse,
      deskReady: refuse,
      handOver: refuse,
      ordersToPrepare: refuse,
      beginLoad: refuse,
      scanParcel: refuse,
      retryLoad: refuse,
      answerLoad: refuse,
      loadElsewhere: refuse,
      closeLoad: refuse,
      undoLoad: refuse,
      endLoadRound: refuse,
      printRound: refuse,
      recallList: refuse,
      startRecall: refuse,
      retryRecall: refuse,
      scanRecall: refuse,
      answerRecall: refuse,
      nextRecall: refuse,
      closeRecall: refuse,
      printRecall: refuse,
      courierPin: refuse,
      courierTouch: refuse,
      courierLeave: refuse,
      beginCheck: refuse,
      retryCheck: refuse,
      answerCheck: refuse,
      closeCheck: refuse,
      beginRound: refuse,
      openNextInRound: refuse,
      skipInRound: refuse,
      endRound: refuse,
      printSlip: refuse,
      status: refuse,
      ...given.staff,
    },
    desk: {
      resend: refuse,
      reject: refuse,
      elsewhere: refuse,
      reroute: refuse,
      money: refuse,
      settle: refuse,
      alarms: refuse,
      shift: refuse,
      closeShift: refuse,
      printShift: refuse,
      ...given.desk,
    },
    help: { call: refuse, takeBack: refuse, answer: refuse, end: refuse, ...given.help },
    service: {
      testDoor: refuse,
      takeOut: refuse,
      bringBack: refuse,
      beginSwap: refuse,
      finishSwap: refuse,
      beginWiring: refuse,
      sawDoor: refuse,
      nextDoor: refuse,
      endWiring: refuse,
      exportTargets: refuse,
      exportAudit: refuse,
      backups: refuse,
      restore: refuse,
      ...given.service,
    },
    speech: { say: refuse, ...given.speech },
  };
}

function published<T>(first: T): TestPublished<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    current: () => value,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    get listeners() {
      return listeners.size;
    },
  };
}
