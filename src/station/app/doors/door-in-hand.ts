import type { Door } from '../../../contract/station/place-views.ts';
import type { LoadState } from '../../../contract/station/load-views.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import { mayRetry } from '../../../core/compartments/door-step.ts';
import type { DoorTimings } from '../../../core/compartments/door-timings.ts';
import { assertNever } from '../../../kernel/assert-never.ts';

/** A door that a staff member asked for, with the last state of its flow. */
export interface StaffDoor {
  readonly door: Door;
  readonly flow: DoorFlow;
}

/** The states in which the door itself is what staff see. */
export type DoorInHand = Extract<LoadState, { readonly kind: 'opening' | 'open' | 'ask' | 'did-not-open' }>;

/** What staff see of a door until it is closed and answered for; null from then on, when the task says what came of it. */
export function doorInHand({ door, flow }: StaffDoor, timings: DoorTimings): DoorInHand | null {
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
      return flow.outcome === 'open-failed' ? { kind: 'did-not-open', door, canRetry: false } : null;
    case 'settling':
    case 'guarding':
      return null;
    default:
      return assertNever(flow);
  }
}

/**
 * Must this door of a staff member be finished first? While its door moves, stands open, or waits for an answer. A door that stood open, or was out
 * of sight, until its last reminder holds nobody up any longer: it stays watched, and what nobody answers becomes suspect.
 */
export function isBusy({ flow }: Pick<StaffDoor, 'flow'>, timings: DoorTimings): boolean {
  if (flow.kind === 'open') return flow.reminders < timings.remindersMs.length;
  return flow.kind === 'pulsing' || flow.kind === 'looking' || flow.kind === 'asking';
}
