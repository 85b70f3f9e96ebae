import type { Flat } from './floor-intents.ts';
import type { StationClient } from './link.ts';

type In<P extends keyof StationClient['assist']> = StationClient['assist'][P] extends (input: infer I, ...rest: never[]) => unknown ? I : never;

/** What somebody of the staff beside a shopper may ask. */
export function assistIntents(flat: Flat) {
  return {
    begin: (input: In<'begin'>) => flat((c, signal) => c.assist.begin(input, { signal })),
    giveBack: () => flat((c, signal) => c.assist.giveBack({}, { signal })),
    discount: (input: In<'discount'>) => flat((c, signal) => c.assist.discount(input, { signal })),
    undiscount: (input: In<'undiscount'>) => flat((c, signal) => c.assist.undiscount(input, { signal })),
    customer: (input: In<'customer'>) => flat((c, signal) => c.assist.customer(input, { signal })),
    note: (input: In<'note'>) => flat((c, signal) => c.assist.note(input, { signal })),
    eraseNote: (input: In<'eraseNote'>) => flat((c, signal) => c.assist.eraseNote(input, { signal })),
    undoAtTill: (input: In<'undoAtTill'>) => flat((c, signal) => c.assist.undoAtTill(input, { signal })),
  };
}
