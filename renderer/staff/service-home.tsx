import type { ReactNode } from 'react';
import type { StaffView, StationStatus } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { goTo } from '../ui/route.ts';
import { toneOf } from './door-states.tsx';
import { ServiceFrame, type ServiceProblem } from './service-frame.tsx';
import { useStatus } from './use-status.ts';

/** How often the doors are asked for: whoever repairs them watches them move. */
const EVERY_MS = 2_000;

/** What a technician can do here: every door and board by itself, the search for crossed wires, the export and the backups. */
export function ServiceHome({ view, corner }: { readonly view: StaffView; readonly corner: ReactNode }) {
  const text = useText();
  const { service } = useBridge().intents;
  const { status } = useStatus(EVERY_MS);
  const action = useAction<ServiceProblem>();
  const beginWiring = () =>
    view.service?.wiring == null
      ? action.run(
          () => service.beginWiring(),
          () => goTo('/staff/service/wiring'),
        )
      : goTo('/staff/service/wiring');
  return (
    <ServiceFrame
      screen="service-home"
      title={text('service.title')}
      corner={corner}
      problem={action.problem}
      back={{ label: text('staff.home.status'), to: '/staff/status' }}
    >
      {status === null ? null : <Doors doors={status.doors} />}
      {status === null ? null : <Boards buses={status.buses} />}
      <Card>
        <ul className="service-list">
          <Work name={text('service.wiring')} note={text('service.wiring.note')}>
            <Button size="large" busy={action.busy} onPress={beginWiring}>
              {text(view.service?.wiring == null ? 'service.wiring.begin' : 'service.wiring.go')}
            </Button>
          </Work>
          <Work name={text('service.export')} note={text('service.export.note')}>
            <Button size="large" onPress={() => goTo('/staff/service/export')}>
              {text('service.export.open')}
            </Button>
          </Work>
          <Work name={text('service.restore')} note={text('service.restore.note')}>
            <Button size="large" onPress={() => goTo('/staff/service/restore')}>
              {text('service.restore.open')}
            </Button>
          </Work>
        </ul>
      </Card>
    </ServiceFrame>
  );
}

function Doors({ doors }: { readonly doors: StationStatus['doors'] }) {
  const text = useText();
  if (doors.length === 0) return null;
  return (
    <Card>
      <section className="check-list">
        <h2>{text('service.doors')}</h2>
        <p className="service-note">{text('service.doors.body')}</p>
        <ul className="service-doors">
          {doors.map((status) => (
            <li key={status.door.compartmentId}>
              <button
                type="button"
                className="service-door"
                data-tone={toneOf(status)}
                aria-label={text('service.doors.one', {
                  number: status.door.number,
                  state: text(`staff.status.state.${status.state}`),
                  check: status.needsCheck ? 'yes' : 'no',
                  lock: status.lock,
                })}
                onClick={() => goTo(`/staff/service/door/${encodeURIComponent(status.door.compartmentId)}`)}
              >
                {status.door.number}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}

function Boards({ buses }: { readonly buses: StationStatus['buses'] }) {
  const text = useText();
  if (buses.length === 0) return null;
  return (
    <Card>
      <section className="check-list">
        <h2>{text('service.boards')}</h2>
        <ul className="service-list">
          {buses.flatMap((bus) =>
            bus.boards.map(({ board, health }) => (
              <Work key={`${bus.name}/${board}`} name={text('service.board', { board, bus: bus.name })} note={text('staff.status.board.state', { health })}>
                <Button
                  size="large"
                  label={text('service.board.open', { board, bus: bus.name })}
                  onPress={() => goTo(`/staff/service/board/${encodeURIComponent(bus.name)}/${board}`)}
                >
                  {text('service.board.change')}
                </Button>
              </Work>
            )),
          )}
        </ul>
      </section>
    </Card>
  );
}

function Work({ name, note, children }: { readonly name: string; readonly note: string; readonly children: ReactNode }) {
  return (
    <li>
      <p className="service-words">
        <strong>{name}</strong>
        <br />
        <span className="service-note">{note}</span>
      </p>
      {children}
    </li>
  );
}
