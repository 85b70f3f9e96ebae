import { memo, useState } from 'react';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { Sheet } from '../ui/sheet.tsx';
import { type KioskProblem, Problem } from './problem.tsx';
import './session-corner.css';

/** Top right in every session: leaving, and the bag with how much is in it. */
export const SessionCorner = memo(function SessionCorner({ session, bag = true }: { readonly session: KioskSession; readonly bag?: boolean }) {
  const text = useText();
  const count = session.bag.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <>
      <LeaveButton session={session} />
      {bag ? (
        <Button icon={<Icon name="bag" />} label={text('kiosk.bag.open', { count })} onPress={() => goTo('/kiosk/bag')}>
          <span className="corner-bag" aria-hidden="true">
            {text('kiosk.bag')}
            {count === 0 ? null : <span className="corner-count">{count}</span>}
          </span>
        </Button>
      ) : null}
    </>
  );
});

/** Leaves at once when there is nothing to lose, and asks otherwise. */
function LeaveButton({ session }: { readonly session: KioskSession }) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const [asking, setAsking] = useState(false);
  const leave = () => action.run(() => intents.end());
  return (
    <>
      <Button kind="quiet" onPress={() => (session.bag.length === 0 ? leave() : setAsking(true))}>
        {text('kiosk.leave')}
      </Button>
      <Sheet
        open={asking || action.problem !== null}
        role="alertdialog"
        title={text('kiosk.leave.title')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button
              kind="primary"
              size="large"
              onPress={() => {
                action.clear();
                setAsking(false);
              }}
            >
              {text('kiosk.leave.no')}
            </Button>
            <Button kind="danger" size="large" busy={action.busy} onPress={leave}>
              {text('kiosk.leave.yes')}
            </Button>
          </>
        }
      >
        <p>{text('kiosk.leave.body')}</p>
        <Problem kind={action.problem} />
      </Sheet>
    </>
  );
}
