import type { Operation } from '../../contract/events/operations.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { alarm, applied, audit, type Effect, type EffectContext } from './context.ts';
import { placeOrder, takePayment } from './orders.ts';
import { collectParcel, loadParcel } from './parcels.ts';

/** Does what an operation says, inside the transaction of its push. */
export function applyOperation(c: EffectContext, op: Operation, operationId: string): Promise<Effect> {
  switch (op.kind) {
    case 'order.placed':
      return placeOrder(c, op);
    case 'payment.taken':
      return takePayment(c, op);
    case 'parcel.loaded':
      return loadParcel(c, op);
    case 'parcel.collected':
      return collectParcel(c, op);
    case 'compartment.marked':
      return markCompartment(c, op, operationId);
    case 'station.started':
      return stationStarted(c, op);
    case 'return.deposited':
    case 'parcel.recalled':
    case 'problem.reported':
    case 'help.called':
    case 'help.answered':
    case 'help.ended':
    case 'silo.down':
    case 'remote.answered':
    case 'compartment.serviced':
    case 'station.restored':
      return noted(c, op);
    default:
      return assertNever(op);
  }
}

/** Facts of a silo: kept in the audit. */
async function noted(c: EffectContext, op: Operation): Promise<Effect> {
  await audit(c, op.kind, {});
  return applied;
}

async function markCompartment(c: EffectContext, op: Extract<Operation, { kind: 'compartment.marked' }>, operationId: string): Promise<Effect> {
  const facts = { compartmentId: op.compartmentId, mark: op.mark };
  if (op.mark !== 'verified-empty') await alarm(c, 'compartment', operationId, facts);
  await audit(c, op.kind, facts);
  return applied;
}

async function stationStarted(c: EffectContext, op: Extract<Operation, { kind: 'station.started' }>): Promise<Effect> {
  await audit(c, op.kind, { version: op.version, schema: op.schema });
  return applied;
}
