import { useCallback } from 'react';
import type { ShopAlarm } from '../../src/contract/hub/staff-desk.ts';
import { unbroken } from '../after/day.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { Fact, Group } from './fact-group.tsx';
import { useAskedList } from './use-asked-list.ts';

const EVERY_MS = 30_000;
/** The kinds that staff can do something about have words of their own. */
const KINDS = [
  'money-back-late',
  'refund-refused',
  'refund-late',
  'withdrawal-late',
  'withdrawal-stop-goods',
  'stock-short',
  'help-unanswered',
  'message-failed',
  'payment-rejected',
  'collected-on-hold',
  'loaded-unpaid',
  'collected-after-withdrawal',
  'hand-over-cancelled',
  'hand-over-nothing-to-hand-over',
  'handed-after-reject',
  'money-given-twice',
  'money-given-unknown',
] as const;

/** What people have to look at in the shop, as the central office knows it; nothing while it is away. */
export function AlarmFacts() {
  const text = useText();
  const { desk } = useBridge().intents;
  const { items } = useAskedList<ShopAlarm>(
    useCallback(() => desk.alarms(), [desk]),
    EVERY_MS,
  );
  if (items === null) return null;
  return (
    <Group title={text('staff.alarms.title')} state={text('staff.alarms.state', { count: items.length })} good={items.length === 0}>
      {items.map(({ kind, at, number, stationId }) => {
        const what = text(`staff.alarms.kind.${KINDS.find((one) => one === kind) ?? 'other'}`);
        return (
          <Fact
            key={`${kind} ${at} ${number ?? stationId ?? ''}`}
            name={number === null ? what : text('staff.alarms.order', { what, number: unbroken(number) })}
            bad
          >
            <Ago at={at} />
          </Fact>
        );
      })}
    </Group>
  );
}
