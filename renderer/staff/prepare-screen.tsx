import { type ReactNode, useState } from 'react';
import { wayOf } from '../../src/contract/order-ways.ts';
import type { SizeClass } from '../../src/contract/schema.ts';
import type { LoadStopReason } from '../../src/contract/station/load-views.ts';
import type { StaffOrder, StaffView } from '../../src/contract/station/views.ts';
import { useStaff } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Choices } from '../ui/choices.tsx';
import { Icon } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { DoorChoice, type DoorWish } from './door-choice.tsx';
import { OrderLines } from './order-lines.tsx';
import { NotHere } from './short-screen.tsx';
import './prepare-screen.css';
import { ProblemLine } from './problem-line.tsx';
import { type Member, MemberCorner } from './staff-chrome.tsx';
import { useOrdersToPrepare } from './use-orders.ts';

type Problem = LoadStopReason | 'not-signed-in' | 'busy' | 'unreachable';

export interface PrepareScreenProps {
  readonly view: StaffView;
  readonly member: Member;
  readonly orderId: string;
  readonly onLock: () => void;
}

/** One order to gather: what to fetch, which size of locker it needs, and the button that opens one. */
export function PrepareScreen({ view, member, orderId, onLock }: PrepareScreenProps) {
  const text = useText();
  const { items: orders } = useOrdersToPrepare();
  const order = orders?.find((candidate) => candidate.orderId === orderId) ?? null;
  const corner = <MemberCorner member={member} onLock={onLock} />;
  const back = () => goTo('/staff/orders');
  if (order === null) {
    return (
      <ScreenFrame screen="staff-prepare" corner={corner} onBack={back}>
        <ProblemLine>{orders === null ? null : text('staff.prepare.unknown-order')}</ProblemLine>
      </ScreenFrame>
    );
  }
  return <Prepare key={order.orderId} view={view} order={order} corner={corner} onBack={back} />;
}

/** What goes into a locker: only that is gathered. */
function lockerLines(order: StaffOrder) {
  return order.lines.filter((line) => wayOf(line, order.fulfilmentKind) === 'silo');
}

/** Written out, so that the page carries no schema library for five words. */
const SIZES: readonly SizeClass[] = ['XS', 'S', 'M', 'L', 'XL'];

interface PrepareProps {
  readonly view: StaffView;
  readonly order: StaffOrder;
  readonly corner: ReactNode;
  readonly onBack: () => void;
}

function Prepare({ view, order, corner, onBack }: PrepareProps) {
  const text = useText();
  const { intents } = useStaff();
  const action = useAction<Problem>();
  const [size, setSize] = useState<SizeClass>(order.size);
  const [door, setDoor] = useState<DoorWish>('any');
  const present = new Set(view.bank.map((door) => door.size));
  const sizes = SIZES.filter((option) => present.has(option) || option === order.size);
  return (
    <ScreenFrame
      screen="staff-prepare"
      corner={corner}
      onBack={onBack}
      action={
        <Button
          kind="primary"
          size="huge"
          wide
          busy={action.busy}
          onPress={() => action.run(() => intents.beginLoad({ orderId: order.orderId, size, ...(door === 'low' ? { lowDoor: true } : {}) }))}
        >
          {text('staff.prepare.open')}
        </Button>
      }
    >
      <div className="prepare">
        <ProblemLine>{action.problem === null ? null : text(`staff.prepare.${action.problem}`)}</ProblemLine>
        <section className="prepare-goods">
          <h1>{text('staff.prepare.title')}</h1>
          <p className="prepare-number">{text('staff.order.title', { number: order.number })}</p>
          <NotHere order={order} />
          <Card>
            <OrderLines lines={lockerLines(order)} look="gather" />
          </Card>
          <Button kind="quiet" icon={<Icon name="warning" />} onPress={() => goTo(`/staff/change/${order.number}/orders`)}>
            {text('staff.change.open')}
          </Button>
        </section>
        <section className="prepare-size">
          <Choices
            look="chips"
            label={text('staff.prepare.size')}
            value={size}
            choices={sizes.map((option) => ({ value: option, name: option, ...(option === order.size ? { note: text('staff.prepare.size.proposed') } : {}) }))}
            onChange={setSize}
          />
          <DoorChoice value={door} onChange={setDoor} />
        </section>
      </div>
    </ScreenFrame>
  );
}
