import type { RecallReason, RemoteCommand } from '../../contract/hub/silo.ts';
import type { ParcelId } from '../../kernel/ids.ts';
import type { TrustedTime } from '../passes/trusted-time.ts';

/** How far a command may lie ahead of this station's clock: the hub's time is learnt to a minute. Milliseconds. */
const AHEAD_MS = 60_000;
/** Most doors that head office opens here within a minute (rule H-16: whoever steals its keys opens no whole bank at once). */
export const MAX_OPENINGS_PER_MINUTE = 3;

/** What a station knows when it judges a command whose signature is good. */
export interface CommandFacts {
  readonly command: RemoteCommand;
  /** The name under which the hub sent it, which no signature covers. */
  readonly sentAs: string;
  readonly bank: number;
  readonly time: TrustedTime;
  /** Doors that were opened from afar within the last minute. */
  readonly openedLately: number;
  /** Null: there is no such compartment here. */
  readonly compartment: { readonly state: string; readonly isGuarded: boolean } | null;
  /** What lies in it. */
  readonly parcel: {
    readonly parcelId: ParcelId;
    readonly kind: 'order' | 'return';
    readonly status: 'loading' | 'stored' | 'collected' | 'withdrawn';
    readonly recall: RecallReason | null;
  } | null;
}

/** Why a command is not obeyed: for the audit. */
export type CommandRefusal =
  | 'other-name'
  | 'other-bank'
  | 'too-late'
  | 'clock'
  | 'too-early'
  | 'too-many'
  | 'no-compartment'
  | 'out-of-service'
  | 'in-use'
  | 'no-parcel'
  | 'kept-back';

/** What becomes of a command. */
export type CommandVerdict =
  | { readonly kind: 'open'; readonly purpose: 'collect'; readonly parcelId: ParcelId }
  | { readonly kind: 'open'; readonly purpose: 'look'; readonly parcelId: null }
  | { readonly kind: 'refuse'; readonly reason: CommandRefusal };

/**
 * May head office open this door now (rule H-16)? Only at this bank, within the command's own minute by a clock that is not in doubt, a few
 * doors a minute, and never a door that is in somebody's hands. A hand-over is of an order's parcel that lies there for its customer.
 */
export function judgeCommand(facts: CommandFacts): CommandVerdict {
  const { command, time, compartment, parcel } = facts;
  if (command.commandId !== facts.sentAs) return refuse('other-name');
  if (command.bank !== facts.bank) return refuse('other-bank');
  // A clock in doubt is no measure of a minute: an old command could pass for a new one.
  if (time.suspect) return refuse('clock');
  if (time.now > command.expiresAt) return refuse('too-late');
  if (time.now < command.issuedAt - AHEAD_MS) return refuse('too-early');
  if (facts.openedLately >= MAX_OPENINGS_PER_MINUTE) return refuse('too-many');
  if (compartment === null) return refuse('no-compartment');
  if (compartment.isGuarded || compartment.state === 'pending') return refuse('in-use');
  if (command.purpose === 'look') return { kind: 'open', purpose: 'look', parcelId: null };
  if (compartment.state === 'out-of-service') return refuse('out-of-service');
  if (compartment.state !== 'occupied' || parcel?.kind !== 'order' || parcel.status !== 'stored') return refuse('no-parcel');
  if (parcel.recall === 'cancelled' || parcel.recall === 'returned') return refuse('kept-back');
  return { kind: 'open', purpose: 'collect', parcelId: parcel.parcelId };
}

/** What the hub is told of a refusal: that it came too late, or that it was refused. */
export function refusalOutcome(reason: CommandRefusal): 'too-late' | 'refused' {
  return reason === 'too-late' || reason === 'clock' ? 'too-late' : 'refused';
}

function refuse(reason: CommandRefusal): CommandVerdict {
  return { kind: 'refuse', reason };
}
