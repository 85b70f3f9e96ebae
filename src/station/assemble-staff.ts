import type { StaffView, StationStatus } from '../contract/station/views.ts';
import type { Clock } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import { type Floor, floorIntents } from './assemble-floor.ts';
import { countriesOf } from '../core/promises/bag-ways.ts';
import { deliveryOf, type KioskSide, placeOf } from './assemble-kiosk.ts';
import type { ServiceSide } from './assemble-service.ts';
import { isInUse } from './app/boot/seed-bank.ts';
import type { Check } from './app/check/check.ts';
import { lookOf, lookRoundIntents } from './app/check/look-intents.ts';
import type { LookRound } from './app/check/look-round.ts';
import type { DoorRunner } from './app/doors/door-runner.ts';
import { leftDoors } from './app/doors/left-doors.ts';
import { createListeners } from './app/listeners.ts';
import { recallItems } from './app/recall/recall-items.ts';
import { doorOf } from './app/silo/door-of.ts';
import type { TrustedClock } from './app/silo/trusted-clock.ts';
import type { Looks } from './app/staff-access/looks.ts';
import type { StaffAccess } from './app/staff-access/staff-access.ts';
import { speechStatus } from './app/speech/speech.ts';
import { stationStatus } from './app/status/status.ts';
import { createDesk } from './app/till/desk.ts';
import type { Till } from './app/till/till.ts';
import type { Doors } from './ports/doors.ts';
import type { HubStatus } from './ports/hub.ts';
import type { StationIntents } from './ports/intents.ts';
import type { ScannerState, StationPrinter } from './ports/peripherals.ts';
import type { Published } from './ports/screens.ts';
import type { Speech } from './ports/voice.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Storage } from './ports/storage.ts';
import type { StationStore } from './ports/store.ts';

/** What the staff's side of a station stands on. */
export interface StaffSide {
  readonly base: Pick<KioskSide, 'stationKind' | 'demo'> & {
    readonly store: StationStore;
    readonly doors: Doors;
    readonly hub: HubStatus;
    readonly secrets: Secrets;
    readonly clock: Clock;
    readonly printer: StationPrinter;
    readonly storage: Storage | null;
    readonly versions: StationStatus['versions'];
    readonly speech?: Speech;
  };
  readonly doorSide: {
    readonly runner: DoorRunner;
    readonly trusted: TrustedClock;
    readonly identity: () => { readonly tenantId: TenantId; readonly bank: number } | null;
  };
  readonly scanner: () => ScannerState;
  readonly staff: StaffAccess;
  readonly looks: Looks;
  readonly till: Till;
  readonly floor: Floor;
  readonly check: Check;
  readonly look: LookRound;
  readonly service: ServiceSide;
}

/** What a page may ask in the name of whoever is signed in. */
export function staffIntents(
  { base, doorSide, scanner, staff, looks, till, floor, check, look, service }: StaffSide,
  startedAt: number,
): StationIntents['staff'] {
  const { store, doors, hub, secrets, clock, versions } = base;
  const desk = createDesk({ store, staff, clock, looks, toTakeOut: () => recallItems(store, doorSide.trusted.read().now, { kind: 'staff' }).length });
  return {
    signIn: (input) => staff.signIn(input),
    signOut: async () => staff.signOut(),
    touch: async () => staff.touched(),
    findOrder: async (input) => till.findOrder(input),
    takePayment: async (input) => till.takePayment(input),
    deskOrders: async () => desk.orders(),
    shortOrders: async () => desk.short(),
    deskReady: async (input) => desk.ready(input),
    handOver: async (input) => desk.handOver(input),
    toDo: async () => desk.toDo(),
    ordersToPrepare: async () => desk.toPrepare(),
    ...floorIntents(floor),
    beginCheck: async (input) => check.beginCheck(input),
    retryCheck: async () => check.retryCheck(),
    answerCheck: async (input) => check.answerCheck(input),
    closeCheck: async () => check.closeCheck(),
    ...lookRoundIntents(look),
    // What lies in front of the member is what is printed: the parcel's slip while a load is shown, else their last receipt.
    printSlip: () => (floor.load.current() === null ? till.printReceipt() : floor.load.printSlip()),
    status: async () =>
      stationStatus({
        store,
        doors,
        hub,
        staff,
        secrets,
        clock,
        startedAt,
        versions,
        trusted: doorSide.trusted,
        identity: doorSide.identity,
        printer: base.printer,
        storage: base.storage,
        scanner,
        voice: speechStatus(base.speech),
        seenIn: (compartmentId) => service.service.seenIn(compartmentId),
      }),
  };
}

/** The staff screen is made of what several use-cases know; it changes when any of them does. */
export function staffScreen({ base, doorSide, staff, floor, check, look, service: { help, service } }: StaffSide): Published<StaffView> {
  const { store, hub, clock } = base;
  const listeners = createListeners();
  staff.member.onChange(listeners.tell);
  floor.onChange(listeners.tell);
  check.onChange(listeners.tell);
  look.onChange(listeners.tell);
  help.onChange(listeners.tell);
  service.onChange(listeners.tell);
  hub.onChange(listeners.tell);
  doorSide.runner.onChange(listeners.tell);
  store.onPulled((bucket) => {
    if (bucket === 'loyalty') listeners.tell();
  });
  base.printer.onState(listeners.tell);
  const sending = () => {
    const countries = staff.current() === null ? [] : countriesOf(deliveryOf(base));
    return countries.length === 0 ? {} : { countries };
  };
  const left = () => {
    const doors = staff.current() === null ? leftDoors(doorSide.runner, store) : [];
    return doors.length === 0 ? {} : { leftDoors: [...doors] };
  };
  const repairs = () => {
    const view = service.view();
    return view === null ? {} : { service: view };
  };
  return {
    current: () => ({
      at: clock.now(),
      place: placeOf(base),
      hub: hub.current(),
      ...(base.doors.buses.length === 0 ? {} : lookOf(look)),
      calls: [...help.calls()],
      ...(store.read.loyaltyRules() === null ? {} : { benefits: true }),
      ...sending(),
      ...left(),
      ...repairs(),
      member: staff.member.current(),
      bank: store.read.compartments().filter(isInUse).map(doorOf),
      courier: staff.current() === null ? floor.couriers.session() : null,
      load: floor.load.current(),
      round: floor.load.round(),
      recall: floor.recall.current(),
      check: check.current(),
    }),
    onChange: (listener) => listeners.add(listener),
  };
}
