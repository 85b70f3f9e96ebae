import type { CollectRule, DeliveryRules, ShipRule } from '../../contract/hub/delivery.ts';
import type { Way } from '../../contract/orders.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type Destination, shipRuleFor } from './way-days.ts';

/** What a way costs an order whose goods of that way are worth `worth`, once and for all of them. Minor units of the shop's currency. */
export function wayCost(way: Way, worth: number, rules: DeliveryRules, destination: Destination | null): number {
  const rule = priceRule(way, rules, destination);
  if (rule === null) return 0;
  return rule.freeFrom !== null && worth >= rule.freeFrom ? 0 : rule.cost;
}

/** From which worth on a way costs nothing; null where it costs nothing anyhow, or always the same. */
export function wayFreeFrom(way: Way, rules: DeliveryRules, destination: Destination | null): number | null {
  const rule = priceRule(way, rules, destination);
  return rule === null || rule.cost === 0 ? null : rule.freeFrom;
}

function priceRule(way: Way, rules: DeliveryRules, destination: Destination | null): CollectRule | ShipRule | null {
  switch (way) {
    case 'carry-out':
      return null;
    case 'desk':
    case 'silo':
      return rules[way];
    case 'ship':
      return shipRuleFor(rules, destination);
    default:
      return assertNever(way);
  }
}
