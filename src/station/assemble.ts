import type { Scanner } from '../../hardware/contract/scanner.ts';
import { usualSiloRules } from '../contract/hub/silo.ts';
import type { StationStatus } from '../contract/station/views.ts';
import { type DoorTimings, doorTimings } from '../core/compartments/door-timings.ts';
import { RETURN_RULE } from '../core/returns/return-flow.ts';
import type { Clock } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { RandomBytes } from '../kernel/random.ts';
import { expectOk } from '../kernel/result.ts';
import { assembleAssist, assistIntents, type Assisting, withAssist } from './assemble-assist.ts';
import { assembleDesk, type DeskSide, deskIntents } from './assemble-desk.ts';
import { assembleFloor, type Floor } from './assemble-floor.ts';
import { countriesOf } from '../core/promises/bag-ways.ts';
import { assembleKiosk, benefitIntents, catalogueIntents, deliveryOf, HOME_COUNTRY, kioskIntents, placeOf, readsCodes } from './assemble-kiosk.ts';
import { assembleOrders, orderIntents, withOrder } from './assemble-orders.ts';
import { assembleService, serviceIntents, type ServiceSide, withHelp } from './assemble-service.ts';
import { staffIntents, staffScreen } from './assemble-staff.ts';
import { boot } from './app/boot/boot.ts';
import { type Check, createCheck } from './app/check/check.ts';
import { writeCheck } from './app/doors/check-book.ts';
import { collectBook } from './app/doors/collect-book.ts';
import { DoorRunner } from './app/doors/door-runner.ts';
import { writeLook } from './app/doors/look-book.ts';
import { obeyingBook } from './app/doors/remote-book.ts';
import { startRemoteOpening } from './app/remote/remote-open.ts';
import { startDowntime } from './app/downtime/downtime.ts';
import { loadBook } from './app/doors/load-book.ts';
import { returnBook } from './app/doors/return-book.ts';
import { writeReopening } from './app/doors/reopen-book.ts';
import { writeRecall } from './app/doors/recall-book.ts';
import { createLookRound, type LookRound } from './app/check/look-round.ts';
import type { Orders } from './app/orders/orders.ts';
import { holdSession } from './app/kiosk/hold-session.ts';
import type { Kiosk } from './app/kiosk/kiosk.ts';
import { speechIntents, speechView } from './app/speech/speech.ts';
import { createPortReader } from './app/reader/port-reader.ts';
import { createReturns, type Returns } from './app/returns/returns.ts';
import { returnsIntents } from './app/returns/returns-intents.ts';
import { audibleSilo } from './app/silo/audible-silo.ts';
import { createSilo, type Silo } from './app/silo/silo.ts';
import type { SiloParts } from './app/silo/silo-parts.ts';
import { createTrustedClock, type TrustedClock } from './app/silo/trusted-clock.ts';
import { createLooks, type Looks } from './app/staff-access/looks.ts';
import { createStaffAccess, type StaffAccess } from './app/staff-access/staff-access.ts';
import { createTillBenefits, type TillBenefits } from './app/till/till-benefits.ts';
import { createTill, type Till } from './app/till/till.ts';
import { startDoubt } from './app/watch/doubt.ts';
import { type DoorWatch, startWatch } from './app/watch/watch.ts';
import { followScanner, onScannedText } from './devices/peripherals.ts';
import type { Catalogue } from './ports/catalogue.ts';
import type { Customers } from './ports/customers.ts';
import type { Doors } from './ports/doors.ts';
import type { ExportDisk } from './ports/export-disk.ts';
import type { HubStatus } from './ports/hub.ts';
import type { OrderDesk } from './ports/order-desk.ts';
import type { StaffDesk } from './ports/staff-desk.ts';
import type { MemberAddresses } from './ports/member-addresses.ts';
import type { PhonePayments } from './ports/phone-payments.ts';
import type { StationIntents } from './ports/intents.ts';
import type { ScannerState, Sounds, StationPrinter } from './ports/peripherals.ts';
import type { Published, Screens } from './ports/screens.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Storage } from './ports/storage.ts';
import type { Speech } from './ports/voice.ts';
import type { StationStore } from './ports/store.ts';
import { identityReader, readIdentity } from './sync/identity.ts';

/** What a station stands on: everything that touches the world, already open. */
export interface Foundations {
  readonly store: StationStore;
  readonly catalogue: Catalogue;
  readonly secrets: Secrets;
  readonly hub: HubStatus;
  readonly doors: Doors;
  readonly printer: StationPrinter;
  readonly phonePayments: PhonePayments | null;
  readonly memberAddresses: MemberAddresses | null;
  /** What the hub knows of customers, for whoever of the staff stands beside them; null: there is no hub to ask. */
  readonly customers: Customers | null;
  /** Where orders are looked for that this station cannot show by itself; null: nowhere. */
  readonly orderDesk: OrderDesk | null;
  /** Where the hub is asked for what only it can do for staff; null: nowhere. */
  readonly staffDesk: StaffDesk | null;
  readonly sounds: Sounds;
  readonly scanner: Scanner | null;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly stationKind: 'kiosk' | 'silo' | 'both';
  readonly shopHasSilo: boolean;
  /** Do the screens show a box to paste codes into? */
  readonly demo: boolean;
  /** The shop's IANA time zone. */
  readonly timeZone: string;
  readonly timings: Partial<DoorTimings>;
  readonly versions: StationStatus['versions'];
  /** Where somebody may carry files away from; null: nowhere. */
  readonly exportDisk: ExportDisk | null;
  /** What cares for the database: backups, room on the disk. Null where nothing does. */
  readonly storage: Storage | null;
  /** What speaks to people who listen; left out: nothing does. */
  readonly speech?: Speech;
}

/** A running station: what pages may ask of it, and what they draw. */
export interface AssembledStation {
  readonly intents: StationIntents;
  readonly screens: Screens;
  /** Is anybody, customer or staff, in the middle of something with a door? */
  isDoorInHand(): boolean;
  /** Stops timers and listeners. What stands on stays open: whoever opened it closes it. */
  close(): void;
}

interface Parts {
  readonly base: Foundations;
  readonly doorSide: DoorSide;
  readonly kiosk: Kiosk;
  readonly orders: Orders;
  readonly silo: Silo;
  readonly audible: Pick<Silo, 'scan' | 'enterPin' | 'confirmPin'>;
  readonly scanner: () => ScannerState;
  readonly staff: StaffAccess;
  readonly looks: Looks;
  readonly assist: Assisting;
  readonly till: Till;
  readonly tillBenefits: TillBenefits;
  readonly floor: Floor;
  readonly check: Check;
  readonly look: LookRound;
  readonly service: ServiceSide;
  readonly desk: DeskSide;
}

/** Puts the use-cases together. The flows of the run before are taken up before anything else may happen. */
export function assembleStation(base: Foundations): AssembledStation {
  const { store, clock, random, logger, timeZone, printer, secrets } = base;
  const doorSide = assembleDoors(base);
  const { runner, trusted, identity, silo } = doorSide;
  const storeName = () => placeOf(base).storeName;
  const staff = createStaffAccess({ store, secrets, clock, trusted });
  const looks = createLooks({ store, staff, clock });
  const floor = assembleFloor({
    ...{ store, doors: base.doors, runner, staff, printer, trusted, identity, secrets, clock, random, timeZone, storeName, silo, looks },
    isCheckBusy: () => check.isBusy(),
  });
  const check: Check = createCheck({ store, doors: base.doors, runner, staff, clock, isOtherBusy: () => floor.isBusy() });
  const look = createLookRound({ store, runner, staff, trusted, check, logger });
  const till = createTill({ store, staff, printer, clock, random, timeZone, storeName });
  const tillBenefits = createTillBenefits({ store, staff, hub: base.hub, clock, ...readsCodes(base) });
  const kiosk = assembleKiosk(base, { trusted, assistant: () => staff.present()?.staffId ?? null });
  const isBusy = () => floor.isBusy() || check.isBusy();
  const assist = assembleAssist({ kiosk, staff, store, catalogue: base.catalogue, customers: base.customers, clock, isBusy });
  const orders = assembleOrders(kiosk, {
    ...{ store, trusted, secrets, identity, clock, random, timeZone, printer, storeName, hub: base.hub, desk: base.orderDesk },
    country: () => store.read.config()?.country ?? HOME_COUNTRY,
    phoneBaseUrl: () => store.read.config()?.phoneBaseUrl ?? null,
  });
  const audible = audibleSilo(silo, base.sounds);
  const scanner = followScanner(base.scanner);
  const service = assembleService({
    ...{ store, doors: base.doors, runner, staff, hub: base.hub, sounds: base.sounds, clock, random, logger, check, silo, watch: doorSide.watch },
    ...{ disk: base.exportDisk, storage: base.storage },
    recall: { beginRecall: ({ parcelId, secondStaffId }) => floor.recall.openWithTwo({ of: { parcelId }, reason: 'requested', secondStaffId }) },
    stationId: () => readIdentity(store.read)?.stationId ?? null,
    shopper: { sessionId: () => kiosk.session.current()?.sessionId ?? null, hasRunOut: kiosk.session.hasRunOut, onChange: kiosk.session.onChange },
    isBusy: () => isBusy() || runner.all().length > 0,
  });
  const holding = holdWhileWaiting(base, kiosk, staff, service);
  const desk = assembleDesk({
    ...{ store, staff, printer, clock, random, timeZone, storeName, looks, hub: base.hub, desk: base.staffDesk, shopHasSilo: base.shopHasSilo },
    currency: () => placeOf(base).currency,
    countries: () => countriesOf(deliveryOf(base)),
    openCalls: () => service.help.calls().length,
  });
  const parts: Parts = {
    ...{ base, doorSide, kiosk, orders, silo, audible, staff, looks, assist, till, tillBenefits, floor, check, look, service, desk },
    scanner: scanner.current,
  };
  const reader = createPortReader({
    clock,
    silo: base.stationKind === 'kiosk' ? null : { scan: (code) => void audible.scan({ code, source: 'port' }) },
    person: () => `${kiosk.view.current().session?.sessionId ?? ''} ${staff.present()?.staffId ?? ''}`,
  });
  const stopScanner = base.scanner === null ? () => {} : onScannedText(base.scanner, reader.hear, logger);
  const closing = [
    stopScanner,
    ...[scanner, orders, assist, holding, kiosk, floor, check, look, service, looks, staff].map((part) => () => part.close()),
    doorSide.close,
  ];
  return {
    intents: intentsOf(parts, clock.now()),
    screens: {
      kiosk: withHelp(withAssist(withOrder(alsoOnState(kiosk.view, printer), orders), assist, service.help), service.help, 'kiosk'),
      silo: withHelp(silo.view, service.help, 'silo'),
      staff: staffScreen(parts),
      readings: reader.readings,
      speech: speechView(base.speech),
    },
    isDoorInHand: () => runner.isDoorInHand(),
    close: () => {
      for (const close of closing) close();
    },
  };
}

interface DoorSide {
  readonly runner: DoorRunner;
  readonly trusted: TrustedClock;
  readonly identity: SiloParts['identity'];
  readonly silo: Silo;
  readonly returns: Returns;
  readonly watch: DoorWatch;
  readonly close: () => void;
}

function assembleDoors(base: Foundations): DoorSide {
  const { store, doors, clock, random, logger, hub, secrets, versions, catalogue, printer, timeZone } = base;
  const trusted = createTrustedClock({ store, clock, logger });
  const books = {
    collect: obeyingBook(collectBook({ now: () => trusted.read().now, graceMinutes: () => (store.read.config()?.silo ?? usualSiloRules).graceMinutes })),
    load: loadBook({ bank: () => readIdentity(store.read)?.bank ?? null }),
    check: writeCheck,
    reopen: writeReopening,
    return: returnBook({ bank: () => readIdentity(store.read)?.bank ?? null }),
    recall: writeRecall,
    look: obeyingBook(writeLook),
  };
  const runner = new DoorRunner({ store, doors, clock, random, logger, timings: { ...doorTimings, ...base.timings }, books });
  const start = boot({ store, doors, runner, clock, logger, version: versions.station, schema: versions.schema });
  const watch = startWatch({ store, doors, runner, clock, logger });
  const doubt = startDoubt({ store, doors, clock, logger });
  const downtime = startDowntime({ store, doors, hub, trusted, clock, logger });
  const known = identityReader(store.read);
  const identity = () => {
    const of = known();
    return of === null ? null : { tenantId: of.tenantId as TenantId, bank: of.bank };
  };
  const { isStarted } = start;
  const siloParts = { store, doors, runner, secrets, hub, clock, trusted, logger, place: () => placeOf(base), identity, isStarted };
  const silo = createSilo(siloParts);
  const returns = createReturns({ ...siloParts, host: silo, catalogue, printer, random, rule: RETURN_RULE, timeZone });
  const remote = startRemoteOpening({ store, runner, secrets, trusted, clock, logger, host: silo, identity, isStarted });
  start.onStarted(() => {
    silo.refresh();
    remote.obey();
  });
  const closing = [
    () => start.close(),
    () => watch.close(),
    () => doubt.close(),
    () => downtime.close(),
    () => trusted.close(),
    () => returns.close(),
    () => remote.close(),
    () => silo.close(),
    () => runner.close(),
  ];
  return {
    runner,
    trusted,
    identity,
    silo,
    returns,
    watch,
    close: () => {
      for (const close of closing) close();
    },
  };
}

/** The same view, told anew when the printer changes: whoever is promised paper must hear that there is none. */
function alsoOnState<T>(view: Published<T>, printer: StationPrinter): Published<T> {
  return {
    current: view.current,
    onChange: (listener) => {
      const stops = [view.onChange(listener), printer.onState(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function intentsOf(parts: Parts, startedAt: number): StationIntents {
  const { kiosk, silo, audible } = parts;
  return {
    catalogue: catalogueIntents(parts.base),
    kiosk: kioskIntents(parts.assist.closesStaffArea(kiosk), (input) => startSession(parts, input)),
    assist: assistIntents(parts.assist, parts),
    benefits: benefitIntents(kiosk, parts.tillBenefits),
    orders: orderIntents(parts.orders),
    silo: {
      scan: async (input) => audible.scan(input),
      enterPin: (input) => audible.enterPin(input),
      confirmPin: (input) => audible.confirmPin(input),
      retry: async () => silo.retry(),
      openNext: async () => silo.openNext(),
      reopen: async (input) => silo.reopen(input),
      report: async (input) => silo.report(input),
      extend: async () => silo.extend(),
      dismiss: async (input) => silo.dismiss(input),
    },
    returns: returnsIntents(parts.doorSide.returns),
    staff: staffIntents(parts, startedAt),
    desk: deskIntents(parts.desk),
    ...serviceIntents(parts.service),
    speech: speechIntents(parts.base.speech),
  };
}

/** The shopper's time does not run while they wait for somebody whom they called, nor while staff work on the same screen. */
function holdWhileWaiting({ store, clock }: Foundations, kiosk: Kiosk, staff: StaffAccess, { help }: ServiceSide): ReturnType<typeof holdSession> {
  return holdSession({
    ...{ session: kiosk.session, clock },
    help: { call: () => store.read.helpCall('kiosk'), onChange: (listener) => help.onChange(listener) },
    staff: { isAtWork: () => staff.current() !== null, onChange: (listener) => staff.member.onChange(listener) },
  });
}

/** A shopper who begins on a screen that a member left signs that member out, unless a door of theirs is still in hand. */
function startSession({ kiosk, staff, floor, check }: Parts, input: Parameters<Kiosk['start']>[0]): ReturnType<Kiosk['start']> {
  const isNew = kiosk.view.current().session === null;
  const started = kiosk.start(input);
  if (started.ok && isNew && staff.present() !== null && !floor.isBusy() && !check.isBusy()) expectOk(staff.signOut(), 'a member who is signed in');
  return started;
}
