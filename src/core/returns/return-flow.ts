import type { ReturnReason } from '../../contract/hub/silo.ts';
import type { SizeClass } from '../../contract/schema.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { CompartmentId, IntentId, OrderId, PassId } from '../../kernel/ids.ts';
import type { DoorFlow } from '../compartments/door-flow.ts';
import type { Goods } from './goods.ts';
import type { OrderRefusal } from './judge-return.ts';

/** What somebody brings back, as far as it is known. */
export interface Bundle {
  /** The id of the code that was shown, where the hub must pay back once for it: a return's own, or a pass of another silo. */
  readonly returnId: PassId | null;
  /** The order, where it is known here. */
  readonly orderId: OrderId | null;
  readonly number: string | null;
  /** Empty: nobody here knows what it is, and `pieces` says how many there are. */
  readonly goods: readonly Goods[];
  readonly pieces: number;
  /** The size that the person asked for; null: the one that should fit. */
  readonly size: SizeClass | null;
  /** Where the receipt is to go; null: to the address of the order, which only the hub knows. */
  readonly email: string | null;
}

/** Why a person is asked for a compartment's size once more. */
export interface Again {
  readonly why: 'not-empty' | 'did-not-open';
  readonly compartmentId: CompartmentId;
}

/** Why nothing can be returned with what was shown. */
export type Refusal = OrderRefusal | { readonly kind: 'unreadable' | 'product-code' | 'not-valid' | 'delegate' | 'needs-pin' | 'not-taking' };

/** The door that a bundle goes behind, with the last state of its flow. */
export interface BundleDoor {
  readonly intentId: IntentId;
  readonly compartmentId: CompartmentId;
  readonly flow: DoorFlow;
  /** The number on the receipt, once it is true. */
  readonly receipt: string;
}

/** Where a person is. */
export type ReturnStep =
  | { readonly kind: 'identify' }
  /** A PIN is being judged. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'wait'; readonly until: UnixMs }
  | { readonly kind: 'which'; readonly bundles: readonly Bundle[] }
  | { readonly kind: 'goods'; readonly bundle: Bundle }
  | { readonly kind: 'reason'; readonly bundle: Bundle; readonly sku: string }
  | { readonly kind: 'pieces'; readonly bundle: Bundle }
  | { readonly kind: 'size'; readonly bundle: Bundle; readonly again: Again | null }
  | { readonly kind: 'door'; readonly bundle: Bundle; readonly door: BundleDoor }
  | { readonly kind: 'done'; readonly bundle: Bundle; readonly door: BundleDoor }
  | { readonly kind: 'nothing'; readonly compartmentId: CompartmentId }
  | { readonly kind: 'unsure'; readonly compartmentId: CompartmentId; readonly why: 'no-answer' | 'restart' | 'unseen' };

/**
 * A person who brings something back, from the first touch to the receipt. `endsAt` is monotonic milliseconds: when everything is forgotten
 * if nobody touches anything; null while a door moves or stands open, when the door's own reminders count.
 *
 * ```
 *  identify -- code, or number and PIN --> which? --> goods --> reason, one for each --> size --> door --> done
 *      ^  |                                    \---------> pieces (known to nobody here) --^       |
 *      |  +--> refused, wait, checking                                                            +--> nothing (changed their mind)
 *      +--------+                                               size <-- not empty, did not open --+
 *                                                                                                 +--> unsure (no answer, unseen)
 * ```
 */
export interface ReturnState {
  readonly step: ReturnStep;
  readonly endsAt: number | null;
  readonly extensionsLeft: number;
}

/** What happens to a person's return. All but the last four are touches, and put the end off. */
export type ReturnEvent =
  | { readonly kind: 'checking' }
  | { readonly kind: 'identified'; readonly bundles: readonly Bundle[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'wait'; readonly until: UnixMs }
  | { readonly kind: 'choose-order'; readonly orderId: OrderId }
  | { readonly kind: 'set-quantity'; readonly sku: string; readonly quantity: number }
  | { readonly kind: 'set-reason'; readonly sku: string; readonly reason: ReturnReason }
  | { readonly kind: 'set-pieces'; readonly pieces: number }
  | { readonly kind: 'next' }
  | { readonly kind: 'back' }
  | { readonly kind: 'set-size'; readonly size: SizeClass }
  | { readonly kind: 'set-email'; readonly email: string | null }
  | { readonly kind: 'change' }
  /** They go although the door was not seen closed. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'extend' }
  | { readonly kind: 'opened'; readonly door: BundleDoor }
  | { readonly kind: 'door'; readonly flow: DoorFlow }
  | { readonly kind: 'time' };

/** What an event did. `over`: the person is gone, and what they chose with them. `unexpected`: nothing changed. */
export type ReturnMove =
  | { readonly kind: 'moved'; readonly state: ReturnState }
  | { readonly kind: 'over' }
  | { readonly kind: 'unexpected'; readonly why: 'not-now' | 'nothing-chosen' | 'no-extensions-left' };

/** How long a person may be still, in milliseconds. */
export interface ReturnRule {
  /** While they choose. */
  readonly choosingMs: number;
  /** Before the question what they did behind the door counts as unanswered. */
  readonly answerMs: number;
  /** While the receipt is on the screen. */
  readonly receiptMs: number;
  /** While something is told that needs no answer. */
  readonly tellingMs: number;
  /** How long before the end the warning stands (WCAG 2.2.1: 20 s and more), and how often it can be answered (ten and more). */
  readonly warningMs: number;
  readonly extensions: number;
}

/** What the silo uses. */
export const RETURN_RULE: ReturnRule = {
  choosingMs: 90_000,
  answerMs: 90_000,
  receiptMs: 60_000,
  tellingMs: 30_000,
  warningMs: 20_000,
  extensions: 10,
};
