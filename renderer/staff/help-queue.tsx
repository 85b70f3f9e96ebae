import type { ReactNode } from 'react';
import type { HelpOutcome } from '../../src/contract/hub/silo.ts';
import type { HelpRinging } from '../../src/contract/station/help-views.ts';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { useSince } from '../silo/help-time.ts';
import { Notice } from '../silo/notice.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './desk-cards.css';
import { ProblemLine } from './problem-line.tsx';

type Problem = 'not-signed-in' | 'not-now' | 'storage' | 'unreachable';

/** Every open call of the shop, whoever has waited longest first: where, what they were doing, for how long, and who comes. */
export function HelpQueue({ view, corner }: { readonly view: StaffView; readonly corner: ReactNode }) {
  const text = useText();
  const calls = view.calls ?? [];
  const alone = view.hub.state === 'online' ? null : <Banner tone="warning">{text('help.queue.alone')}</Banner>;
  const empty = calls.length === 0;
  return (
    <ScreenFrame screen="staff-help-queue" width={empty ? 'fill' : 'wide'} corner={corner} backLabel={text('staff.home')} onBack={() => goTo('/staff')}>
      {empty ? (
        <>
          {alone}
          <Notice icon="check" tone="calm" title={text('help.queue.empty.title')} body={text('help.queue.empty.body')} />
        </>
      ) : (
        <div className="desk-cards">
          <header>
            <h1>{text('help.queue.title')}</h1>
            <p className="desk-cards-lead">{text('help.queue.body')}</p>
          </header>
          {alone}
          <ul className="desk-cards-list">
            {calls.map((call) => (
              <li key={call.callId}>
                <CallCard call={call} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </ScreenFrame>
  );
}

function CallCard({ call }: { readonly call: HelpRinging }) {
  const text = useText();
  const { help } = useBridge().intents;
  const action = useAction<Problem>();
  const { callId, answeredAt } = call;
  const now = useNow(1000);
  const isLate = answeredAt === null && call.lateAt !== undefined && now >= call.lateAt;
  const state = answeredAt !== null ? 'coming' : isLate ? 'late' : 'waiting';
  const end = (outcome: HelpOutcome) => action.run(() => help.end({ callId, outcome }));
  return (
    <article className="desk-card" data-tone={TONES[state]}>
      <div className="desk-card-words">
        <h2>{where(call, text)}</h2>
        <What call={call} />
        <p className="desk-card-state">
          <Icon name={state === 'coming' ? 'check' : state === 'late' ? 'warning' : 'staff'} />
          {text('help.queue.state', { state })}
        </p>
      </div>
      <Waited at={call.calledAt} />
      <div className="desk-card-do">
        <ProblemLine>{action.problem === null ? null : text(`help.queue.problem.${action.problem}`)}</ProblemLine>
        {answeredAt === null ? (
          <Button kind="primary" size="large" wide busy={action.busy} onPress={() => action.run(() => help.answer({ callId }))}>
            {text('help.staff.answer')}
          </Button>
        ) : (
          <>
            <div>
              <p>{call.answeredBy === null ? text('help.queue.coming.unnamed') : text('help.queue.coming', { name: call.answeredBy })}</p>
              <p className="desk-card-soft">{text('help.queue.again')}</p>
            </div>
            <div className="desk-card-buttons">
              <Button kind="primary" busy={action.busy} onPress={() => end('helped')}>
                {text('help.queue.helped')}
              </Button>
              <Button busy={action.busy} onPress={() => end('nobody-there')}>
                {text('help.queue.nobody')}
              </Button>
              <Button busy={action.busy} onPress={() => end('passed-on')}>
                {text('help.queue.passed')}
              </Button>
            </div>
          </>
        )}
      </div>
    </article>
  );
}

const TONES = { waiting: 'none', late: 'bad', coming: 'good' } as const;

function where({ screen, station, where: place }: HelpRinging, text: ReturnType<typeof useText>): string {
  return place === 'here' ? text('help.queue.where', { screen }) : text('help.queue.where.elsewhere', { screen, station: station ?? 'none' });
}

/** What they were doing, or the door that it is about. */
function What({ call: { why, doorNumber, doing } }: { readonly call: HelpRinging }) {
  const text = useText();
  if (why !== 'person' && doorNumber !== null) return <p>{text('help.queue.door', { why: why.replaceAll('-', '_'), number: doorNumber })}</p>;
  return doing === undefined ? null : <p>{text('help.queue.doing', { doing })}</p>;
}

/** The count is not announced: each second would be. */
function Waited({ at }: { readonly at: number }) {
  const time = useSince(at);
  return (
    <p className="desk-card-figure" role="timer" aria-live="off">
      {time}
    </p>
  );
}
