import { createDeskWork, type DeskWork, type DeskWorkParts } from './app/desk/desk-work.ts';
import { createShift, type Shift, type ShiftParts } from './app/desk/shift.ts';
import type { StationIntents } from './ports/intents.ts';

/** What the desk's work stands on. */
export type DeskBase = DeskWorkParts & ShiftParts;

/** Orders that change, money that goes back, and the shift. */
export interface DeskSide {
  readonly work: DeskWork;
  readonly shift: Shift;
}

/** Puts them together. */
export function assembleDesk(base: DeskBase): DeskSide {
  return { work: createDeskWork(base), shift: createShift(base) };
}

/** Their intents, by the contract's names. */
export function deskIntents({ work, shift }: DeskSide): StationIntents['desk'] {
  return {
    resend: (input) => work.resend(input),
    reject: (input) => work.reject(input),
    elsewhere: (input) => work.elsewhere(input),
    reroute: (input) => work.reroute(input),
    money: () => work.money(),
    settle: (input) => work.settle(input),
    alarms: () => work.alarms(),
    shift: async () => shift.current(),
    closeShift: async (input) => shift.close(input),
    printShift: () => shift.print(),
  };
}
