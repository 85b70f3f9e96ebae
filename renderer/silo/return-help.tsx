import { useText } from '../i18n/use-text.ts';

/** What the help sheet of every screen of a return says. */
export function ReturnHelp() {
  const text = useText();
  return (
    <>
      <p>{text('return.help.code')}</p>
      <p>{text('return.help.pin')}</p>
      <p>{text('return.help.refund')}</p>
      <p>{text('return.help.staff')}</p>
    </>
  );
}
