import { z } from 'zod';
import type { Result } from '../contract/result.ts';
import { type BusFaults, noFaults } from './bus-faults.ts';
import type { Cu48Simulator } from './cu48-simulator.ts';

const lock = z.strictObject({ board: z.int().min(0).max(9), lock: z.int().min(0).max(47) });
const probability = z.number().min(0).max(1).default(0);

/** What may be told to simulated boards, one JSON object with one key per line. Boards and locks count from 0. */
const bankCommand = z.union([
  z.strictObject({ close: lock }),
  /** A crowbar. */
  z.strictObject({ open: lock }),
  z.strictObject({ jam: lock.extend({ on: z.boolean().default(true) }) }),
  /** The sensor says this whatever the door does; null: the truth again. */
  z.strictObject({ stick: lock.extend({ at: z.enum(['open', 'closed']).nullable() }) }),
  z.strictObject({ slow: lock.extend({ afterMs: z.number().min(0).max(60_000) }) }),
  z.strictObject({ silence: z.strictObject({ board: z.int().min(0).max(9), on: z.boolean().default(true) }) }),
  /** A simulated person closes each opened door after that time; null: nobody does. */
  z.strictObject({ autoClose: z.strictObject({ afterMs: z.number().min(0).max(600_000).nullable() }).nullable() }),
  z.strictObject({
    faults: z
      .strictObject({
        drop: probability, duplicate: probability, corrupt: probability, misaddress: probability, late: probability,
        lateMs: z.number().min(0).max(60_000).default(0),
      })
      .nullable(),
  }),
  /** Asks for a `state` line: which doors are open. */
  z.strictObject({ state: z.strictObject({}) }),
]);

/** A command to simulated boards. */
export type BankCommand = z.output<typeof bankCommand>;

/** Longest line read as a command, in characters. */
const longestLine = 1000;

/** Reads one line. The error is one sentence for whoever typed it. */
export function parseBankCommand(line: string): Result<BankCommand, string> {
  if (line.length > longestLine) return { ok: false, error: 'The line is too long.' };
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { ok: false, error: 'The line is not JSON.' };
  }
  const parsed = bankCommand.safeParse(raw);
  if (!parsed.success) return { ok: false, error: `No such command: ${line}` };
  return { ok: true, value: parsed.data };
}

/** Does what a command says. `state` is not of the boards' doing and left to the caller. */
export function runBankCommand(simulator: Cu48Simulator, command: BankCommand): void {
  if ('close' in command) simulator.closeDoor(command.close);
  else if ('open' in command) simulator.forceOpen(command.open);
  else if ('jam' in command) simulator.setDoor(command.jam, { isJammed: command.jam.on });
  else if ('stick' in command) simulator.setDoor(command.stick, { stuckAt: command.stick.at });
  else if ('slow' in command) simulator.setDoor(command.slow, { opensAfterMs: command.slow.afterMs });
  else if ('silence' in command) simulator.setSilent(command.silence.board, command.silence.on);
  else if ('autoClose' in command) simulator.setAutoClose(command.autoClose?.afterMs ?? null);
  else if ('faults' in command) simulator.setFaults(faultsOf(command.faults));
}

function faultsOf(faults: BusFaults | null): BusFaults {
  return faults ?? noFaults;
}
