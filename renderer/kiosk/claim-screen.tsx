import { useState } from 'react';
import { MAX_CLAIM_WORDS } from '../../src/contract/hub/after.ts';
import type { FoundOrder } from '../../src/contract/hub/found.ts';
import { type ClaimDraft, ClaimForm, claimOf, emptyClaim } from '../after/claim-form.tsx';
import { longDay } from '../after/day.ts';
import { useOrders } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type OrderProblem, OrderTrouble } from './order-problem.tsx';
import './order-screens.css';
import { SessionCorner } from './session-corner.tsx';
import type { SessionScreenProps } from './session-screen.ts';

/** A claim under the guarantee: which article, what is wrong with it, what would help. */
export function ClaimScreen({ session, order }: SessionScreenProps & { readonly order: FoundOrder }) {
  const text = useText();
  const locale = useLocale();
  const orders = useOrders();
  const action = useAction<OrderProblem>();
  const { guarantee } = order.after;
  const [draft, setDraft] = useState<ClaimDraft>(emptyClaim(guarantee));
  const claim = claimOf(draft);
  const send = () => {
    if (claim !== null)
      action.run(
        () => orders.claim({ claim }),
        () => goTo('/kiosk/order'),
      );
  };
  return (
    <ScreenFrame
      screen="claim"
      width="narrow"
      corner={<SessionCorner session={session} />}
      onBack={() => goTo('/kiosk/order')}
      action={
        <Button kind="primary" size="large" busy={action.busy} disabled={claim === null} onPress={send}>
          {text('after.claim.do')}
        </Button>
      }
    >
      <div className="order-screen">
        <header className="order-head">
          <h1>{text('after.claim.title')}</h1>
          <p>{text('after.claim.lead', { date: longDay(locale, guarantee.until ?? 0) })}</p>
        </header>
        <OrderTrouble kind={action.problem} />
        <ClaimForm
          lines={order.lines}
          guarantee={guarantee}
          draft={draft}
          onChange={setDraft}
          words={
            <TextField
              label={text('after.claim.words')}
              hint={text('after.claim.words.hint')}
              keys="text"
              limit={MAX_CLAIM_WORDS}
              value={draft.words}
              onChange={(words) => setDraft({ ...draft, words })}
            />
          }
        />
      </div>
    </ScreenFrame>
  );
}
