import type { ReturnLine } from '../../contract/hub/silo.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type BoughtLine, type Goods, type Returned, returnable } from './goods.ts';

/** What is known of an order whose bearer has proved that it is theirs. */
export interface OrderFacts {
  readonly lines: readonly BoughtLine[];
  /** When the last of it was handed over; null while nothing was. */
  readonly collectedAt: UnixMs | null;
  /** Everything of it that has come back, wherever this station heard of it. */
  readonly returned: readonly Returned[];
  /** What its customer announced to bring back, with the code of a return. The shop gave that code, so its time is not judged again. */
  readonly announced: readonly ReturnLine[] | null;
}

/** Why nothing of an order may come back here. */
export type OrderRefusal =
  | { readonly kind: 'not-collected' }
  /** `until` is when its time was over, `days` how long the shop gives. */
  | { readonly kind: 'too-late'; readonly until: UnixMs; readonly days: number }
  | { readonly kind: 'all-returned' };

const DAY_MS = 86_400_000;

/** What of an order may come back now, or why nothing may. */
export function judgeReturn(order: OrderFacts, returnDays: number, now: UnixMs): Result<readonly Goods[], OrderRefusal> {
  if (order.announced === null) {
    if (order.collectedAt === null) return err({ kind: 'not-collected' });
    const until = order.collectedAt + returnDays * DAY_MS;
    if (now > until) return err({ kind: 'too-late', until, days: returnDays });
  }
  const goods = returnable(order.lines, order.returned, order.announced ?? []);
  return goods.length === 0 ? err({ kind: 'all-returned' }) : ok(goods);
}
