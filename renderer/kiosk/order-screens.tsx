import { AfterReceiptScreen } from './after-receipt-screen.tsx';
import { ClaimScreen } from './claim-screen.tsx';
import { FindOrderScreen } from './find-order-screen.tsx';
import { OrderScreen } from './order-screen.tsx';
import type { SessionScreenProps } from './session-screen.ts';
import type { LabelScan } from './use-label-scan.ts';
import { UncheckedScreen } from './unchecked-screen.tsx';
import { WithdrawScreen } from './withdraw-screen.tsx';

/** One's order at the kiosk, `/kiosk/order` and what is below it. What the station shows decides; the address only says which step. */
export function OrderScreens({ step, scan, ...props }: SessionScreenProps & { readonly step: string; readonly scan: LabelScan }) {
  const { session } = props;
  const { order } = session;
  if (order === undefined || order.kind === 'asking') return <FindOrderScreen {...props} scan={scan} />;
  if (order.receipt !== null) return <AfterReceiptScreen session={session} receipt={order.receipt} hasOrder={order.kind === 'shown'} />;
  if (order.kind === 'unchecked') return <UncheckedScreen session={session} number={order.number} />;
  if (step === 'withdraw' && order.order.after.withdrawal.open) return <WithdrawScreen {...props} order={order.order} />;
  if (step === 'claim' && order.order.after.guarantee.open) return <ClaimScreen {...props} order={order.order} />;
  return <OrderScreen {...props} shown={order} />;
}
