import { type ReactNode, useState } from 'react';
import { chosenReasons } from '../../src/contract/station/service-views.ts';
import type { StationStatus } from '../../src/contract/station/views.ts';
import { useBridge } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Ago } from '../ui/ago.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { Fact, Group } from './fact-group.tsx';
import { SecondPerson } from './second-person.tsx';
import { ServiceFrame, type ServiceProblem } from './service-frame.tsx';
import { useStatus } from './use-status.ts';

type DoorStatus = StationStatus['doors'][number];
type Step = 'facts' | 'reason' | 'second';

/** How often the door is looked at, in milliseconds. */
const EVERY_MS = 1_000;

/** One door: what is known of it, and what a technician may do about it. */
export function ServiceDoor({ compartmentId, corner }: { readonly compartmentId: string; readonly corner: ReactNode }) {
  const text = useText();
  const { service } = useBridge().intents;
  const { status } = useStatus(EVERY_MS);
  const action = useAction<ServiceProblem>();
  const [step, setStep] = useState<Step>('facts');
  const [told, setTold] = useState<'out' | 'back' | null>(null);
  const found = status?.doors.find(({ door }) => door.compartmentId === compartmentId) ?? null;
  if (status === null) return <ScreenFrame screen="service-waiting">{null}</ScreenFrame>;
  if (found === null) return <ServiceFrame screen="service-door" title={text('service.doors')} corner={corner} problem="unknown-compartment" />;
  const { number } = found.door;
  const hasParcel = found.service?.hasParcel ?? true;
  const test = (second: { readonly badge: string; readonly pin: string } | null) => action.run(() => service.testDoor({ compartmentId, second }));
  if (step === 'second')
    return (
      <SecondPerson
        corner={corner}
        action={text('service.second.go')}
        busy={action.busy}
        problem={action.problem}
        onDone={test}
        onBack={() => {
          action.clear();
          setStep('facts');
        }}
      />
    );
  const onDone = (told: 'out' | 'back') => () => {
    setTold(told);
    setStep('facts');
  };
  return (
    <ServiceFrame screen={`service-door-${step}`} title={text('service.door.title', { number })} corner={corner} problem={action.problem}>
      {told === null || action.problem !== null ? null : <Banner tone="info">{text(`service.door.done.${told}`, { number })}</Banner>}
      {step === 'reason' ? (
        <Reasons busy={action.busy} onReason={(reason) => action.run(() => service.takeOut({ compartmentId, reason }), onDone('out'))} />
      ) : (
        <div className="service-actions">
          <Button kind="primary" size="large" busy={action.busy} onPress={() => (hasParcel ? setStep('second') : test(null))}>
            {text(hasParcel ? 'service.door.test.two' : 'service.door.test')}
          </Button>
          <InOrOut
            isOut={found.state === 'out-of-service'}
            busy={action.busy}
            onBack={() => action.run(() => service.bringBack({ compartmentId }), onDone('back'))}
            onOut={() => setStep('reason')}
          />
          {action.problem === 'not-proved' ? (
            <Button size="large" onPress={() => goTo('/staff/service')}>
              {text('service.wiring')}
            </Button>
          ) : null}
        </div>
      )}
      <DoorFacts status={found} />
    </ServiceFrame>
  );
}

function InOrOut({ isOut, busy, onBack, onOut }: { readonly isOut: boolean; readonly busy: boolean; readonly onBack: () => void; readonly onOut: () => void }) {
  const text = useText();
  return (
    <Button size="large" disabled={busy} onPress={isOut ? onBack : onOut}>
      {text(isOut ? 'service.door.back' : 'service.door.out')}
    </Button>
  );
}

function Reasons({ busy, onReason }: { readonly busy: boolean; readonly onReason: (reason: (typeof chosenReasons)[number]) => void }) {
  const text = useText();
  return (
    <Card>
      <section className="check-list">
        <h2>{text('service.door.why')}</h2>
        <div className="service-actions">
          {chosenReasons.map((reason) => (
            <Button key={reason} size="large" disabled={busy} onPress={() => onReason(reason)}>
              {text(`service.reason.${reason}`)}
            </Button>
          ))}
        </div>
      </section>
    </Card>
  );
}

function DoorFacts({ status }: { readonly status: DoorStatus }) {
  const text = useText();
  const { service, state, lock, needsCheck } = status;
  if (service === undefined) return null;
  const isGood = state !== 'out-of-service' && state !== 'suspect' && !needsCheck && lock === 'closed';
  return (
    <Group title={text('service.door.title', { number: status.door.number })} state={text(`staff.status.state.${state}`)} good={isGood}>
      <Fact name={text('service.door.place')}>{text('service.door.lock', { bus: service.bus, board: service.board, lock: service.lock })}</Fact>
      <Fact name={text('service.door.sensor')} bad={lock !== 'closed'}>
        {text('service.door.sensor.state', { state: lock })}
      </Fact>
      <Fact name={text('service.door.parcel')}>{text('service.door.parcel.state', { has: String(service.hasParcel) })}</Fact>
      {service.reason === null ? null : (
        <Fact name={text('service.door.reason')} bad>
          {text(`service.reason.${service.reason}`)}
        </Fact>
      )}
      {service.mark === null ? null : (
        <Fact name={text('service.door.mark')} bad>
          {text(`service.mark.${service.mark}`)} {service.markedAt === null ? null : <Ago at={service.markedAt} />}
        </Fact>
      )}
      <Fact name={text('service.door.seen')}>{text('service.door.seen.state', { seen: service.seen ?? 'none' })}</Fact>
      <Fact name={text('service.door.openings')}>{service.openings}</Fact>
      <Fact name={text('service.door.failures')}>{service.failures}</Fact>
      <Fact name={text('service.door.forced')} bad={service.forced > 0}>
        {service.forced}
      </Fact>
      <Fact name={text('service.door.mismatches')} bad={service.mismatches > 0}>
        {service.mismatches}
      </Fact>
      <Fact name={text('service.door.last')}>{service.lastOpenedAt === null ? text('service.door.never') : <Ago at={service.lastOpenedAt} />}</Fact>
    </Group>
  );
}
