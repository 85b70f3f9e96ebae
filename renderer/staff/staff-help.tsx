import { useText } from '../i18n/use-text.ts';

/** What the help sheet of every staff screen says. */
export function StaffHelp() {
  const text = useText();
  return (
    <>
      <p>{text('staff.help.till')}</p>
      <p>{text('staff.help.load')}</p>
      <p>{text('staff.help.doors')}</p>
    </>
  );
}
