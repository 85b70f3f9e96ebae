import type { ReactNode } from 'react';
import type { BoardSwap } from '../../src/contract/station/service-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { goTo } from '../ui/route.ts';
import { Fact, Group } from './fact-group.tsx';
import { ServiceFrame, type ServiceProblem } from './service-frame.tsx';

export interface ServiceBoardProps {
  readonly view: StaffView;
  readonly bus: string;
  readonly board: number;
  readonly corner: ReactNode;
}

/** Changing a board, step by step: out of service, what the new one says, and then each of its doors. */
export function ServiceBoard({ view, bus, board, corner }: ServiceBoardProps) {
  const text = useText();
  const { service } = useBridge().intents;
  const action = useAction<ServiceProblem>();
  const swap = view.service?.swaps.find((candidate) => candidate.bus === bus && candidate.board === board) ?? null;
  const next =
    swap === null ? (
      <Button kind="primary" size="large" wide busy={action.busy} onPress={() => action.run(() => service.beginSwap({ bus, board }))}>
        {text('service.swap.begin')}
      </Button>
    ) : swap.isNew ? null : (
      <Button kind="primary" size="large" wide busy={action.busy} onPress={() => action.run(() => service.finishSwap({ bus, board }))}>
        {text('service.swap.finish')}
      </Button>
    );
  return (
    <ServiceFrame
      screen={`service-board-${swap === null ? 'begin' : swap.isNew ? 'new' : 'swap'}`}
      title={text('service.swap.title', { board })}
      corner={corner}
      problem={action.problem}
      action={next}
    >
      {swap === null ? <p>{text('service.swap.begin.body')}</p> : null}
      {swap === null || swap.isNew ? null : (
        <ol className="service-steps">
          <li>{text('service.swap.step.off')}</li>
          <li>{text('service.swap.step.closed')}</li>
        </ol>
      )}
      {swap === null ? null : <SwapFacts swap={swap} />}
      {swap?.isNew === true ? <SwapDoors swap={swap} /> : null}
    </ServiceFrame>
  );
}

function SwapFacts({ swap }: { readonly swap: BoardSwap }) {
  const text = useText();
  const all = swap.closed + swap.open + swap.silent;
  const good = swap.answers && swap.silent === 0 && swap.plausible;
  return (
    <Group title={text('service.board', { board: swap.board, bus: swap.bus })} state={text('service.swap.state', { good: String(good) })} good={good}>
      <Fact name={text('service.swap.address')} bad={!swap.answers}>
        {text('service.swap.yes', { yes: String(swap.answers) })}
      </Fact>
      <Fact name={text('service.swap.channels')} bad={swap.silent > 0}>
        {text('service.swap.channels.state', { known: all - swap.silent, all })}
      </Fact>
      <Fact name={text('service.swap.polarity')} bad={!swap.plausible} todo={swap.answers && !swap.plausible ? [text('service.problem.not-plausible')] : []}>
        {text('service.swap.polarity.state', { closed: swap.closed, open: swap.open })}
      </Fact>
    </Group>
  );
}

function SwapDoors({ swap }: { readonly swap: BoardSwap }) {
  const text = useText();
  return (
    <Card>
      <section className="check-list">
        <h2>{text('service.swap.left')}</h2>
        <p className="service-note">{text('service.swap.new.body')}</p>
        <ul className="service-doors">
          {swap.doors.map((door) => (
            <li key={door.compartmentId}>
              <button
                type="button"
                className="service-door"
                data-tone="attention"
                aria-label={text('service.swap.test', { number: door.number })}
                onClick={() => goTo(`/staff/service/door/${encodeURIComponent(door.compartmentId)}`)}
              >
                {door.number}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}
