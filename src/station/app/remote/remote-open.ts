import { type CommandProblem, verifyCommand } from '../../../contract/hub/command.ts';
import type { RemoteCommand, SignedCommand } from '../../../contract/hub/silo.ts';
import { type CommandFacts, type CommandRefusal, type CommandVerdict, judgeCommand, refusalOutcome } from '../../../core/remote/judge-command.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { CompartmentId, TenantId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { done } from '../../../kernel/result.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { PendingCommand, StationStore } from '../../ports/store.ts';
import type { DoorRunner, LiveDoor } from '../doors/door-runner.ts';
import type { SiloHost } from '../silo/silo-guest.ts';
import type { TrustedClock } from '../silo/trusted-clock.ts';
import { createRemoteScreen } from './remote-screen.ts';

/** What opening from afar needs. */
export interface RemoteParts {
  readonly store: StationStore;
  readonly runner: DoorRunner;
  readonly secrets: Secrets;
  readonly trusted: TrustedClock;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly host: SiloHost;
  identity(): { readonly tenantId: TenantId; readonly bank: number } | null;
  /** False until every door was read once after the start. */
  isStarted(): boolean;
}

/** Opening from afar, while it runs. */
export interface RemoteOpening {
  /** Looks at what has come: also called by itself whenever commands were pulled. */
  obey(): void;
  close(): void;
}

const MINUTE_MS = 60_000;
/** The unproven name of a command that nobody signed; more of it is not kept. */
const SHOWN_NAME = 60;

/**
 * Obeys head office (rule H-16): each command that has come is judged once, at once, and answered, so that nothing is left to be obeyed
 * later. One whose door is being opened is answered by the door's book when the door is seen open.
 */
export function startRemoteOpening(parts: RemoteParts): RemoteOpening {
  const { store, runner, secrets, clock, host } = parts;
  const screen = createRemoteScreen({ store, runner, clock });
  let openedAt: readonly number[] = [];

  const lately = (): readonly number[] => openedAt.filter((at) => clock.monotonic() - at < MINUTE_MS);
  const open = (command: RemoteCommand, verdict: Extract<CommandVerdict, { readonly kind: 'open' }>): void => {
    const compartmentId = command.compartmentId as CompartmentId;
    const opened = runner.open<never>({
      purpose: verdict.purpose,
      compartmentId,
      parcelId: verdict.parcelId,
      orderId: verdict.parcelId === null ? null : (store.read.parcel(verdict.parcelId)?.orderId ?? null),
      passId: null,
      staffId: null,
      commandId: command.commandId,
      prepare: (tx) => {
        // The words themselves stay with the command; their hash binds them to the chain, which holds no free text.
        const words = secrets.sha256Hex(command.reason);
        const facts = { command: command.commandId, compartment: compartmentId, purpose: command.purpose, by: command.orderedBy, words };
        tx.audit({ kind: 'remote.accepted', at: clock.now(), facts });
        return done;
      },
    });
    if (!opened.ok) return answer(command.commandId, command, refusals[opened.error.kind]);
    openedAt = [...lately(), clock.monotonic()];
    screen.show(command, opened.value);
  };
  const answer = (name: string, command: RemoteCommand | null, reason: Reason): void => refuse(parts, name, command, reason);
  const obeyOne = ({ name, command: signed }: PendingCommand): void => {
    const read = readCommand(parts, signed);
    if (typeof read === 'string') return answer(name, null, read);
    const verdict = judgeCommand(factsOf(parts, name, read, lately().length));
    return verdict.kind === 'open' ? open(read, verdict) : answer(name, read, verdict.reason);
  };
  const obey = (): void => {
    // Before the doors were read nothing opens; a command lives long enough to wait for that, or is too late then.
    if (!parts.isStarted() || parts.identity() === null) return;
    const underWay = new Set(runner.all().map(({ intent }) => intent.commandId));
    for (const pending of store.read.pendingCommands()) if (!underWay.has(pending.name)) obeyOne(pending);
  };
  const stops: readonly Cancel[] = [
    store.onPulled((bucket) => {
      if (bucket === 'commands') obey();
    }),
    runner.onChange((live: LiveDoor) => screen.follow(live)),
    host.invite(screen),
  ];
  return {
    obey,
    close: () => {
      for (const stop of stops) stop();
      screen.close();
    },
  };
}

/** One that was not obeyed is answered at once; the hub is told only of what its key signed. */
function refuse({ store, clock, logger }: RemoteParts, name: string, command: RemoteCommand | null, reason: Reason): void {
  const outcome = isJudged(reason) ? refusalOutcome(reason) : 'refused';
  const at = clock.now();
  const written = store.commit<undefined, never>((tx) => {
    if (tx.remoteOutcome(name) !== null) return done;
    tx.putRemoteOutcome(name, outcome, at);
    tx.audit({
      kind: 'remote.refused',
      at,
      facts: { reason, command: name.slice(0, SHOWN_NAME), by: command?.orderedBy ?? null, compartment: command?.compartmentId ?? null },
    });
    if (command !== null && command.commandId === name)
      tx.enqueue({ kind: 'remote.answered', commandId: name, compartmentId: command.compartmentId, outcome, at }, at);
    return done;
  });
  logger.warn('a command from afar was not obeyed', { reason });
  if (!written.ok) logger.error('the answer to a command from afar could not be stored', { detail: written.error.detail });
}

/** Why a command was not even judged, or its door not opened although it was to be. */
type Unjudged = CommandProblem['kind'] | 'storage' | 'unreachable';
type Reason = CommandRefusal | Unjudged;

const unjudged: readonly Reason[] = ['signature', 'malformed', 'too-long', 'storage', 'unreachable'] satisfies readonly Unjudged[];
/** Why the runner made no intent, in the words of the audit. */
const refusals = { storage: 'storage', 'doors-unreachable': 'unreachable', guarded: 'in-use' } as const satisfies Record<string, Reason>;

function isJudged(reason: Reason): reason is CommandRefusal {
  return !unjudged.includes(reason);
}

function readCommand({ store, secrets, identity }: RemoteParts, signed: SignedCommand): RemoteCommand | CommandProblem['kind'] {
  const own = identity();
  const bundle = store.read.keyBundle();
  if (own === null || bundle === null) return 'signature';
  const read = verifyCommand(signed, { tenantId: own.tenantId, keys: bundle.keys, verify: secrets.verifyEd25519 });
  return read.ok ? read.value : read.error.kind;
}

function factsOf({ store, runner, trusted, identity }: RemoteParts, sentAs: string, command: RemoteCommand, openedLately: number): CommandFacts {
  const row = store.read.compartment(command.compartmentId as CompartmentId);
  const parcel = row?.parcelId == null ? null : store.read.parcel(row.parcelId);
  return {
    command,
    sentAs,
    bank: identity()?.bank ?? -1,
    time: trusted.read(),
    openedLately,
    compartment: row === null ? null : { state: row.state, isGuarded: runner.liveOn(row.compartmentId) !== null },
    parcel,
  };
}
