import type { ProblemKind } from '../../../contract/hub/silo.ts';
import type { ProblemKeep } from '../../../contract/station/silo-views.ts';
import type { DoorFlow } from '../../../core/compartments/door-flow.ts';
import { done, type Result } from '../../../kernel/result.ts';
import type { StorageFailure, StoreWriter } from '../../ports/store.ts';
import { changeCompartment } from '../doors/door-book.ts';
import type { Front } from './silo-front.ts';
import type { SiloParts } from './silo-parts.ts';

/** What somebody says is wrong, and what they do with the thing in their hands. */
export interface Report {
  readonly problem: ProblemKind;
  readonly keep: ProblemKeep | null;
}

/**
 * Does this report fit what the door does? What lies there can be judged only once the door was open, and put back only while it is:
 * a compartment that was emptied before, and is only looked into again, takes nothing back (decision 0020).
 */
export function fitsDoor({ problem, keep }: Report, { flow, again }: Pick<Front, 'flow' | 'again'>): boolean {
  switch (problem) {
    case 'did-not-open':
      return keep === null && isUnopened(flow);
    case 'empty':
      return keep === null && flow.openedAt !== null;
    case 'damaged':
    case 'wrong-item':
      if (flow.openedAt === null || keep === null) return false;
      return keep === 'take' || (flow.kind === 'open' && !again);
  }
}

/** Makes a report durable, with all that is true from now on. What the opening's end makes of it stands in its book. */
export function writeReport({ store, clock }: Pick<SiloParts, 'store' | 'clock'>, front: Front, report: Report): Result<undefined, StorageFailure> {
  const at = clock.now();
  const { intentId, parcelId, compartmentId } = front;
  return store.commit<undefined, never>((tx) => {
    tx.insertProblem({ intentId, parcelId, problem: report.problem, keep: report.keep, at });
    suspect(tx, front);
    tx.audit({ kind: 'problem.reported', at, facts: { intent: intentId, compartment: compartmentId, parcel: parcelId, ...report } });
    tx.enqueue({ kind: 'problem.reported', parcelId, orderId: tx.parcel(parcelId)?.orderId ?? null, compartmentId, problem: report.problem, at }, at);
    tx.enqueue({ kind: 'compartment.marked', compartmentId, mark: 'problem-reported', at }, at);
    return done;
  });
}

/** Out of use until staff looked: at once where nothing is on the books any more, else when the opening ends. */
function suspect(tx: StoreWriter, { compartmentId, parcelId }: Front): void {
  const row = tx.compartment(compartmentId);
  const isStillTheirs = row?.state === 'free-unverified' && tx.emptiedBy(compartmentId) === parcelId;
  changeCompartment(tx, { compartmentId }, isStillTheirs ? { state: 'suspect', needsCheck: true, heldUntil: null } : { needsCheck: true });
}

function isUnopened(flow: DoorFlow): boolean {
  return flow.kind === 'jammed' || (flow.kind === 'ended' && flow.openedAt === null);
}
