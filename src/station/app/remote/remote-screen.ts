import type { RemoteCommand } from '../../../contract/hub/silo.ts';
import type { RemoteView } from '../../../contract/station/remote-views.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { CompartmentId, IntentId } from '../../../kernel/ids.ts';
import type { StationStore } from '../../ports/store.ts';
import type { DoorRunner, LiveDoor } from '../doors/door-runner.ts';
import { createListeners } from '../listeners.ts';
import { doorOf } from '../silo/door-of.ts';
import type { SiloGuest } from '../silo/silo-guest.ts';

/** What whoever stands at the silo sees of an opening from afar. */
export interface RemoteScreen extends SiloGuest {
  show(command: RemoteCommand, intentId: IntentId): void;
  follow(live: LiveDoor): void;
  close(): void;
}

interface Shown {
  readonly command: RemoteCommand;
  readonly intentId: IntentId;
  readonly phase: RemoteView['phase'];
  /** Monotonic milliseconds: when it goes away by itself, and since when the door is open. */
  readonly until: number | null;
  readonly openSince: number | null;
}

/** How long the end of it stays to be read. Milliseconds. */
const READ_MS = 8000;
/** A door that stands open for longer keeps nobody from the silo; the silo itself asks for it to be closed. Milliseconds. */
const OPEN_MS = 120_000;

/** A screen that shows nothing yet. The latest opening is the one that is shown. */
export function createRemoteScreen({
  store,
  runner,
  clock,
}: {
  readonly store: StationStore;
  readonly runner: DoorRunner;
  readonly clock: Clock;
}): RemoteScreen {
  const listeners = createListeners();
  let shown: Shown | null = null;
  let timer: Cancel = () => {};

  const set = (next: Shown | null): void => {
    timer();
    shown = next;
    const ends = next === null ? null : (next.until ?? (next.openSince === null ? null : next.openSince + OPEN_MS));
    timer = ends === null ? () => {} : clock.after(Math.max(0, ends - clock.monotonic()), () => (next?.until === null ? listeners.tell() : set(null)));
    listeners.tell();
  };
  const follow = ({ intent, flow }: LiveDoor): void => {
    if (shown === null || shown.intentId !== intent.intentId) return;
    const phase = phaseOf(flow);
    if (phase === shown.phase) return;
    const mono = clock.monotonic();
    const isOver = phase === 'closed' || phase === 'did-not-open';
    set({ ...shown, phase, until: isOver ? mono + READ_MS : null, openSince: phase === 'open' ? mono : shown.openSince });
  };
  /** A door that nobody closes holds nobody up: the silo goes on, and asks for it to be closed like for any other. */
  const isLeftOpen = (): boolean => shown?.until === null && shown.openSince !== null && clock.monotonic() - shown.openSince >= OPEN_MS;
  const view = (): RemoteView | null => {
    const row = shown === null ? null : store.read.compartment(shown.command.compartmentId as CompartmentId);
    if (shown === null || row === null) return null;
    const { purpose, reason, orderedBy } = shown.command;
    const until = shown.until === null ? null : Math.max(0, Math.round(clock.now() + shown.until - clock.monotonic()));
    return { door: doorOf(row), purpose, reason, orderedBy, phase: shown.phase, until };
  };
  return {
    show: (command, intentId) => {
      set({ command, intentId, phase: 'opening', until: null, openSince: null });
      const live = runner.live(intentId);
      if (live !== null) follow(live);
    },
    follow,
    current: () => {
      const remote = isLeftOpen() ? null : view();
      return remote === null ? null : { kind: 'remote', ...remote };
    },
    // While the door moves or stands open the screen is about it.
    yields: () => shown?.until !== null || isLeftOpen(),
    dismiss: () => {
      if (shown?.until == null) return false;
      set(null);
      return true;
    },
    adds: () => {
      const remote = view();
      return remote === null ? {} : { remote };
    },
    onChange: (listener) => listeners.add(listener),
    close: () => timer(),
  };
}

function phaseOf(flow: DoorFlow): RemoteView['phase'] {
  switch (flow.kind) {
    case 'pulsing':
    case 'looking':
      return 'opening';
    case 'open':
      return 'open';
    case 'jammed':
      return 'did-not-open';
    case 'settling':
    case 'asking':
    case 'guarding':
      return flow.openedAt === null ? 'did-not-open' : 'closed';
    case 'ended':
      return flow.openedAt === null ? 'did-not-open' : 'closed';
    default:
      return assertNever(flow);
  }
}
