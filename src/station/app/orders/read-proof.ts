import { phoneRoot } from '../../../contract/phone-address.ts';
import { readPassText } from '../../../contract/pass/lk1.ts';
import type { PassBody } from '../../../contract/pass/pass.ts';
import { readOrderNumber } from '../../../core/orders/order-number.ts';
import { readTillCode } from '../../../core/payments/till-code.ts';
import type { OrderId, PassId } from '../../../kernel/ids.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type CodeParts, readCode } from '../silo/judge-code.ts';

/** What a text that was read is good for. */
export type ReadProof =
  /** The number of an order, which is no proof by itself. */
  | { readonly kind: 'number'; readonly number: string }
  /** The token of an order's page; the hub knows whose. */
  | { readonly kind: 'link'; readonly token: string }
  /** A code that opens, or opened, the door of an order; its signature is good. */
  | { readonly kind: 'pass'; readonly passId: PassId }
  /** A code of ours that proves nothing: it was taken back, it is somebody else's second code, or it is not of an order. */
  | { readonly kind: 'no-proof' }
  | { readonly kind: 'unreadable' };

/** Reads what somebody held to the scanner: a slip, the link of a message, or the code of the lockers. Needs no hub. */
export function readProof(parts: CodeParts, code: string, phoneBaseUrl: string | null): ReadProof {
  const text = code.trim();
  const slip = readTillCode(text);
  if (slip.ok) return { kind: 'number', number: slip.value.number };
  const token = tokenOf(text, phoneBaseUrl);
  if (token !== null) return { kind: 'link', token };
  const number = readOrderNumber(text);
  if (number !== null) return { kind: 'number', number };
  return readLockerCode(parts, text);
}

/** The newest order of which this pass opens, or opened, a parcel here. */
export function orderOfPass(read: StoreReader, passId: PassId): OrderId | null {
  const orders = read.parcelsOfPass(passId).flatMap(({ kind, orderId }) => {
    const order = kind === 'order' && orderId !== null ? read.order(orderId) : null;
    return order === null ? [] : [order];
  });
  const newest = orders.toSorted((a, b) => b.placedAt - a.placedAt)[0];
  return newest === undefined ? null : (newest.orderId as OrderId);
}

/** Only a link of this shop's own hub: any other address is somebody else's. */
function tokenOf(text: string, baseUrl: string | null): string | null {
  const links = baseUrl === null ? null : `${phoneRoot(baseUrl)}/p/`;
  if (links === null || !text.startsWith(links)) return null;
  return /^([A-Za-z0-9_-]{22})\/?$/.exec(text.slice(links.length))?.[1] ?? null;
}

/** Also a code whose time is over, or of another silo: it opens nothing here, and its signature still tells whose it is. */
function readLockerCode(parts: CodeParts, text: string): ReadProof {
  const read = readCode(parts, text);
  if (read.ok) return bearerOf(parts, read.value);
  const { kind } = read.error;
  if (kind === 'R_FORMAT') return { kind: 'unreadable' };
  const late = kind === 'R_TIME' || kind === 'R_BANK' ? readPassText(text) : null;
  return late?.ok === true ? bearerOf(parts, late.value.body) : { kind: 'no-proof' };
}

function bearerOf({ store }: CodeParts, { kind, passId, generation, flags }: PassBody): ReadProof {
  const isOld = generation < (store.read.pass(passId)?.seenGeneration ?? 0);
  if (kind !== 'collect' || flags.assistOnly || flags.pin || isOld) return { kind: 'no-proof' };
  // Who holds a second code may open the door, and nothing else of the order is theirs.
  if (store.read.isRevoked(passId) || store.read.ownerOfDelegate(passId) !== null) return { kind: 'no-proof' };
  return { kind: 'pass', passId };
}
