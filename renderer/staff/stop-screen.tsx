import type { ReactNode } from 'react';
import type { LoadStop } from '../../src/contract/station/load-views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Notice } from '../silo/notice.tsx';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import type { LoadProblem } from './load-screens.tsx';
import { LabelCamera } from './label-camera.tsx';
import { useLabels, wasHeard } from './use-labels.ts';

const icons: Readonly<Record<LoadStop['reason'], IconName>> = {
  unreadable: 'code',
  'unknown-order': 'shop',
  'for-shipping': 'truck',
  'for-desk': 'shop',
  cancelled: 'close',
  'not-paid': 'till',
  'on-hold': 'till',
  'already-loaded': 'locker',
  'still-watched': 'door',
  'already-collected': 'bag',
  'too-big': 'locker',
  'no-free-compartment': 'locker',
  'only-kept': 'locker',
  'no-blank-pass': 'cloud-off',
  'doors-unreachable': 'warning',
  storage: 'warning',
};

export interface StopScreenProps {
  readonly stop: LoadStop;
  readonly corner: ReactNode;
  /** Leads back to where parcels are asked for. */
  readonly onDesk: () => void;
  /** Where taking out and the till are not this person's task, nothing leads there. */
  readonly isStaff: boolean;
}

/** Why a parcel is not loaded, and what to do with it. The next label goes on at once. */
export function StopScreen({ stop, corner, onDesk, isStaff }: StopScreenProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<LoadProblem>();
  useLabels(false, (code) => action.run(() => intents.scanParcel({ code })));
  const { reason, number, another, lowDoor } = stop;
  const leave = (to: () => void) => action.run(() => intents.closeLoad(), to);
  const remedy = remedyOf(stop, isStaff);
  const act = () => {
    if (remedy === 'pay') leave(() => goTo('/staff/till'));
    else if (remedy === 'recall') leave(() => goTo('/staff/recall'));
    else if (remedy === 'another') action.run(() => intents.scanParcel({ code: number ?? '', another: true, lowDoor }));
    else if (remedy === 'again' && stop.size === null) action.run(() => intents.scanParcel({ code: number ?? '', another, lowDoor }));
    else if (stop.orderId !== null && stop.size !== null) {
      const { orderId, size } = stop;
      action.run(() => intents.beginLoad({ orderId, size, another, lowDoor, useKept: remedy === 'use-kept' }));
    }
  };
  return (
    <ScreenFrame
      screen={`staff-stop-${reason}`}
      width="fill"
      corner={corner}
      action={
        <>
          <Button kind={remedy === null ? 'primary' : 'secondary'} size="large" disabled={action.busy} onPress={() => leave(onDesk)}>
            {text('staff.stop.leave')}
          </Button>
          {remedy === null ? null : (
            <Button kind="primary" size="large" busy={action.busy} onPress={act}>
              {text(`staff.stop.${remedy}`)}
            </Button>
          )}
        </>
      }
    >
      <Notice
        icon={icons[reason]}
        tone="attention"
        title={text(`staff.stop.${reason}.title`)}
        body={text(`staff.stop.${reason}.body`)}
        aside={number === null ? null : text('staff.load.order', { number })}
      >
        <LabelCamera offered={false} onLabel={async (code) => wasHeard(await intents.scanParcel({ code }))} />
      </Notice>
    </ScreenFrame>
  );
}

function remedyOf({ reason, number, orderId, size }: LoadStop, isStaff: boolean): 'another' | 'again' | 'use-kept' | 'pay' | 'recall' | null {
  if (reason === 'already-loaded' || reason === 'already-collected') return number === null ? null : 'another';
  if (reason === 'still-watched') return number === null ? null : 'again';
  if (reason === 'only-kept') return orderId === null || size === null ? null : 'use-kept';
  if (!isStaff) return null;
  if (reason === 'not-paid') return 'pay';
  return reason === 'no-free-compartment' ? 'recall' : null;
}
