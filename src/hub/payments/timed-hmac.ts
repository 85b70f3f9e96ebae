import { createHmac, timingSafeEqual } from 'node:crypto';
import type { UnixMs } from '../../kernel/clock.ts';

/** What a signature header says: genuine and fresh, genuine but not of now, or not genuine. */
export type TimedVerdict = 'good' | 'out-of-time' | 'forged';

/** How far from now a signature's time may be, in milliseconds. */
const TOLERANCE_MS = 300_000;
/** Most signatures in one header: a provider that changes its key sends one for each. */
const MAX_SIGNATURES = 8;

/**
 * Judges a header `t=SECONDS,v1=HEX[,v1=HEX]` over `SECONDS.BODY` with HMAC-SHA256, as Stripe signs its webhooks
 * (docs.stripe.com/webhooks, "Verify webhook signatures manually"). Other schemes in the header are passed over.
 */
export function judgeTimedHmac(header: string, body: Uint8Array, key: string, now: UnixMs): TimedVerdict {
  const parts = header
    .slice(0, 2000)
    .split(',')
    .map((part) => part.trim().split('='));
  const [time] = parts.filter(([name]) => name === 't').map(([, value]) => value ?? '');
  const signatures = parts.filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? '')).map(([, value]) => value ?? '');
  if (time === undefined || !/^\d{1,12}$/.test(time)) return 'forged';
  const expected = timedHmac(time, body, key);
  const genuine = signatures.slice(0, MAX_SIGNATURES).some((signature) => timingSafeEqual(Buffer.from(signature, 'hex'), expected));
  if (!genuine) return 'forged';
  return Math.abs(Number(time) * 1000 - now) <= TOLERANCE_MS ? 'good' : 'out-of-time';
}

/** The header for a body at a time in Unix seconds. */
export function timedHmacHeader(seconds: number, body: Uint8Array, key: string): string {
  return `t=${seconds},v1=${timedHmac(String(seconds), body, key).toString('hex')}`;
}

function timedHmac(time: string, body: Uint8Array, key: string): Buffer {
  return createHmac('sha256', key).update(`${time}.`).update(body).digest();
}
