import { parseArgs } from 'node:util';
import type { Result } from '../contract/result.ts';
import { familyOf } from '../lockers/families.ts';
import { type FamilyName, familyNames } from '../wire/family-name.ts';
import { bankHelp } from './bank-help.ts';
import { type BankTarget, readTarget } from './bank-target.ts';

/** What the technician wants of a bank. `compartment` counts from 1. */
export type BankTask =
  | { readonly kind: 'status' }
  | { readonly kind: 'open'; readonly compartment: number }
  | { readonly kind: 'watch' }
  /** `open`: also unlock this compartment; null: unlock nothing. */
  | { readonly kind: 'selftest'; readonly open: number | null }
  /** `seconds` null: until interrupted. */
  | { readonly kind: 'record'; readonly file: string; readonly seconds: number | null };

/** What boards to look for. What was not said is null: then the usual is tried. */
export interface ScanArguments {
  readonly target: BankTarget;
  readonly family: FamilyName | null;
  readonly addresses: readonly number[] | null;
  readonly baud: number | null;
}

/** A command line, understood. */
export type BankRequest =
  | { readonly kind: 'ports' }
  | ({ readonly kind: 'replay'; readonly file: string } & BoardArguments)
  | ({ readonly kind: 'scan' } & ScanArguments)
  | ({ readonly kind: 'bank' } & BankArguments);

/** The boards, as the configuration of a bus has them. */
export interface BoardArguments {
  readonly family: FamilyName;
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly closedBit: 0 | 1;
  readonly baud: number;
  /** Keys of a bus's configuration that only some families have. */
  readonly options: Readonly<Record<string, string>>;
}

/** A task on a bank, with all that is needed to reach it. */
export interface BankArguments extends BoardArguments {
  readonly task: BankTask;
  readonly target: BankTarget;
}

/** A command line that was not understood, or that asked for help. */
export interface ArgumentProblem {
  readonly kind: 'wrong' | 'help';
  readonly message: string;
}

type Values = ReturnType<typeof parse>['values'];
type Read<T> = Result<T, ArgumentProblem>;

const taskNames = ['status', 'open N', 'watch', 'selftest', 'record FILE', 'replay FILE', 'scan', 'ports'] as const;

/** Understands a command line. The error is one sentence; `help` was asked for. */
export function readBankArguments(argv: readonly string[]): Read<BankRequest> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'The options were not understood.');
  }
  const { values, positionals } = parsed;
  if (values.help || argv.length === 0) return { ok: false, error: { kind: 'help', message: bankHelp } };
  const [name, argument] = positionals;
  const takesWord = name === 'open' || name === 'record' || name === 'replay';
  if (positionals.length > (takesWord ? 2 : 1)) return wrong(`Too many words: ${positionals.join(' ')}`);
  if (name === 'ports') return { ok: true, value: { kind: 'ports' } };
  if (name === 'scan') return readScan(values);
  const boards = readBoards(values);
  if (!boards.ok) return boards;
  if (name === 'replay') return readReplay(argument, boards.value);
  const target = readTarget(values);
  if (!target.ok) return target;
  const task = readTask(name, argument, values, boards.value);
  return task.ok ? { ok: true, value: { kind: 'bank', ...boards.value, target: target.value, task: task.value } } : task;
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      tcp: { type: 'string' },
      sim: { type: 'boolean', default: false },
      family: { type: 'string' },
      boards: { type: 'string' },
      locks: { type: 'string' },
      'closed-bit': { type: 'string', default: '1' },
      baud: { type: 'string' },
      feedback: { type: 'string' },
      'status-order': { type: 'string' },
      open: { type: 'string' },
      seconds: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

function readBoards(values: Values): Read<BoardArguments> {
  const family = readFamily(values.family ?? 'cu48');
  if (!family.ok) return family;
  const { capabilities, addresses: range, baud: usualBaud } = familyOf({ family: family.value });
  const locks = values.locks === undefined ? capabilities.locks : integer(values.locks, 1, capabilities.locks);
  const addresses = values.boards === undefined ? [range.least] : readAddresses(values.boards, range);
  const baud = values.baud === undefined ? usualBaud : integer(values.baud, 300, 921_600);
  const closedBit = integer(values['closed-bit'], 0, 1);
  if (locks === undefined) return wrong(`--locks must be 1 to ${capabilities.locks}.`);
  if (addresses === undefined) return wrong(`--boards must be different addresses ${range.least} to ${range.most}, as in ${range.least},${range.least + 1}.`);
  if (baud === undefined) return wrong('--baud must be a number such as 19200.');
  if (closedBit === undefined) return wrong('--closed-bit must be 0 or 1.');
  const options = { feedback: values.feedback, statusOrder: values['status-order'] };
  return {
    ok: true,
    value: {
      family: family.value,
      boards: addresses.map((address) => ({ address, locks })),
      closedBit: closedBit === 1 ? 1 : 0,
      baud,
      options: Object.fromEntries(Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
    },
  };
}

function readScan(values: Values): Read<BankRequest> {
  const target = readTarget(values);
  if (!target.ok) return target;
  const family = values.family === undefined ? { ok: true as const, value: null } : readFamily(values.family);
  if (!family.ok) return family;
  const addresses = values.boards === undefined ? null : readAddresses(values.boards, { least: 0, most: 255 });
  const baud = values.baud === undefined ? null : integer(values.baud, 300, 921_600);
  if (addresses === undefined) return wrong('--boards must be different addresses 0 to 255, as in 0-31.');
  if (baud === undefined) return wrong('--baud must be a number such as 19200.');
  return { ok: true, value: { kind: 'scan', target: target.value, family: family.value, addresses, baud } };
}

function readReplay(file: string | undefined, boards: BoardArguments): Read<BankRequest> {
  return file === undefined ? wrong('replay needs the name of a recording.') : { ok: true, value: { kind: 'replay', file, ...boards } };
}

function readTask(name: string | undefined, argument: string | undefined, values: Values, { boards }: BoardArguments): Read<BankTask> {
  const compartments = boards.reduce((sum, { locks }) => sum + locks, 0);
  switch (name) {
    case 'status':
    case 'watch':
      return { ok: true, value: { kind: name } };
    case 'open': {
      const compartment = integer(argument ?? '', 1, compartments);
      return compartment === undefined ? wrong(`open needs a compartment from 1 to ${compartments}.`) : { ok: true, value: { kind: 'open', compartment } };
    }
    case 'selftest': {
      const open = values.open === undefined ? null : integer(values.open, 1, compartments);
      return open === undefined ? wrong(`--open needs a compartment from 1 to ${compartments}.`) : { ok: true, value: { kind: 'selftest', open } };
    }
    case 'record': {
      const seconds = values.seconds === undefined ? null : integer(values.seconds, 1, 1_000_000);
      if (seconds === undefined) return wrong('--seconds must be a number from 1.');
      return argument === undefined ? wrong('record needs the name of a file.') : { ok: true, value: { kind: 'record', file: argument, seconds } };
    }
    default:
      return wrong(`Say what to do: ${taskNames.join(', ')}${name === undefined ? '' : ` (not "${name}")`}.`);
  }
}

function readFamily(text: string): Read<FamilyName> {
  const found = familyNames.find((name) => name === text);
  return found === undefined ? wrong(`--family must be one of ${familyNames.join(', ')}.`) : { ok: true, value: found };
}

/** `0,1` or `0-3` or both; undefined where it is none, or names an address twice. */
function readAddresses(text: string, { least, most }: { readonly least: number; readonly most: number }): readonly number[] | undefined {
  const found: number[] = [];
  for (const part of text.split(',')) {
    const [, from, to] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? [];
    const first = integer(from ?? '', least, most);
    const last = to === undefined ? first : integer(to, least, most);
    if (first === undefined || last === undefined || last < first) return undefined;
    for (let address = first; address <= last; address += 1) found.push(address);
  }
  return new Set(found).size === found.length ? found : undefined;
}

function integer(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
}

function wrong(message: string): { readonly ok: false; readonly error: ArgumentProblem } {
  return { ok: false, error: { kind: 'wrong', message } };
}
