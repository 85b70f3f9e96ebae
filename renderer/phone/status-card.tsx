import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { partsOf } from '../../src/contract/order-ways.ts';
import { unbroken } from '../after/day.ts';
import { useText } from '../i18n/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

/** What the page says of an order that has no code to show. */
type Status = PhoneOrder['status'] | 'paid-ship' | 'paid-desk' | 'ready-desk' | 'paid-carry-out' | 'paid-mixed' | 'taken-out' | 'missing';

const ICONS: Readonly<Record<Status, IconName>> = {
  placed: 'till',
  paid: 'bag',
  'paid-ship': 'truck',
  'paid-desk': 'bag',
  'ready-desk': 'staff',
  'paid-carry-out': 'bag',
  'paid-mixed': 'check',
  ready: 'locker',
  collected: 'check',
  cancelled: 'close',
  'taken-out': 'shop',
  missing: 'help',
};

interface StatusCardProps {
  readonly order: PhoneOrder;
  /** Where an unpaid order is paid: at the till, here as well, or nowhere before its customer has chosen what becomes of a missing piece. */
  readonly paying: 'till' | 'both' | 'choose';
}

/** Where the order stands, in one picture and two sentences. */
export function StatusCard({ order, paying }: StatusCardProps) {
  const text = useText();
  const status = statusOf(order);
  return (
    <section className="phone-status" data-status={status}>
      <span className="phone-status-icon">
        <Icon name={ICONS[status]} />
      </span>
      <h1>{text(`phone.status.${status}.title`)}</h1>
      <p>{text(bodyOf(status, paying), { number: unbroken(order.number) })}</p>
    </section>
  );
}

function bodyOf(status: Status, paying: StatusCardProps['paying']) {
  if (status === 'placed' && paying !== 'till') return `phone.status.placed.${paying}` as const;
  return `phone.status.${status}.body` as const;
}

function statusOf(order: PhoneOrder): Status {
  const parts = partsOf(order);
  const isDeskReady = order.parts?.some(({ way, state }) => way === 'desk' && state === 'ready') === true;
  if (order.status === 'ready' && parts.every(({ way }) => way === 'desk')) return 'ready-desk';
  if (order.status !== 'paid') return order.status;
  const last = order.parcels.at(-1);
  if (last?.state === 'taken-out' || last?.state === 'missing') return last.state;
  const [part] = parts;
  if (parts.length > 1 || part === undefined) return 'paid-mixed';
  switch (part.way) {
    case 'silo':
      return 'paid';
    case 'ship':
      return 'paid-ship';
    case 'desk':
      return isDeskReady ? 'ready-desk' : 'paid-desk';
    case 'carry-out':
      return 'paid-carry-out';
  }
}
