import type { Locale } from '../../../contract/schema.ts';
import { proposedSize, returnLines } from '../../../core/returns/goods.ts';
import { returnReceipt } from '../../../core/returns/receipt-number.ts';
import type { Bundle, BundleDoor } from '../../../core/returns/return-flow.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import { isAnyBusOk } from '../../ports/doors.ts';
import { takesNew } from '../../ports/store.ts';
import { changeCompartment } from '../doors/door-book.ts';
import { freeCompartments } from './free-compartments.ts';
import type { ReturnsParts } from './returns-parts.ts';

/** Why no door was opened. Nothing was changed. */
export interface NotOpened {
  readonly kind: 'no-free-compartment' | 'doors-unreachable' | 'storage';
}

/**
 * Opens a free compartment for what somebody brings back. What they said of it is durable before the pulse, with the number that their
 * receipt will have, so that their answer books it whatever happens to this program until then.
 */
export function openForReturn(parts: ReturnsParts, bundle: Bundle, locale: Locale): Result<BundleDoor, NotOpened> {
  const { store, doors, runner, clock, random } = parts;
  // On a full disk what room is left is for people who come to collect.
  if (!takesNew(store)) return err({ kind: 'storage' });
  if (!isAnyBusOk(doors)) return err({ kind: 'doors-unreachable' });
  const size = sizeOf(bundle);
  const row = freeCompartments(parts).choose(size);
  if (row === null) return err({ kind: 'no-free-compartment' });
  const { compartmentId } = row;
  const parcelId = uuidV7<'parcel'>(clock.now(), random);
  const receipt = returnReceipt(random);
  const { returnId, orderId, email } = bundle;
  const lines = returnLines(bundle.goods);
  const opened = runner.open<never>({
    purpose: 'return',
    compartmentId,
    parcelId,
    orderId,
    passId: returnId,
    staffId: null,
    prepare: (tx) => {
      const nothing = { passId: null, holder: null, loadedAt: null, collectedAt: null, deadline: null, recall: null, ended: null };
      tx.putParcel({ ...nothing, parcelId, kind: 'return', orderId, size, status: 'loading', doorNumber: row.number });
      tx.putReturnDraft({ parcelId, returnId, lines, pieces: bundle.pieces, receipt, email, locale });
      changeCompartment(tx, row, { state: 'pending', parcelId });
      return done;
    },
  });
  if (!opened.ok) return err({ kind: opened.error.kind === 'guarded' ? 'no-free-compartment' : opened.error.kind });
  const live = runner.live(opened.value);
  return live === null ? err({ kind: 'storage' }) : ok({ intentId: opened.value, compartmentId, flow: live.flow, receipt });
}

/** The size that a person asked for, else the smallest that should fit. */
export function sizeOf({ goods, pieces, size }: Bundle): NonNullable<Bundle['size']> {
  return size ?? proposedSize(goods, pieces);
}
