import type { PrinterState } from '../../src/contract/station/place-views.ts';
import type { BusStatus, StationStatus } from '../../src/contract/station/views.ts';
import { languages } from '../../src/kernel/language.ts';
import { useText } from '../i18n/use-text.ts';
import { Fact, Group } from './fact-group.tsx';

type Text = ReturnType<typeof useText>;
type Trouble = BusStatus['troubles'][number];
type Board = BusStatus['boards'][number];

/** One bus of locks: each board with how it is, what is wrong with it and what to do next. */
export function BusFacts({ bus }: { readonly bus: BusStatus }) {
  const text = useText();
  const good = bus.health === 'ok' && [bus, ...bus.boards].every(({ troubles }) => serious(troubles).length === 0);
  const state = good || bus.health !== 'ok' ? text('staff.status.bus.state', { health: bus.health }) : text('staff.status.bus.trouble');
  return (
    <Group title={text('staff.status.bus', { name: bus.name })} state={state} good={good}>
      <Fact name={text('staff.status.bus.family')}>{bus.family}</Fact>
      {bus.health === 'down' ? (
        <Fact name={text('staff.status.bus.port')} bad todo={[text('staff.status.todo.down')]}>
          {bus.detail}
        </Fact>
      ) : null}
      {bus.troubles.length === 0 ? null : (
        <Fact
          name={text('staff.status.bus.whole')}
          bad={serious(bus.troubles).length > 0}
          todo={bus.troubles.map((trouble) => text(`staff.status.todo.${trouble}`))}
        >
          {words(text, bus.troubles)}
        </Fact>
      )}
      {bus.boards.map((board) => (
        <BoardFact key={board.board} board={board} isBusDown={bus.health === 'down'} />
      ))}
      {bus.detail === '' || bus.health === 'down' ? null : (
        <div className="status-detail">
          <dt className="visually-hidden">{text('staff.status.bus.port')}</dt>
          <dd>{bus.detail}</dd>
        </div>
      )}
    </Group>
  );
}

function BoardFact({ board, isBusDown }: { readonly board: Board; readonly isBusDown: boolean }) {
  const text = useText();
  const { health, troubles } = board;
  const isWell = health === 'ok';
  // On a bus that is down nothing is to be done at a board; that its port is gone is said once, above.
  const todo = isWell ? troubles.map((trouble) => text(`staff.status.todo.${trouble}`)) : isBusDown ? [] : [text('staff.status.todo.silent')];
  return (
    <Fact name={text('staff.status.board', { board: board.board })} bad={!isWell || serious(troubles).length > 0} todo={todo}>
      {isWell && troubles.length > 0 ? words(text, troubles) : text('staff.status.board.state', { health })}
    </Fact>
  );
}

/** The scanner on its own port and the receipt printer. */
export function PeripheralFacts({ status }: { readonly status: StationStatus }) {
  const text = useText();
  const { scanner, printer } = status;
  const printerTodo = printerTodos[printer];
  const isPrinterGood = printerTodo === null || printer === 'none';
  const good = scanner.state !== 'down' && isPrinterGood && (status.voice === undefined || languages.every((each) => status.voice?.languages.includes(each)));
  return (
    <Group title={text('staff.status.devices')} state={text('staff.status.devices.state', { good: String(good) })} good={good}>
      <Fact name={text('staff.status.scanner')} bad={scanner.state === 'down'} todo={scanner.state === 'down' ? [text('staff.status.todo.scanner')] : []}>
        {text('staff.status.scanner.state', { state: scanner.state })}
      </Fact>
      {scanner.detail === '' ? null : (
        <div className="status-detail">
          <dt className="visually-hidden">{text('staff.status.scanner')}</dt>
          <dd>{scanner.detail}</dd>
        </div>
      )}
      <VoiceFact status={status} />
      <Fact name={text('staff.status.printer')} bad={!isPrinterGood} todo={printerTodo === null ? [] : [text(printerTodo)]}>
        {text(`staff.status.printer.${printer}`)}
      </Fact>
    </Group>
  );
}

/** Who listens can do nothing at a station that does not speak: all of its languages, or somebody has to see to it. */
function VoiceFact({ status: { voice } }: { readonly status: StationStatus }) {
  const text = useText();
  if (voice === undefined) return null;
  const missing = languages.filter((each) => !voice.languages.includes(each));
  const state = missing.length === 0 ? 'ok' : missing.length === languages.length ? 'none' : 'some';
  return (
    <Fact name={text('staff.status.voice')} bad={state !== 'ok'} todo={state === 'ok' ? [] : [text('staff.status.todo.voice')]}>
      {text(`staff.status.voice.${state}`)} · {text('staff.status.voice.headset', { state: voice.headset })}
    </Fact>
  );
}

const printerTodos = {
  ok: null,
  unknown: null,
  none: null,
  'paper-near-end': 'staff.status.todo.paper-near-end',
  'paper-out': 'staff.status.todo.paper-out',
  'cover-open': 'staff.status.todo.cover-open',
  offline: 'staff.status.todo.offline',
} as const satisfies Readonly<Record<PrinterState, string | null>>;

/** An echo is swallowed and does no harm; everything else asks for somebody's hand. */
function serious(troubles: readonly Trouble[]): readonly Trouble[] {
  return troubles.filter((trouble) => trouble !== 'echo');
}

function words(text: Text, troubles: readonly Trouble[]): string {
  return troubles.map((trouble) => text(`staff.status.trouble.${trouble}`)).join(' · ');
}
