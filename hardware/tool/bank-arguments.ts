import { parseArgs } from 'node:util';
import type { Result } from '../contract/result.ts';
import { cu48 } from '../wire/cu48.ts';

/** Where the boards are. */
export type BankTarget =
  | { readonly kind: 'port'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'sim' };

/** What the technician wants. `compartment` counts from 1. */
export type BankTask = { readonly kind: 'status' } | { readonly kind: 'open'; readonly compartment: number } | { readonly kind: 'watch' };

/** A command line, understood. */
export type BankRequest = { readonly kind: 'ports' } | ({ readonly kind: 'bank' } & BankArguments);

/** A task on a bank, with all that is needed to reach it. */
export interface BankArguments {
  readonly task: BankTask;
  readonly target: BankTarget;
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly closedBit: 0 | 1;
  readonly baud: number;
}

/** What `--help` prints. */
export const bankHelp = `Look at a silo's doors and open one. For technicians.

  npm run bank -- status               every door of every board, once
  npm run bank -- open N               unlock compartment N, then watch its sensor for 5 s
  npm run bank -- watch                print each change until Ctrl+C
  npm run bank -- ports                serial ports of this machine, by the names that stay

Where the boards are (one of):
  --port PATH        serial port, best a name from /dev/serial/by-id
  --tcp HOST:PORT    serial-to-network converter, raw TCP
  --sim              no hardware: a simulated bank, started here and ended with this command

What they are:
  --boards 0,1       addresses set by the DIP switches        (default 0)
  --locks 12         locks wired on each board, 1 to 48       (default 48)
  --closed-bit 1     feedback bit that means closed, 0 or 1   (default 1)
  --baud 19200       speed of the line                        (default 19200)

Compartments count from 1 across the boards in the order given: with --boards 0,1 --locks 12,
compartment 13 is the first lock of board 1.

Exit codes: 0 done - 1 the door did not open - 2 wrong use - 3 no port - 4 no board answers
Family: KERONG CU48. Close the station program first: a port has one user.
`;

/** Understands a command line. The error is one sentence; `help` was asked for. */
export function readBankArguments(argv: readonly string[]): Result<BankRequest, { readonly kind: 'wrong' | 'help'; readonly message: string }> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'The options were not understood.');
  }
  const { values, positionals } = parsed;
  if (values.help || argv.length === 0) return { ok: false, error: { kind: 'help', message: bankHelp } };
  if (positionals[0] === 'ports' && positionals.length === 1) return { ok: true, value: { kind: 'ports' } };
  const bank = readBank(values, positionals);
  return bank.ok ? { ok: true, value: { kind: 'bank', ...bank.value } } : bank;
}

function readBank(
  values: ReturnType<typeof parse>['values'],
  positionals: readonly string[],
): Result<BankArguments, { readonly kind: 'wrong'; readonly message: string }> {
  const locks = integer(values.locks, 1, cu48.locks);
  const addresses = values.boards.split(',').map((text) => integer(text, 0, cu48.boards - 1));
  const baud = integer(values.baud, 300, 921_600);
  const closedBit = integer(values['closed-bit'], 0, 1);
  if (locks === undefined) return wrong('--locks must be 1 to 48.');
  if (addresses.includes(undefined) || new Set(addresses).size < addresses.length) return wrong('--boards must be different addresses 0 to 9, as in 0,1.');
  if (baud === undefined) return wrong('--baud must be a number such as 19200.');
  if (closedBit === undefined) return wrong('--closed-bit must be 0 or 1.');
  const boards = addresses.flatMap((address) => (address === undefined ? [] : [{ address, locks }]));
  const target = readTarget(values);
  if (!target.ok) return target;
  const task = readTask(positionals, boards.length * locks);
  if (!task.ok) return task;
  return { ok: true, value: { task: task.value, target: target.value, boards, closedBit: closedBit === 1 ? 1 : 0, baud } };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      tcp: { type: 'string' },
      sim: { type: 'boolean', default: false },
      boards: { type: 'string', default: '0' },
      locks: { type: 'string', default: '48' },
      'closed-bit': { type: 'string', default: '1' },
      baud: { type: 'string', default: '19200' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

function readTarget(values: { port?: string; tcp?: string; sim: boolean }): Result<BankTarget, { kind: 'wrong'; message: string }> {
  const given = [values.port !== undefined, values.tcp !== undefined, values.sim].filter(Boolean).length;
  if (given !== 1) return wrong('Say where the boards are: one of --port PATH, --tcp HOST:PORT, --sim.');
  if (values.port !== undefined) return { ok: true, value: { kind: 'port', path: values.port } };
  if (values.sim) return { ok: true, value: { kind: 'sim' } };
  const [, host, portText] = /^(.+):(\d+)$/.exec(values.tcp ?? '') ?? [];
  const port = integer(portText ?? '', 1, 65_535);
  if (host === undefined || port === undefined) return wrong('--tcp must be HOST:PORT, as in 10.0.0.7:4001.');
  return { ok: true, value: { kind: 'tcp', host: host.replace(/^\[(.*)\]$/, '$1'), port } };
}

function readTask(words: readonly string[], compartments: number): Result<BankTask, { kind: 'wrong'; message: string }> {
  const [name, argument, ...rest] = words;
  if (rest.length > 0 || (name !== 'open' && argument !== undefined)) return wrong(`Too many words: ${words.join(' ')}`);
  if (name === 'status' || name === 'watch') return { ok: true, value: { kind: name } };
  if (name !== 'open') return wrong(`Say what to do: status, open N, watch or ports${name === undefined ? '' : ` (not "${name}")`}.`);
  const compartment = integer(argument ?? '', 1, compartments);
  if (compartment === undefined) return wrong(`open needs a compartment from 1 to ${compartments}.`);
  return { ok: true, value: { kind: 'open', compartment } };
}

function integer(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
}

function wrong(message: string): { readonly ok: false; readonly error: { readonly kind: 'wrong'; readonly message: string } } {
  return { ok: false, error: { kind: 'wrong', message } };
}
