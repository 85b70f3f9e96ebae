import { useText } from '../i18n/use-text.ts';

/** How ordering works, in three sentences, and where a person is. */
export function KioskHelp() {
  const text = useText();
  return (
    <>
      <p>{text('kiosk.help.order')}</p>
      <p>{text('kiosk.help.pay')}</p>
      <p>{text('kiosk.help.staff')}</p>
    </>
  );
}
