import { useText } from '../i18n/use-text.ts';

/** What the help sheet of every silo screen says. */
export function SiloHelp() {
  const text = useText();
  return (
    <>
      <p>{text('silo.help.code')}</p>
      <p>{text('silo.help.pin')}</p>
      <p>{text('silo.help.other')}</p>
      <p>{text('silo.help.staff')}</p>
    </>
  );
}
