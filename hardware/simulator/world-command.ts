import type { Result } from '../contract/result.ts';
import type { BankCommand } from './bank-command.ts';
import { readBankCommand } from './bank-command-reader.ts';
import { type Fields, readOneKey } from './command-fields.ts';
import type { PrinterCondition } from './printer-simulator.ts';

/** What may be told to the program of simulated devices. A null `bus` means the first. */
export type WorldCommand =
  | { readonly kind: 'bank'; readonly bus: string | null; readonly command: BankCommand }
  | { readonly kind: 'unplug' | 'plug'; readonly bus: string | null }
  | { readonly kind: 'scan'; readonly code: string; readonly aim: string }
  | { readonly kind: 'printer'; readonly condition: Partial<PrinterCondition> }
  | { readonly kind: 'state' }
  | { readonly kind: 'coils'; readonly bus: string | null };

/** Longest line read as a command, in characters; a code of 512 bytes fits. */
const longestLine = 4000;
const longestCode = 512;
const longestAim = 3;

/** The commands that are not for boards. */
const readers: Readonly<Record<string, (fields: Fields, bus: string | null) => WorldCommand | undefined>> = {
  unplug: (_, bus) => ({ kind: 'unplug', bus }),
  plug: (_, bus) => ({ kind: 'plug', bus }),
  scan: ({ code, aim = '' }) => (isText(code, longestCode) && code !== '' && isText(aim, longestAim) ? { kind: 'scan', code, aim } : undefined),
  printer: readCondition,
  state: () => ({ kind: 'state' }),
  coils: (_, bus) => ({ kind: 'coils', bus }),
};

/**
 * Reads one line of JSON with one key. The error is one sentence for whoever typed it. Besides what `bank-command-reader.ts` lists,
 * each of which takes a `"bus"` where there are several:
 *
 * ```
 *  {"unplug":{}}   {"plug":{}}                          the USB end of the cable: the port is gone, and comes back with another name
 *  {"scan":{"code":"LK1:...","aim":"]Q1"}}              a code before the scanner; the AIM identifier may be left out
 *  {"printer":{"paperOut":true}}                        also paperNearEnd, coverOpen, cutterBlocked, off, mute; false ends it
 *  {"state":{}}   {"coils":{}}                          asks which doors are open; what each coil has borne
 * ```
 */
export function parseWorldCommand(line: string): Result<WorldCommand, string> {
  if (line.length > longestLine) return { ok: false, error: 'The line is too long.' };
  const one = readOneKey(line);
  const command = one === undefined ? undefined : readCommand(one.key, one.fields);
  return command === undefined ? { ok: false, error: `No such command: ${line.slice(0, 200)}` } : { ok: true, value: command };
}

function readCommand(key: string, { bus = null, ...fields }: Fields): WorldCommand | undefined {
  if (bus !== null && typeof bus !== 'string') return undefined;
  if (Object.hasOwn(readers, key)) return readers[key]?.(fields, bus);
  const command = readBankCommand(key, fields);
  return command === undefined ? undefined : { kind: 'bank', bus, command };
}

/** What a line calls each thing that may be wrong with a printer. */
const conditions: Readonly<Record<string, keyof PrinterCondition>> = {
  paperOut: 'isPaperOut',
  paperNearEnd: 'isPaperNearEnd',
  coverOpen: 'isCoverOpen',
  cutterBlocked: 'isCutterBlocked',
  off: 'isOff',
  mute: 'isMute',
};

function readCondition(fields: Fields): WorldCommand | undefined {
  const condition: { -readonly [key in keyof PrinterCondition]?: boolean } = {};
  for (const [name, value] of Object.entries(fields)) {
    const key = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (key === undefined || typeof value !== 'boolean') return undefined;
    condition[key] = value;
  }
  return { kind: 'printer', condition };
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most;
}
