import type { RecallItem } from '../../src/contract/station/load-views.ts';
import type { useText } from '../i18n/use-text.ts';

/** What lies behind a door, by what its label says: an order, a return, or neither. */
export function recallName(item: RecallItem, text: ReturnType<typeof useText>): string {
  if (item.receipt !== null) return text('staff.recall.receipt', { receipt: item.receipt });
  return item.number === null ? text('staff.recall.unknown') : text('staff.recall.order', { number: item.number });
}
