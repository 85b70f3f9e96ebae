import type { StaffOrder } from '../../src/contract/station/views.ts';
import { useAssist, useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

export interface RefusedDiscountProps {
  readonly order: StaffOrder;
  /** The order as it is once the discount is gone. */
  readonly onOrder: (order: StaffOrder) => void;
}

type Problem = 'not-signed-in' | 'not-allowed' | 'unknown-order' | 'not-due' | 'nothing-to-undo' | 'unreadable' | 'storage' | 'unreachable';

/** The hub does not agree to what staff took off: the full price is taken, or nothing before head office has decided. */
export function RefusedDiscount({ order, onOrder }: RefusedDiscountProps) {
  const text = useText();
  const assist = useAssist();
  const { intents } = useStaff();
  const action = useAction<Problem>();
  const isDue = order.status === 'placed';
  const undo = () =>
    action.run(async () => {
      const undone = await assist.undoAtTill({ orderId: order.orderId });
      if (!undone.ok && undone.error.kind !== 'nothing-to-undo') return undone;
      const found = await intents.findOrder({ code: order.number });
      if (found.ok) onOrder(found.value);
      return found;
    });
  return (
    <>
      <Banner
        tone="problem"
        action={
          isDue ? (
            <Button busy={action.busy} onPress={undo}>
              {text('assist.till.undo')}
            </Button>
          ) : null
        }
      >
        {text(isDue ? 'assist.till.refused' : 'assist.till.refused.paid')}
      </Banner>
      {action.problem === null ? null : <Banner tone="problem">{text(action.problem === 'not-due' ? 'assist.till.undo.not-due' : 'assist.problem')}</Banner>}
    </>
  );
}
