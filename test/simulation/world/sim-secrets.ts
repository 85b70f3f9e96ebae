import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../src/kernel/clock.ts';
import type { Secrets } from '../../../src/station/ports/secrets.ts';
import { nodeSecrets } from '../../../src/station/secrets/node-secrets.ts';

/** How long a PIN is worked on, in simulated milliseconds: long enough for other things to happen meanwhile. */
const WORK_MS = 80;

/** The product's cryptography, but PINs are checked in simulated time: a thread pool would answer whenever it likes. */
export function simSecrets(clock: Clock): Secrets {
  return {
    ...nodeSecrets(),
    checkPin: (stored, pin) => new Promise((resolve) => void clock.after(WORK_MS, () => resolve(stored !== null && isRight(stored, pin)))),
  };
}

function isRight(stored: string, pin: string): boolean {
  const [, n, r, p, salt, hash] = stored.split('$');
  const wanted = Buffer.from(hash ?? '', 'hex');
  const derived = scryptSync(pin, Buffer.from(salt ?? '', 'hex'), wanted.length, { N: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, wanted);
}
