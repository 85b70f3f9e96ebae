import type { StationStatus } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Card } from '../ui/card.tsx';
import { DoorMap, type DoorTone } from '../ui/door-map.tsx';
import { doorsToCheck } from './check-list.tsx';
import './door-states.css';

type DoorStatus = StationStatus['doors'][number];

/** The bank with the state of each door, its counts, and the doors that need somebody, in words. */
export function DoorStates({ doors }: { readonly doors: readonly DoorStatus[] }) {
  const text = useText();
  const tones = new Map(doors.map((status) => [status.door.compartmentId, toneOf(status)]));
  const count = (tone: DoorTone) => [...tones.values()].filter((other) => other === tone).length;
  const open = doors.filter((status) => status.lock === 'open').length;
  // Those are in a list of their own, with the way to mend them.
  const toCheck = new Set(doorsToCheck(doors));
  const troubled = doors.filter((status) => !toCheck.has(status) && (toneOf(status) === 'attention' || toneOf(status) === 'off' || status.lock !== 'closed'));
  return (
    <div className="door-states">
      <Card>
        <section className="door-states-inner">
          <h2>{text('staff.status.doors')}</h2>
          <div className="door-states-map">
            <DoorMap bank={doors.map((status) => status.door)} lit={null} numbers tone={(door) => tones.get(door.compartmentId) ?? 'off'} />
          </div>
          <ul className="door-states-counts">
            {(['free', 'taken', 'attention', 'off'] as const).map((tone) => (
              <li key={tone} data-tone={tone}>
                {text(`staff.status.${tone}`, { count: count(tone) })}
              </li>
            ))}
          </ul>
          <p className="door-states-open">{text('staff.status.open', { count: open })}</p>
          {troubled.length === 0 ? null : (
            <>
              <h3>{text('staff.status.list')}</h3>
              <ul className="door-states-list">
                {troubled.map((status) => (
                  <li key={status.door.compartmentId}>
                    {text('staff.status.door', {
                      number: status.door.number,
                      state: text(`staff.status.state.${status.state}`),
                      check: status.needsCheck ? 'yes' : 'no',
                      lock: status.lock,
                    })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      </Card>
    </div>
  );
}

/** How a door is drawn: what asks for somebody comes before what it holds. */
export function toneOf(status: DoorStatus): DoorTone {
  if (status.state === 'out-of-service') return 'off';
  if (status.needsCheck || status.state === 'suspect' || status.lock === 'unknown') return 'attention';
  return status.state === 'free-verified' || status.state === 'free-unverified' ? 'free' : 'taken';
}
