import { useState } from 'react';
import type { AssistView } from '../../src/contract/station/assist-views.ts';
import type { KioskSession } from '../../src/contract/station/views.ts';
import { useAssist } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import { goTo } from '../ui/route.ts';
import { Sheet } from '../ui/sheet.tsx';
import './assist-bar.css';

export interface AssistBarProps {
  readonly assist: AssistView;
  readonly session: KioskSession;
}

/** Above every screen while somebody of the staff stands beside the shopper: who it is, what they can do, and the way to leave. */
export function AssistBar({ assist, session }: AssistBarProps) {
  const text = useText();
  const left = Math.max(0, Math.ceil((assist.locksAt - useNow(1000)) / 1000));
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <section className="assist-bar" aria-label={text('assist.bar')}>
      <p className="assist-who">
        <Icon name="staff" />
        <span className="assist-name">{text('assist.with', { name: assist.name })}</span>
        <span className="assist-lock" data-soon={left <= 30} aria-live="off">
          {text('assist.locks', { time })}
        </span>
      </p>
      <div className="assist-acts">
        <Button icon={<Icon name="search" />} onPress={() => goTo('/kiosk/assist/customer')}>
          {text('assist.customer')}
        </Button>
        {session.placed === null ? null : (
          <Button icon={<Icon name="till" />} onPress={() => goTo(`/staff/till/${session.placed?.number ?? ''}`)}>
            {text('assist.till')}
          </Button>
        )}
        <GiveBack />
      </div>
    </section>
  );
}

/** Asks first: from then on the shopper is alone with what is in the bag. */
function GiveBack() {
  const text = useText();
  const intents = useAssist();
  const action = useAction<string>();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="primary" onPress={() => setAsking(true)}>
        {text('assist.back')}
      </Button>
      <Sheet
        open={asking}
        role="alertdialog"
        title={text('assist.back.title')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button size="large" onPress={() => setAsking(false)}>
              {text('assist.back.no')}
            </Button>
            <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => intents.giveBack())}>
              {text('assist.back.yes')}
            </Button>
          </>
        }
      >
        <p>{text('assist.back.body')}</p>
        {action.problem === null ? null : <Banner tone="problem">{text('assist.problem')}</Banner>}
      </Sheet>
    </>
  );
}
