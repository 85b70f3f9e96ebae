import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { LogFields, Logger } from '../kernel/logger.ts';
import type { RandomBytes } from '../kernel/random.ts';

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The machine's randomness. */
export const systemRandom: RandomBytes = (size) => new Uint8Array(randomBytes(size));

/** One JSON object per line on stderr; stdout belongs to whoever started the program. */
export const stderrLogger: Logger = {
  debug: () => undefined,
  info: (message, fields) => write('info', message, fields),
  warn: (message, fields) => write('warn', message, fields),
  error: (message, fields) => write('error', message, fields),
};

function write(level: string, message: string, fields: LogFields = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
}
