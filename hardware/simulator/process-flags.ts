import { parseArgs } from 'node:util';
import type { Result } from '../contract/result.ts';
import { type FamilyName, familyNames } from '../wire/family-name.ts';
import { boardSides } from './board-sides.ts';

/** One bus of boards that the program shall simulate. */
export interface BusWish {
  readonly name: string;
  readonly family: FamilyName;
  readonly boards: number;
  readonly locks: number;
}

/** What the program of simulated devices shall do. */
export interface ProcessWishes {
  readonly buses: readonly BusWish[];
  readonly closedBit: 0 | 1;
  readonly seed: number;
  /** `any`: a pseudo-terminal, or TCP where there is none. A number is a TCP port; 0 any free one. */
  readonly pipe: 'any' | 'pty' | number;
  readonly hasScanner: boolean;
  readonly hasPrinter: boolean;
  /** Port of the panel on loopback, 0 for a free one; null: no panel. */
  readonly panel: number | null;
  /** A file that says where the doors are in the room; null: in rows. */
  readonly layout: string | null;
  /** A folder for names that stay when a terminal's own name changes; null: none. */
  readonly names: string | null;
  readonly isEchoing: boolean;
  readonly staysWithoutInput: boolean;
}

/** What stops the program before it begins: help was asked for, or a flag is wrong. */
export interface FlagStop {
  readonly kind: 'help' | 'wrong';
  readonly message: string;
}

/** What `--help` prints. */
const help = `Simulated lock boards, code scanner and receipt printer that answer real bytes.

  npm run sim:bank -- --family cu48 --boards 4 --locks 12 --pty
  npm run sim:bank -- --bus cu48:2:12 --bus wkly:1:24 --scanner --printer --panel 0

  --family NAME     ${familyNames.join(', ')} (cu48)
  --boards N        boards on the bus (1), at the family's lowest addresses
  --locks N         doors on each board (12)
  --bus F:B:L       a bus of its own: family, boards, locks; NAME=F:B:L names it. As often as wanted, instead of the three above
  --pty | --tcp N   a pseudo-terminal, or TCP on loopback (0: a free port; the next bus has the next one). Neither: what works here
  --scanner         a code scanner on a pseudo-terminal
  --printer         an ESC/POS printer on a pseudo-terminal
  --panel PORT      a page on loopback to see and do all of it with the mouse (0: a free port)
  --layout FILE     where the doors are in the room, for the panel: [{"number":1,"board":0,"lock":0,"column":0,"row":0,"heightMm":220}]
  --names FOLDER    puts links there that keep their names when a cable is plugged in again, as /dev/serial/by-id does
  --closed-bit 0|1  the feedback bit that means closed (1)
  --echo            a two-wire adapter gives the master its own bytes back
  --seed N          the same seed gives the same faults again (1)
  --stay            does not end with its input

It tells what happens as lines of JSON and takes commands as such; hardware/simulator/bank-command-reader.ts lists them.
`;

const options = {
  family: { type: 'string', default: 'cu48' },
  boards: { type: 'string', default: '1' },
  locks: { type: 'string', default: '12' },
  bus: { type: 'string', multiple: true, default: [] as string[] },
  'closed-bit': { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  pty: { type: 'boolean', default: false },
  tcp: { type: 'string' },
  scanner: { type: 'boolean', default: false },
  printer: { type: 'boolean', default: false },
  panel: { type: 'string' },
  layout: { type: 'string' },
  names: { type: 'string' },
  echo: { type: 'boolean', default: false },
  stay: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** A flag that is wrong, in one sentence. Thrown and caught in this file only. */
class WrongFlag extends Error {}

const mostBuses = 16;
const mostBoards = 32;
const highestPort = 65_535;

/** Reads the program's arguments. */
export function readProcessFlags(argv: readonly string[]): Result<ProcessWishes, FlagStop> {
  try {
    const { values } = parseArgs({ args: [...argv], options });
    if (values.help) return { ok: false, error: { kind: 'help', message: help } };
    return { ok: true, value: wishesOf(values) };
  } catch (error) {
    return { ok: false, error: { kind: 'wrong', message: error instanceof Error ? error.message : String(error) } };
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function wishesOf(values: Values): ProcessWishes {
  const given = values.bus.length > 0 ? values.bus.map(busOf) : [busWish('', values.family, values.boards, values.locks, '--')];
  if (given.length > mostBuses) throw new WrongFlag(`at most ${mostBuses} buses`);
  return {
    buses: withNames(given),
    closedBit: count(values['closed-bit'], '--closed-bit', 0, 1) === 1 ? 1 : 0,
    seed: count(values.seed, '--seed', 0, Number.MAX_SAFE_INTEGER),
    pipe: values.tcp !== undefined ? count(values.tcp, '--tcp', 0, highestPort) : values.pty ? 'pty' : 'any',
    hasScanner: values.scanner,
    hasPrinter: values.printer,
    panel: values.panel === undefined ? null : count(values.panel, '--panel', 0, highestPort),
    layout: values.layout ?? null,
    names: values.names ?? null,
    isEchoing: values.echo,
    staysWithoutInput: values.stay,
  };
}

function busOf(text: string): BusWish {
  const [, name = '', family, boards, locks] = /^(?:([a-z0-9-]{1,20})=)?([a-z0-9-]+):(\d+):(\d+)$/.exec(text) ?? [];
  if (family === undefined || boards === undefined || locks === undefined) throw new WrongFlag(`--bus ${text} is not family:boards:locks`);
  return busWish(name, family, boards, locks, `--bus ${text}: `);
}

function busWish(name: string, family: string, boards: string, locks: string, what: string): BusWish {
  const known = familyNames.find((each) => each === family);
  if (known === undefined) throw new WrongFlag(`${what}family must be one of ${familyNames.join(', ')}`);
  const { channels, firstAddress, lastAddress } = boardSides[known];
  return {
    name,
    family: known,
    boards: count(boards, `${what}boards`, 1, Math.min(mostBoards, lastAddress - firstAddress + 1)),
    locks: count(locks, `${what}locks`, 1, channels),
  };
}

/** A bus without a name is called by its family; a second one of that name gets a number. */
function withNames(buses: readonly BusWish[]): BusWish[] {
  const taken = new Set<string>();
  return buses.map((bus) => {
    const wanted = bus.name === '' ? bus.family : bus.name;
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
    taken.add(name);
    return { ...bus, name };
  });
}

function count(text: string, what: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new WrongFlag(`${what} must be an integer from ${least} to ${most}`);
}
