import { err, ok, type Result } from '../kernel/result.ts';
import { decodeBase64Url, encodeBase64Url } from './hub/base64.ts';
import { phoneRoot } from './phone-address.ts';

/** A line of a bag that travels: what and how many. Prices do not travel: whoever reads the bag asks its own catalogue. */
export interface BagCodeLine {
  readonly sku: string;
  readonly quantity: number;
}

/** Most lines in a bag, and most pieces of one. */
const MAX_LINES = 50;
const MAX_QUANTITY = 20;
const MAX_SKU = 64;
/** Scanners read no more characters than this; the address before the bag's own text is within it. */
export const MAX_BAG_URL = 500;

const VERSION = 1;
const CHECK_BYTES = 2;

/**
 * The address that carries a bag from one device to another: a page of the hub, with the bag itself behind the `#`, which no browser sends
 * anywhere. So it can be made, and read by another kiosk, while the hub is away; it names nobody, and nothing has to remember it.
 *
 *     https://hub.example/b/gran-via-1#AQEACFAwMDEtMS1NAwcBTOPp
 *
 * Behind the `#` in base64url:
 *
 *     version 1 | for each line: quantity, how many bytes it shares with the line before, how many follow, those | CRC-16
 *
 * `base` is the address up to the `#`.
 */
export function encodeBag(base: string, lines: readonly BagCodeLine[]): Result<string, { readonly kind: 'too-large' }> {
  const bytes: number[] = [VERSION];
  let before: readonly number[] = [];
  for (const { sku, quantity } of lines) {
    const own = utf8(sku);
    if (own === null || quantity < 1 || quantity > MAX_QUANTITY) return err({ kind: 'too-large' });
    const shared = sharedLength(before, own);
    bytes.push(quantity, shared, own.length - shared, ...own.slice(shared));
    before = own;
  }
  const check = crc16(bytes);
  const url = `${base}#${encodeBase64Url(Uint8Array.from([...bytes, check >> 8, check & 0xff]))}`;
  return lines.length > MAX_LINES || url.length > MAX_BAG_URL ? err({ kind: 'too-large' }) : ok(url);
}

/** The page of the hub under whose address bags of a station travel; `phoneBaseUrl` as the shop's configuration names it. */
export function bagBase(phoneBaseUrl: string, stationId: string): string {
  return `${phoneRoot(phoneBaseUrl)}/b/${encodeURIComponent(stationId)}`;
}

/** Is this the address of a bag, of whatever shop? What is behind the `#` may still be no bag. */
export function isBagUrl(text: string): boolean {
  return /^https?:\/\/[^#\s]+\/b\/[^/#\s]+#[A-Za-z0-9_-]*$/.test(text);
}

/** The lines of a bag's address, or null for anything else: another text, a piece of one, one that was changed on the way. */
export function decodeBag(url: string): readonly BagCodeLine[] | null {
  const text = url.slice(url.indexOf('#') + 1);
  const bytes = url.length > MAX_BAG_URL * 2 ? null : decodeBase64Url(text);
  if (bytes === null || bytes.length < 1 + CHECK_BYTES || bytes[0] !== VERSION) return null;
  const content = [...bytes.subarray(0, -CHECK_BYTES)];
  const check = ((bytes.at(-2) ?? 0) << 8) | (bytes.at(-1) ?? 0);
  return crc16(content) === check ? readLines(content) : null;
}

function readLines(content: readonly number[]): readonly BagCodeLine[] | null {
  const lines: BagCodeLine[] = [];
  let before: readonly number[] = [];
  let at = 1;
  while (at < content.length) {
    const [quantity = 0, shared = 0, length = 0] = content.slice(at, at + 3);
    const end = at + 3 + length;
    if (end > content.length || shared > before.length || quantity < 1 || quantity > MAX_QUANTITY) return null;
    const own = [...before.slice(0, shared), ...content.slice(at + 3, end)];
    const sku = textOf(own);
    if (sku === null || sku === '' || sku.length > MAX_SKU || lines.some((line) => line.sku === sku)) return null;
    lines.push({ sku, quantity });
    before = own;
    at = end;
  }
  return lines.length > MAX_LINES ? null : lines;
}

function sharedLength(one: readonly number[], two: readonly number[]): number {
  const differs = two.findIndex((byte, place) => one[place] !== byte);
  return differs < 0 ? two.length : differs;
}

/** UTF-8 by the language's own percent encoding, because this folder has neither Node's nor the browser's types; null for half a character. */
function utf8(text: string): readonly number[] | null {
  try {
    return [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|(.)/g)].map(([, hex, plain]) =>
      hex === undefined ? (plain?.charCodeAt(0) ?? 0) : Number.parseInt(hex, 16),
    );
  } catch {
    return null;
  }
}

function textOf(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}

/** CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF. It finds a code that was cut or copied wrongly; it keeps nobody from making one. */
function crc16(bytes: readonly number[]): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc;
}
