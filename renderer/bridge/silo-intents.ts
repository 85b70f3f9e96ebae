import type { Flat } from './floor-intents.ts';
import type { StationClient } from './link.ts';

type In<G extends keyof StationClient, P extends keyof StationClient[G]> = StationClient[G][P] extends (input: infer I, ...rest: never[]) => unknown
  ? I
  : never;

/** What the silo's screens may ask: to collect, and to bring something back. */
export function siloIntents(flat: Flat) {
  return {
    silo: {
      scan: (input: In<'silo', 'scan'>) => flat((c, signal) => c.silo.scan(input, { signal })),
      enterPin: (input: In<'silo', 'enterPin'>) => flat((c, signal) => c.silo.enterPin(input, { signal })),
      confirmPin: (input: In<'silo', 'confirmPin'>) => flat((c, signal) => c.silo.confirmPin(input, { signal })),
      retry: () => flat((c, signal) => c.silo.retry({}, { signal })),
      openNext: () => flat((c, signal) => c.silo.openNext({}, { signal })),
      reopen: (input: In<'silo', 'reopen'>) => flat((c, signal) => c.silo.reopen(input, { signal })),
      report: (input: In<'silo', 'report'>) => flat((c, signal) => c.silo.report(input, { signal })),
      extend: () => flat((c, signal) => c.silo.extend({}, { signal })),
      dismiss: (input: In<'silo', 'dismiss'>) => flat((c, signal) => c.silo.dismiss(input, { signal })),
    },
    returns: {
      begin: () => flat((c, signal) => c.returns.begin({}, { signal })),
      enterPin: (input: In<'returns', 'enterPin'>) => flat((c, signal) => c.returns.enterPin(input, { signal })),
      chooseOrder: (input: In<'returns', 'chooseOrder'>) => flat((c, signal) => c.returns.chooseOrder(input, { signal })),
      setQuantity: (input: In<'returns', 'setQuantity'>) => flat((c, signal) => c.returns.setQuantity(input, { signal })),
      setReason: (input: In<'returns', 'setReason'>) => flat((c, signal) => c.returns.setReason(input, { signal })),
      setPieces: (input: In<'returns', 'setPieces'>) => flat((c, signal) => c.returns.setPieces(input, { signal })),
      next: () => flat((c, signal) => c.returns.next({}, { signal })),
      back: () => flat((c, signal) => c.returns.back({}, { signal })),
      setSize: (input: In<'returns', 'setSize'>) => flat((c, signal) => c.returns.setSize(input, { signal })),
      setEmail: (input: In<'returns', 'setEmail'>) => flat((c, signal) => c.returns.setEmail(input, { signal })),
      open: (input: In<'returns', 'open'>) => flat((c, signal) => c.returns.open(input, { signal })),
      retry: () => flat((c, signal) => c.returns.retry({}, { signal })),
      change: () => flat((c, signal) => c.returns.change({}, { signal })),
      answer: (input: In<'returns', 'answer'>) => flat((c, signal) => c.returns.answer(input, { signal })),
      print: () => flat((c, signal) => c.returns.print({}, { signal })),
      extend: () => flat((c, signal) => c.returns.extend({}, { signal })),
      end: () => flat((c, signal) => c.returns.end({}, { signal })),
    },
  };
}
