import type { StationStatus } from '../../src/contract/station/views.ts';
import { formatTime } from '../i18n/format.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { useHelpTime } from '../silo/help-time.ts';
import { Button } from '../ui/button.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AlarmFacts } from './alarm-facts.tsx';
import { CheckList } from './check-list.tsx';
import { BusFacts, PeripheralFacts } from './device-facts.tsx';
import { DoorStates } from './door-states.tsx';
import { DowntimeFacts } from './downtime-facts.tsx';
import { Fact, Group } from './fact-group.tsx';
import { KeysFacts } from './keys-facts.tsx';
import { ProblemLine } from './problem-line.tsx';
import { type Member, MemberCorner } from './staff-chrome.tsx';
import { ClockFacts, StorageFacts } from './storage-facts.tsx';
import { useStatus } from './use-status.ts';
import './status-screen.css';

/** How often the page asks: doors are watched live by whoever repairs them. */
const EVERY_MS = 2_000;

/** Everything about this device at a glance. */
export function StatusScreen({ member, onLock }: { readonly member: Member; readonly onLock: () => void }) {
  const text = useText();
  const { status, failed } = useStatus(EVERY_MS);
  return (
    <ScreenFrame screen="staff-status" corner={<MemberCorner member={member} onLock={onLock} />} backLabel={text('staff.home')} onBack={() => goTo('/staff')}>
      <div className="status">
        <h1>{text('staff.status.title')}</h1>
        {member.roles.includes('technician') ? (
          <Button size="large" onPress={() => goTo('/staff/service')}>
            {text('service.open')}
          </Button>
        ) : null}
        <ProblemLine>{failed ? text('staff.status.failed') : null}</ProblemLine>
        {status === null ? null : <CheckList doors={status.doors} />}
        {status === null ? null : <Facts status={status} />}
      </div>
    </ScreenFrame>
  );
}

function Facts({ status }: { readonly status: StationStatus }) {
  return (
    <div className="status-grid">
      {status.doors.length === 0 ? null : <DoorStates doors={status.doors} />}
      <AlarmFacts />
      <HubFacts status={status} />
      {status.buses.map((bus) => (
        <BusFacts key={bus.name} bus={bus} />
      ))}
      <PeripheralFacts status={status} />
      <RecordFacts status={status} />
      <DowntimeFacts status={status} />
      <StorageFacts status={status} />
      <ClockFacts status={status} />
      <KeysFacts status={status} />
      <CallFacts status={status} />
      <VersionFacts status={status} />
    </div>
  );
}

function HubFacts({ status }: { readonly status: StationStatus }) {
  const text = useText();
  const { hub, queue } = status;
  return (
    <Group title={text('staff.status.hub')} state={text(`staff.status.hub.${hub.state}`)} good={hub.state === 'online'}>
      <Fact name={text('staff.status.contact')}>
        <Moment at={hub.lastContactAt} />
      </Fact>
      <Fact name={text('staff.status.catalogue')}>
        <Moment at={hub.catalogueAsOf} />
      </Fact>
      <Fact name={text('staff.status.queue')}>{queue.pending}</Fact>
      {queue.oldestAt === null ? null : (
        <Fact name={text('staff.status.queue.oldest')}>
          <Ago at={queue.oldestAt} />
        </Fact>
      )}
      <Fact name={text('staff.status.queue.rejected')} bad={queue.rejected > 0}>
        {queue.rejected}
      </Fact>
    </Group>
  );
}

function RecordFacts({ status }: { readonly status: StationStatus }) {
  const text = useText();
  return (
    <Group title={text('staff.status.audit')} state={text('staff.status.audit.entries', { count: status.audit.entries })} good>
      <div className="status-fact status-head">
        <dt>{text('staff.status.audit.head')}</dt>
        <dd>{status.audit.head}</dd>
      </div>
      <Fact name={text('staff.status.passes')} bad={status.passes.blank < FEW_PASSES}>
        {status.passes.blank}
      </Fact>
    </Group>
  );
}

/** Fewer unused customer codes than this, and loading may soon stop. */
const FEW_PASSES = 10;

function CallFacts({ status: { calls } }: { readonly status: StationStatus }) {
  const text = useText();
  const time = useHelpTime();
  if (calls === undefined) return null;
  return (
    <Group title={text('service.calls')} state={text('service.calls.state', { count: calls.called })} good={calls.unanswered === 0}>
      <Fact name={text('service.calls.answered')}>{calls.answered}</Fact>
      <Fact name={text('service.calls.unanswered')} bad={calls.unanswered > 0}>
        {calls.unanswered}
      </Fact>
      {calls.answered === 0 ? null : <Fact name={text('service.calls.longest')}>{time(calls.longestMs)}</Fact>}
    </Group>
  );
}

function VersionFacts({ status }: { readonly status: StationStatus }) {
  const text = useText();
  const locale = useLocale();
  const { versions } = status;
  return (
    <Group title={text('staff.status.versions')} state={versions.station} good>
      <Fact name={text('staff.status.schema')}>{versions.schema}</Fact>
      <Fact name="Node">{versions.node}</Fact>
      <Fact name="SQLite">{versions.sqlite}</Fact>
      <Fact name={text('staff.status.started')}>{formatTime(locale, status.startedAt, status.at)}</Fact>
    </Group>
  );
}

function Moment({ at }: { readonly at: number | null }) {
  const text = useText();
  return at === null ? text('staff.status.never') : <Ago at={at} />;
}
