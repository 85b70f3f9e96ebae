import type { Flat } from './floor-intents.ts';
import type { StationClient } from './link.ts';

type In<P extends keyof StationClient['orders']> = StationClient['orders'][P] extends (input: infer I, ...rest: never[]) => unknown ? I : never;

/** The procedures about an order that was placed before, over a way to call that answers with the procedure's own result or with `Lost`. */
export function orderIntents(flat: Flat) {
  return {
    find: (input: In<'find'>) => flat((c, signal) => c.orders.find(input, { signal })),
    scan: (input: In<'scan'>) => flat((c, signal) => c.orders.scan(input, { signal })),
    withdraw: (input: In<'withdraw'>) => flat((c, signal) => c.orders.withdraw(input, { signal })),
    claim: (input: In<'claim'>) => flat((c, signal) => c.orders.claim(input, { signal })),
    resend: () => flat((c, signal) => c.orders.resend({}, { signal })),
    print: () => flat((c, signal) => c.orders.print({}, { signal })),
    goOn: () => flat((c, signal) => c.orders.goOn({}, { signal })),
    close: () => flat((c, signal) => c.orders.close({}, { signal })),
  };
}
