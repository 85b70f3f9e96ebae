import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { RandomBytes } from '../../kernel/random.ts';

const derive: (pin: string, salt: Uint8Array, length: number, options: object) => Promise<Buffer> = promisify(scrypt);
const BLOCK = 8;

/** Stores a PIN as `scrypt$N$r$p$salt$hash` (hex). `cost` is N, a power of two; stations accept 2^15 as the hub's setting. */
export async function hashPin(pin: string, random: RandomBytes, cost: number): Promise<string> {
  const salt = random(16);
  // scrypt needs 128 * N * r bytes; Node's default limit is just that for N = 2^15 and refuses it.
  const hash = await derive(pin, salt, 32, { N: cost, r: BLOCK, p: 1, maxmem: 256 * cost * BLOCK + 1_048_576 });
  return `scrypt$${cost}$${BLOCK}$1$${Buffer.from(salt).toString('hex')}$${hash.toString('hex')}`;
}

/** Six random digits, every one of the million as likely as any other. */
export function drawPin(random: RandomBytes): string {
  for (;;) {
    const [a = 0, b = 0, c = 0] = random(3);
    const value = (a << 16) | (b << 8) | c;
    // 16 000 000 is the largest multiple of a million below 2^24; above it the first digits would come up more often.
    if (value < 16_000_000) return String(value % 1_000_000).padStart(6, '0');
  }
}
