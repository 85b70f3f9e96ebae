import type { StationClient } from './link.ts';

type In<P extends keyof StationClient['staff']> = StationClient['staff'][P] extends (input: infer I, ...rest: never[]) => unknown ? I : never;

/** The link is broken, as every intent of the page says it. */
export interface Lost {
  readonly ok: false;
  readonly error: { readonly kind: 'unreachable' };
}
/** Runs a procedure that answers with a result, and widens it by a broken link. */
export type Flat = <O extends { readonly ok: boolean }>(run: (client: StationClient, signal: AbortSignal) => Promise<O>) => Promise<O | Lost>;

/** The procedures for loading, taking out, looking into compartments and couriers, over a way to call that answers with the procedure's own result or with `Lost`. */
export function floorIntents(flat: Flat) {
  return {
    beginLoad: (input: In<'beginLoad'>) => flat((c, signal) => c.staff.beginLoad(input, { signal })),
    scanParcel: (input: In<'scanParcel'>) => flat((c, signal) => c.staff.scanParcel(input, { signal })),
    retryLoad: () => flat((c, signal) => c.staff.retryLoad({}, { signal })),
    answerLoad: (input: In<'answerLoad'>) => flat((c, signal) => c.staff.answerLoad(input, { signal })),
    loadElsewhere: (input: In<'loadElsewhere'>) => flat((c, signal) => c.staff.loadElsewhere(input, { signal })),
    closeLoad: () => flat((c, signal) => c.staff.closeLoad({}, { signal })),
    undoLoad: (input: In<'undoLoad'>) => flat((c, signal) => c.staff.undoLoad(input, { signal })),
    endLoadRound: () => flat((c, signal) => c.staff.endLoadRound({}, { signal })),
    printRound: (input: In<'printRound'>) => flat((c, signal) => c.staff.printRound(input, { signal })),
    recallList: () => flat((c, signal) => c.staff.recallList({}, { signal })),
    startRecall: (input: In<'startRecall'>) => flat((c, signal) => c.staff.startRecall(input, { signal })),
    retryRecall: () => flat((c, signal) => c.staff.retryRecall({}, { signal })),
    scanRecall: (input: In<'scanRecall'>) => flat((c, signal) => c.staff.scanRecall(input, { signal })),
    answerRecall: (input: In<'answerRecall'>) => flat((c, signal) => c.staff.answerRecall(input, { signal })),
    nextRecall: (input: In<'nextRecall'>) => flat((c, signal) => c.staff.nextRecall(input, { signal })),
    closeRecall: () => flat((c, signal) => c.staff.closeRecall({}, { signal })),
    printRecall: (input: In<'printRecall'>) => flat((c, signal) => c.staff.printRecall(input, { signal })),
    courierPin: (input: In<'courierPin'>) => flat((c, signal) => c.staff.courierPin(input, { signal })),
    courierTouch: () => flat((c, signal) => c.staff.courierTouch({}, { signal })),
    courierLeave: () => flat((c, signal) => c.staff.courierLeave({}, { signal })),
    beginCheck: (input: In<'beginCheck'>) => flat((c, signal) => c.staff.beginCheck(input, { signal })),
    retryCheck: () => flat((c, signal) => c.staff.retryCheck({}, { signal })),
    answerCheck: (input: In<'answerCheck'>) => flat((c, signal) => c.staff.answerCheck(input, { signal })),
    closeCheck: () => flat((c, signal) => c.staff.closeCheck({}, { signal })),
    beginRound: () => flat((c, signal) => c.staff.beginRound({}, { signal })),
    openNextInRound: (input: In<'openNextInRound'>) => flat((c, signal) => c.staff.openNextInRound(input, { signal })),
    skipInRound: (input: In<'skipInRound'>) => flat((c, signal) => c.staff.skipInRound(input, { signal })),
    endRound: () => flat((c, signal) => c.staff.endRound({}, { signal })),
  };
}
