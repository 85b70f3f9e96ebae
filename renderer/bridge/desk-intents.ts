import type { Flat } from './floor-intents.ts';
import type { StationClient } from './link.ts';

type In<P extends keyof StationClient['desk']> = StationClient['desk'][P] extends (input: infer I, ...rest: never[]) => unknown ? I : never;

/** Orders that change, money that goes back, and the shift. */
export function deskIntents(flat: Flat) {
  return {
    resend: (input: In<'resend'>) => flat((c, signal) => c.desk.resend(input, { signal })),
    reject: (input: In<'reject'>) => flat((c, signal) => c.desk.reject(input, { signal })),
    elsewhere: (input: In<'elsewhere'>) => flat((c, signal) => c.desk.elsewhere(input, { signal })),
    reroute: (input: In<'reroute'>) => flat((c, signal) => c.desk.reroute(input, { signal })),
    money: () => flat((c, signal) => c.desk.money({}, { signal })),
    settle: (input: In<'settle'>) => flat((c, signal) => c.desk.settle(input, { signal })),
    alarms: () => flat((c, signal) => c.desk.alarms({}, { signal })),
    shift: () => flat((c, signal) => c.desk.shift({}, { signal })),
    closeShift: (input: In<'closeShift'>) => flat((c, signal) => c.desk.closeShift(input, { signal })),
    printShift: () => flat((c, signal) => c.desk.printShift({}, { signal })),
  };
}
