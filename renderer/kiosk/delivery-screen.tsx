import { useState } from 'react';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { type Choice, Choices } from '../ui/choices.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { goTo } from '../ui/route.ts';
import { Tick } from '../ui/tick.tsx';
import { CheckoutFrame } from './checkout-frame.tsx';
import type { KioskProblem } from './problem.tsx';
import type { SessionScreenProps } from './session-screen.ts';

type Way = 'silo' | 'ship';

/**
 * How the goods reach the customer. Collecting comes first: it is free and fast. Who has the controls of this screen low is taken to need a low door
 * as well, until they say otherwise.
 */
export function DeliveryScreen({ session }: SessionScreenProps) {
  const text = useText();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const [way, setWay] = useState<Way>(session.fulfilment?.kind === 'ship' ? 'ship' : 'silo');
  const { value: preferences } = usePreferences();
  const [needsLowDoor, setNeedsLowDoor] = useState(
    session.fulfilment?.kind === 'silo' ? session.fulfilment.needsLowDoor === true : preferences.reach === 'low',
  );
  const choice = (value: Way, icon: IconName): Choice<Way> => ({
    value,
    name: text(`kiosk.delivery.${value}`),
    face: (
      <span className="choice-icon">
        <Icon name={icon} />
        {text(`kiosk.delivery.${value}`)}
      </span>
    ),
    note: text(`kiosk.delivery.${value}.note`),
  });
  const next = () => {
    if (way === 'ship') goTo('/kiosk/address');
    else
      action.run(
        () => intents.setFulfilment({ fulfilment: needsLowDoor ? { kind: 'silo', needsLowDoor } : { kind: 'silo' } }),
        () => goTo('/kiosk/contact'),
      );
  };
  return (
    <CheckoutFrame
      session={session}
      step="delivery"
      screen="delivery"
      title={text('kiosk.delivery.title')}
      problem={action.problem}
      onBack={() => goTo('/kiosk/bag')}
      action={
        <Button kind="primary" size="large" busy={action.busy} onPress={next}>
          {text('kiosk.next')}
        </Button>
      }
    >
      <Choices
        look="cards"
        label={text('kiosk.delivery.title')}
        hideLabel
        choices={[choice('silo', 'locker'), choice('ship', 'truck')]}
        value={way}
        onChange={setWay}
      />
      {way === 'silo' ? (
        <Tick label={text('kiosk.delivery.low')} note={text('kiosk.delivery.low.note')} value={needsLowDoor} onChange={setNeedsLowDoor} />
      ) : null}
    </CheckoutFrame>
  );
}
