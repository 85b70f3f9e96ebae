import type { ReceiptDocument } from '../../../contract/receipt.ts';
import type { SizeClass } from '../../../contract/schema.ts';
import type { Door, LoadState } from '../../../contract/station/views.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import { mayRetry } from '../../../core/compartments/door-step.ts';
import type { DoorTimings } from '../../../core/compartments/door-timings.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { IntentId, OrderId } from '../../../kernel/ids.ts';

/** The parcel that staff are loading, with the last state of its door. */
export interface LoadFront {
  readonly intentId: IntentId;
  readonly orderId: OrderId;
  readonly number: string;
  readonly size: SizeClass;
  readonly door: Door;
  readonly flow: DoorFlow;
}

/** What staff see. The slip is asked for only where a parcel was confirmed. */
export function loadState(front: LoadFront, slip: () => ReceiptDocument | null, timings: DoorTimings): LoadState {
  const { door, flow } = front;
  switch (flow.kind) {
    case 'pulsing':
    case 'looking':
      return { kind: 'opening', door };
    case 'open':
      return { kind: 'open', door, openedAt: flow.openedAt ?? 0 };
    case 'asking':
      return { kind: 'ask', door };
    case 'jammed':
      return { kind: 'did-not-open', door, canRetry: mayRetry(flow, timings) };
    case 'ended':
    case 'settling':
    case 'guarding':
      return closedState(front, slip);
    default:
      return assertNever(flow);
  }
}

/**
 * Must this door of a staff member be finished first? While its door moves, stands open, or waits for an answer. A door that stood open, or was out
 * of sight, until its last reminder holds nobody up any longer: it stays watched, and what nobody answers becomes suspect.
 */
export function isBusy({ flow }: Pick<LoadFront, 'flow'>, timings: DoorTimings): boolean {
  if (flow.kind === 'open') return flow.reminders < timings.remindersMs.length;
  return flow.kind === 'pulsing' || flow.kind === 'looking' || flow.kind === 'asking';
}

function closedState({ door, flow }: LoadFront, slip: () => ReceiptDocument | null): LoadState {
  if (flow.kind === 'ended' && flow.outcome === 'open-failed') return { kind: 'did-not-open', door, canRetry: false };
  const document = flow.answer === 'placed' ? slip() : null;
  return document === null ? { kind: 'abandoned', door } : { kind: 'loaded', door, slip: document };
}
