import { type Couriers, type CourierParts, createCouriers } from './app/courier/courier.ts';
import { createOperators } from './app/courier/operator.ts';
import { createLoad, type Load } from './app/load/load.ts';
import type { LoadParts } from './app/load/load-parts.ts';
import { createRecall, type Recall } from './app/recall/recall.ts';
import type { SiloHost } from './app/silo/silo-guest.ts';
import type { Looks } from './app/staff-access/looks.ts';
import type { StaffAccess } from './app/staff-access/staff-access.ts';
import type { StationIntents } from './ports/intents.ts';

/** What those who load and take out stand on. */
export interface FloorBase extends Omit<LoadParts, 'operators' | 'isOtherBusy' | 'takeBack'>, Pick<CourierParts, 'secrets'> {
  readonly staff: StaffAccess;
  readonly looks: Pick<Looks, 'note'>;
  readonly silo: SiloHost;
  /** Is a door of another task of the staff in hand? */
  isCheckBusy(): boolean;
}

/** Loading, taking out, and the couriers who may do either. */
export interface Floor {
  readonly load: Load;
  readonly recall: Recall;
  readonly couriers: Couriers;
  /** Is a door of theirs in hand? */
  isBusy(): boolean;
  onChange(listener: () => void): void;
  close(): void;
}

/** Puts them together: one person is at the bank at a time, so they know of each other. */
export function assembleFloor({ staff, silo, isCheckBusy, ...base }: FloorBase): Floor {
  const operators = createOperators(staff, () => couriers);
  const recall = createRecall({ ...base, operators, isOtherBusy: () => load.isBusy() || isCheckBusy() });
  const load: Load = createLoad({
    ...base,
    operators,
    isOtherBusy: () => recall.isBusy() || isCheckBusy(),
    takeBack: (parcelId, by) => recall.takeBack(parcelId, by),
  });
  const isBusy = () => load.isBusy() || recall.isBusy();
  const leave = () => {
    load.leave();
    recall.leave();
  };
  const couriers: Couriers = createCouriers({
    ...base,
    isBusy,
    makeWay: () => {
      if (staff.current() === null) {
        recall.leave();
        return true;
      }
      if (isBusy() || isCheckBusy()) return false;
      leave();
      return staff.signOut().ok;
    },
    onLabel: (code) => (recall.current() === null ? load.scanParcel({ code }) : recall.scanRecall({ code })).ok,
    onLeft: leave,
  });
  const stops = [
    silo.invite(couriers),
    staff.member.onChange(() => {
      giveWayToStaff(staff, couriers);
      load.arrive();
      recall.arrive();
    }),
  ];
  return {
    load,
    recall,
    couriers,
    isBusy,
    onChange: (listener) => {
      for (const part of [load, recall, couriers]) part.onChange(listener);
    },
    close: () => {
      for (const stop of stops) stop();
      for (const part of [load, recall, couriers]) part.close();
    },
  };
}

/** Their intents, by the contract's names. */
export function floorIntents({ load, recall, couriers }: Floor) {
  return {
    beginLoad: async (input) => load.beginLoad(input),
    scanParcel: async (input) => load.scanParcel(input),
    retryLoad: async () => load.retryLoad(),
    answerLoad: async (input) => load.answerLoad(input),
    loadElsewhere: async (input) => load.loadElsewhere(input),
    closeLoad: async () => load.closeLoad(),
    undoLoad: async (input) => load.undoLoad(input),
    endLoadRound: async () => load.endLoadRound(),
    printRound: (input) => load.printRound(input),
    recallList: async () => recall.recallList(),
    startRecall: async (input) => recall.startRecall(input),
    retryRecall: async () => recall.retryRecall(),
    scanRecall: async (input) => recall.scanRecall(input),
    answerRecall: async (input) => recall.answerRecall(input),
    nextRecall: async (input) => recall.nextRecall(input),
    closeRecall: async () => recall.closeRecall(),
    printRecall: (input) => recall.printRecall(input),
    courierPin: (input) => couriers.courierPin(input),
    courierTouch: async () => couriers.courierTouch(),
    courierLeave: async () => couriers.courierLeave(),
  } satisfies Partial<StationIntents['staff']>;
}

/** A member who signs in takes over; what a courier has in hand stays in hand, and their session ends by itself after it. */
function giveWayToStaff(staff: StaffAccess, couriers: Couriers): void {
  if (staff.current() === null || couriers.session() === null) return;
  const left = couriers.courierLeave();
  if (!left.ok) return;
}
