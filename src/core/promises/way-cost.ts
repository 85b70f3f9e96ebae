import type { CollectRule, ShipRule } from '../../contract/hub/delivery.ts';
import type { Way } from '../../contract/orders.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type PromiseBasis, shipRuleFor } from './way-days.ts';

/** What prices rest on. */
type PriceBasis = Pick<PromiseBasis, 'rules' | 'destination' | 'home'>;

/** What a way costs an order whose goods of that way are worth `worth`, once and for all of them. Minor units of the shop's currency. */
export function wayCost(way: Way, worth: number, basis: PriceBasis): number {
  const rule = priceRule(way, basis);
  if (rule === null) return 0;
  return rule.freeFrom !== null && worth >= rule.freeFrom ? 0 : rule.cost;
}

/** From which worth on a way costs nothing; null where it costs nothing anyhow, or always the same. */
export function wayFreeFrom(way: Way, basis: PriceBasis): number | null {
  const rule = priceRule(way, basis);
  return rule === null || rule.cost === 0 ? null : rule.freeFrom;
}

function priceRule(way: Way, basis: PriceBasis): CollectRule | ShipRule | null {
  switch (way) {
    case 'carry-out':
      return null;
    case 'desk':
    case 'silo':
      return basis.rules[way];
    case 'ship':
      return shipRuleFor(basis);
    default:
      return assertNever(way);
  }
}
