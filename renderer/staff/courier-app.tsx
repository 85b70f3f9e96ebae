import { type ReactNode, useState } from 'react';
import type { CourierSession } from '../../src/contract/station/load-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/now.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { useTouchEnds } from '../ui/use-touch-ends.ts';
import { DigitsScreen } from './digits-screen.tsx';
import { floorScreen } from './floor-screens.tsx';
import { COURIER, useCameraEnds } from './label-camera.tsx';
import { LoadDesk } from './load-desk.tsx';
import { RecallDesk } from './recall-desk.tsx';
import './staff-chrome.css';

/** A courier at the silo: the screens for loading and taking out, with their rights and nothing of any customer. */
export function CourierApp() {
  const { view } = useStaff();
  useCameraEnds(view?.courier == null ? null : COURIER);
  if (view?.courier == null) return <Waiting />;
  return <AtWork view={view} courier={view.courier} />;
}

/** Until the station has told who is at work. */
function Waiting() {
  const text = useText();
  return (
    <ScreenFrame screen="courier-waiting">
      <h1>{text('silo.checking.title')}</h1>
    </ScreenFrame>
  );
}

function AtWork({ view, courier }: { readonly view: StaffView; readonly courier: CourierSession }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<string>();
  const [task, setTask] = useState(courier.begins);
  useTouchEnds(true, () => void intents.courierTouch().then(() => undefined));
  const leave = () => action.run(() => intents.courierLeave());
  const corner = <CourierCorner courier={courier} />;
  const inHand = floorScreen(view, corner, { onLoadDesk: () => setTask('deposit'), onRecallDesk: () => setTask('collect') });
  if (inHand !== null) return inHand;
  const other = task === 'deposit' ? 'collect' : 'deposit';
  const change = courier.rights.includes(other) ? (
    <Button size="large" onPress={() => setTask(other)}>
      {text(`courier.to-${other}`)}
    </Button>
  ) : null;
  const desk = { corner, backLabel: text('courier.leave'), onBack: leave, other: change };
  return task === 'deposit' && courier.rights.includes('deposit') ? <LoadDesk view={view} {...desk} /> : <RecallDesk {...desk} />;
}

function CourierCorner({ courier }: { readonly courier: CourierSession }): ReactNode {
  const text = useText();
  const left = Math.max(0, Math.ceil((courier.endsAt - useNow(1000)) / 1000));
  return (
    <p className="member-words">
      <span className="member-name">{courier.name}</span>
      <span className="member-lock" data-soon={left <= 30} aria-live="off">
        {text('courier.ends', { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` })}
      </span>
    </p>
  );
}

/** A courier's PIN, where their record has one. */
export function CourierPin({ wrong, onLeave }: { readonly wrong: boolean; readonly onLeave: () => void }) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<'not-now' | 'refused' | 'wait' | 'unreachable'>();
  const problem = action.problem === 'refused' || (action.problem === null && wrong) ? 'wrong' : action.problem;
  return (
    <DigitsScreen
      screen="courier-pin"
      title={text('courier.pin.title')}
      note={text('courier.pin.body')}
      problem={problem === null ? null : text(`courier.pin.${problem}`)}
      least={4}
      most={12}
      secret
      fieldLabel={(count) => text('courier.pin.field', { count })}
      action={text('courier.pin.enter')}
      busy={action.busy}
      onDone={(pin) => action.run(() => intents.courierPin({ pin }))}
      onBack={onLeave}
    />
  );
}
