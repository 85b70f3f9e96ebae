import type { LogFields, Logger } from '../kernel/logger.ts';

/** Writes a JSON line per entry to `out`, from `level` upwards. */
export function jsonLogger(out: { write(text: string): void }, level: 'debug' | 'info' | 'warn' | 'error'): Logger {
  const levels = ['debug', 'info', 'warn', 'error'] as const;
  const entry = (name: (typeof levels)[number]) => (message: string, fields?: LogFields) => {
    if (levels.indexOf(name) < levels.indexOf(level)) return;
    out.write(`${JSON.stringify({ at: new Date().toISOString(), level: name, message, ...fields })}\n`);
  };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
