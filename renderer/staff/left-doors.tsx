import type { LeftDoor } from '../../src/contract/station/left-door.ts';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import './left-doors.css';

/** Above the sign-in of a locked screen: the doors that whoever was at work left behind, and what is to be done about each. */
export function LeftDoors({ doors }: { readonly doors: readonly LeftDoor[] }) {
  const text = useText();
  if (doors.length === 0) return null;
  return (
    <ul className="left-doors">
      {doors.map(({ number, task, state }) => (
        <li key={number}>
          <Banner tone={state === 'open' ? 'problem' : 'warning'} icon="door">
            {text(state === 'open' ? 'staff.left.open' : 'staff.left.asks', { number, task })}
          </Banner>
        </li>
      ))}
    </ul>
  );
}
