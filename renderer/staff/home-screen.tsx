import type { StaffView } from '../../src/contract/station/views.ts';
import { useText } from '../i18n/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import './home-screen.css';
import { isSeller } from './seller.ts';
import { type Member, MemberCorner } from './staff-chrome.tsx';
import { BesideShopper } from './beside-shopper.tsx';
import { doorsToCheck } from './check-list.tsx';
import { useStatus } from './use-status.ts';
import { useToDo } from './use-to-do.ts';

/** How often the doors are counted again: they change by people's hands. */
const STATUS_EVERY_MS = 10_000;

/** What there is to do, as large doors into it. */
export function HomeScreen({ view, member, onLock }: { readonly view: StaffView; readonly member: Member; readonly onLock: () => void }) {
  const text = useText();
  const { toPrepare, toHand, short, toTakeOut } = useToDo();
  const { status } = useStatus(STATUS_EVERY_MS);
  const toCheck = status === null ? 0 : doorsToCheck(status.doors).length;
  const withSilo = view.bank.length > 0;
  const sells = isSeller(member);
  return (
    <ScreenFrame screen="staff-home" corner={<MemberCorner member={member} onLock={onLock} />}>
      <div className="staff-home">
        <div className="staff-home-words">
          <h1>{text('staff.home.title', { name: member.name })}</h1>
          <p>{text('staff.home.body')}</p>
        </div>
        <div className="tasks">
          <BesideShopper member={member} place={view.place} />
          {sells ? <Task icon="till" name={text('staff.home.till')} note={text('staff.home.till.note')} to="/staff/till" main /> : null}
          {sells ? (
            <Task
              icon="staff"
              name={text('staff.home.desk')}
              note={toHand === null ? text('staff.home.desk.unknown') : text('staff.home.desk.note', { count: toHand })}
              to="/staff/desk"
            />
          ) : null}
          {withSilo ? (
            <Task
              icon="locker"
              name={text('staff.home.orders')}
              note={toPrepare === null ? text('staff.home.orders.unknown') : text('staff.home.orders.note', { count: toPrepare })}
              to="/staff/orders"
            />
          ) : null}
          {short === null || short === 0 ? null : (
            <Task icon="warning" name={text('staff.home.short')} note={text('staff.home.short.note', { count: short })} to="/staff/short" />
          )}
          {withSilo ? <Task icon="code" name={text('staff.home.load')} note={text('staff.home.load.note')} to="/staff/load" /> : null}
          {withSilo ? (
            <Task
              icon="bag"
              name={text('staff.home.recall')}
              note={toTakeOut === null ? text('staff.home.orders.unknown') : text('staff.home.recall.note', { count: toTakeOut })}
              to="/staff/recall"
            />
          ) : null}
          <Task
            icon="help"
            name={text('staff.home.help')}
            note={text('staff.home.help.note', { count: (view.calls ?? []).filter(({ answeredAt }) => answeredAt === null).length })}
            to="/staff/help"
          />
          <LookTask look={view.look} />
          {sells ? <Task icon="refresh" name={text('staff.home.money')} note={text('staff.home.money.note')} to="/staff/money" /> : null}
          <Task icon="check" name={text('staff.home.shift')} note={text('staff.home.shift.note')} to="/staff/shift" />
          <Task
            icon="door"
            name={text('staff.home.status')}
            note={toCheck === 0 ? text('staff.home.status.note') : text('staff.home.status.check', { count: toCheck })}
            to="/staff/status"
          />
        </div>
      </div>
    </ScreenFrame>
  );
}

/** Doors that nobody has seen empty, and the round through them; nothing where there are none. */
function LookTask({ look }: { readonly look: StaffView['look'] }) {
  const text = useText();
  if (look === undefined || (look.waiting === 0 && look.round === null)) return null;
  const { waiting, round } = look;
  const note = round === null ? text('staff.look.note', { count: waiting }) : text('staff.look.note.running', { done: round.done, total: round.total });
  return <Task icon="search" name={text('staff.look')} note={note} to="/staff/look" />;
}

function Task({
  icon,
  name,
  note,
  to,
  main = false,
}: {
  readonly icon: IconName;
  readonly name: string;
  readonly note: string;
  readonly to: string;
  readonly main?: boolean;
}) {
  return (
    <button type="button" className="task" data-main={main} onClick={() => goTo(to)}>
      <span className="task-icon">
        <Icon name={icon} />
      </span>
      <span className="task-words">
        <span className="task-name">{name}</span>
        <span className="task-note">{note}</span>
      </span>
      <Icon name="forward" />
    </button>
  );
}
