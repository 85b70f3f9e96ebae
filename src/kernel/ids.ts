import type { UnixMs } from './clock.ts';
import type { RandomBytes } from './random.ts';

declare const brand: unique symbol;

/** A string that is known to be the id of one kind of thing, so that two kinds cannot be mixed up. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** A company whose shops share one hub and one set of pass keys. */
export type TenantId = Id<'tenant'>;
/** A shop. */
export type StoreId = Id<'store'>;
/** One device: a kiosk, a silo, or both. */
export type StationId = Id<'station'>;
/** What a shopper ordered. */
export type OrderId = Id<'order'>;
/** What lies, or lay, in a compartment. */
export type ParcelId = Id<'parcel'>;
/** Money taken once for an order. */
export type PaymentId = Id<'payment'>;
/** The durable will to open one door. */
export type IntentId = Id<'intent'>;
/** One thing that happened at a station, on its way to the hub. */
export type OperationId = Id<'operation'>;
/** A person who works in the shop. */
export type StaffId = Id<'staff'>;
/** Stable name of a compartment within its bank, for example `1-07` (board, lock). */
export type CompartmentId = Id<'compartment'>;
/** The 128-bit random entitlement id of a pass, as 32 lower-case hexadecimal digits. */
export type PassId = Id<'pass'>;

/**
 * Makes a UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits. Ids made later sort later,
 * which keeps index pages of append-mostly tables hot.
 */
export function uuidV7<Kind extends string>(now: UnixMs, random: RandomBytes): Id<Kind> {
  const bytes = new Uint8Array(16);
  bytes.set(random(10), 6);
  for (let i = 0, rest = now; i < 6; i++) {
    bytes[5 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>;
}

/** Lower-case hexadecimal of some bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte] ?? '';
  return text;
}

/** The bytes behind lower-case hexadecimal. Throws (a bug) on anything else: untrusted text is checked before. */
export function fromHex(hex: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) throw new Error('not lower-case hexadecimal');
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

/** Both digits of each byte: a code is judged while somebody waits, and this is on its way. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
