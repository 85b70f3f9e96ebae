import type { Door } from '../../src/contract/station/place-views.ts';
import type { SiloState } from '../../src/contract/station/silo-views.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { AtDoor } from './at-door.tsx';
import { doorNumbers } from './door-numbers.ts';
import { Returning } from './notice.tsx';
import type { SiloChrome } from './silo-chrome.ts';

export interface ShutScreenProps {
  readonly chrome: SiloChrome;
  readonly bank: readonly Door[];
  readonly state: Extract<SiloState, { readonly kind: 'shut' }>;
  readonly onDone: () => void;
}

/** A number that is not split between two lines. */
function unbroken(phone: string): string {
  return phone.replaceAll(' ', '\u00a0');
}

/** The code is good, and the door cannot be opened now: that nothing is lost, who was called, and whom to phone. */
export function ShutScreen({ chrome, bank, state, onDone }: ShutScreenProps) {
  const text = useText();
  const { doors, why, called, phone, until } = state;
  const [first, ...others] = doors;
  if (first === undefined) return null;
  return (
    <AtDoor
      chrome={chrome}
      screen="shut"
      bank={bank}
      door={first}
      others={others}
      title={text('collect.shut.title', { count: doors.length, numbers: doorNumbers(text, doors) })}
      plain
      action={
        <Button kind="primary" size="large" wide onPress={onDone}>
          {text('collect.shut.done')}
        </Button>
      }
    >
      <p className="at-door-body">{text(`collect.shut.${why}`, { count: doors.length })}</p>
      {/* That somebody was called stands above every screen already. */}
      {called ? null : <p className="at-door-safe">{text('collect.shut.ask')}</p>}
      {phone === null ? null : <p className="at-door-body">{text('collect.shut.phone', { phone: unbroken(phone) })}</p>}
      <Returning until={until} />
    </AtDoor>
  );
}
