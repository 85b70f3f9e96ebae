import { type ReactNode, useState } from 'react';
import type { WiringSearch } from '../../src/contract/station/service-views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { DigitsScreen } from './digits-screen.tsx';
import { ServiceFrame, type ServiceProblem, ServiceProblemLine } from './service-frame.tsx';
import './load-screens.css';

/** The search between two doors: what was found so far, and the button that opens the next one. */
export function ServiceWiring({ search, corner }: { readonly search: WiringSearch | null; readonly corner: ReactNode }) {
  const text = useText();
  const { service } = useBridge().intents;
  const action = useAction<ServiceProblem>();
  const end = () =>
    action.run(
      () => service.endWiring(),
      () => goTo('/staff/service'),
    );
  if (search === null) return <WiringStart corner={corner} />;
  return (
    <ServiceFrame
      screen="service-wiring"
      title={text('service.wiring.title')}
      corner={corner}
      problem={action.problem}
      action={
        <>
          <Button kind={search.left === 0 ? 'primary' : 'secondary'} size="large" disabled={action.busy} onPress={end}>
            {text('service.wiring.end')}
          </Button>
          {search.left === 0 ? null : (
            <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => service.nextDoor())}>
              {text('service.wiring.next')}
            </Button>
          )}
        </>
      }
    >
      <p>{text('service.wiring.body')}</p>
      <p>{text('service.wiring.left', { left: search.left })}</p>
      {search.results.length === 0 ? null : (
        <Card>
          <section className="check-list">
            <h2>{text('service.wiring.results')}</h2>
            <ul className="service-list">
              {search.results.map(({ door, result, other }) => (
                <li key={door.compartmentId}>
                  {text('service.wiring.result', {
                    number: door.number,
                    result: result === 'other' ? 'wrong' : result.replaceAll('-', '_'),
                    other: other ?? 0,
                  })}
                </li>
              ))}
            </ul>
          </section>
        </Card>
      )}
    </ServiceFrame>
  );
}

/** No search is under way: what one does, and the button that begins it. */
function WiringStart({ corner }: { readonly corner: ReactNode }) {
  const text = useText();
  const { service } = useBridge().intents;
  const action = useAction<ServiceProblem>();
  return (
    <ServiceFrame
      screen="service-wiring"
      title={text('service.wiring.title')}
      corner={corner}
      problem={action.problem}
      action={
        <Button kind="primary" size="large" busy={action.busy} onPress={() => action.run(() => service.beginWiring())}>
          {text('service.wiring.begin')}
        </Button>
      }
    >
      <p>{text('service.wiring.note')}</p>
    </ServiceFrame>
  );
}

/** A door of the search should be open now: which one is? */
export function WiringAsk({ number, corner }: { readonly number: number; readonly corner: ReactNode }) {
  const text = useText();
  const { service } = useBridge().intents;
  const action = useAction<ServiceProblem>();
  const [typing, setTyping] = useState(false);
  const saw = (seen: number | null) => action.run(() => service.sawDoor({ number: seen }));
  if (typing)
    return (
      <DigitsScreen
        screen="service-wiring-number"
        title={text('service.wiring.number.title')}
        note={text('service.wiring.number.body')}
        problem={action.problem === null ? null : text(`service.problem.${action.problem}`)}
        least={1}
        most={4}
        secret={false}
        fieldLabel={(count) => text('service.wiring.number.field', { count })}
        action={text('service.wiring.number.done')}
        busy={action.busy}
        corner={corner}
        onDone={(digits) => saw(Math.max(1, Number(digits)))}
        onBack={() => setTyping(false)}
      />
    );
  return (
    <ScreenFrame screen="service-wiring-ask" width="fill" corner={corner}>
      <div className="ask">
        <div className="ask-words">
          <h1>{text('service.wiring.ask')}</h1>
          <p>{text('service.wiring.ask.body', { number })}</p>
        </div>
        <ServiceProblemLine problem={action.problem} />
        <div className="ask-answers">
          <Button kind="primary" size="huge" wide busy={action.busy} onPress={() => saw(number)}>
            {text('service.wiring.same', { number })}
          </Button>
          <Button size="large" wide disabled={action.busy} onPress={() => setTyping(true)}>
            {text('service.wiring.other')}
          </Button>
          <Button size="large" wide disabled={action.busy} onPress={() => saw(null)}>
            {text('service.wiring.none')}
          </Button>
        </div>
      </div>
    </ScreenFrame>
  );
}
