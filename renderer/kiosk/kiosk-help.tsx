import { useKiosk } from '../bridge/hooks.tsx';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';

/** How ordering works, in three sentences, where a person is, and the way to an order that was placed before. */
export function KioskHelp() {
  const text = useText();
  const { view } = useKiosk();
  const session = view?.session ?? null;
  return (
    <>
      <p>{text('kiosk.help.order')}</p>
      <p>{text('kiosk.help.pay')}</p>
      <p>{text('kiosk.help.staff')}</p>
      {session === null || session.placed !== null ? null : (
        <p>
          <Button icon={<Icon name="search" />} onPress={() => goTo('/kiosk/order')}>
            {text('after.find.open')}
          </Button>
        </p>
      )}
      {session === null ? null : (
        <p>
          <Button kind="quiet" icon={<Icon name="staff" />} onPress={() => goTo('/staff')}>
            {text('assist.enter')}
          </Button>
        </p>
      )}
    </>
  );
}
