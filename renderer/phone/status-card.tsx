import type { PhoneOrder } from '../../src/contract/hub/phone.ts';
import { useText } from '../i18n/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

/** What the page says of an order that has no code to show. */
type Status = PhoneOrder['status'] | 'paid-ship' | 'taken-out' | 'missing';

const ICONS: Readonly<Record<Status, IconName>> = {
  placed: 'till',
  paid: 'bag',
  'paid-ship': 'truck',
  ready: 'locker',
  collected: 'check',
  cancelled: 'close',
  'taken-out': 'shop',
  missing: 'help',
};

/** Where the order stands, in one picture and two sentences. */
export function StatusCard({ order }: { readonly order: PhoneOrder }) {
  const text = useText();
  const status = statusOf(order);
  return (
    <section className="phone-status" data-status={status}>
      <span className="phone-status-icon">
        <Icon name={ICONS[status]} />
      </span>
      <h1>{text(`phone.status.${status}.title`)}</h1>
      <p>{text(`phone.status.${status}.body`)}</p>
    </section>
  );
}

function statusOf(order: PhoneOrder): Status {
  if (order.status !== 'paid') return order.status;
  const last = order.parcels.at(-1);
  if (last?.state === 'taken-out' || last?.state === 'missing') return last.state;
  return order.fulfilmentKind === 'ship' ? 'paid-ship' : 'paid';
}
