import type { BankFact, LockAddress, LockBank, UnlockOutcome } from '../contract/lock-board.ts';
import type { LinkTraffic } from '../link/tap.ts';
import { systemClock } from '../system-clock.ts';
import { sameBytes, toHex } from '../wire/hex.ts';
import type { BankArguments, BoardArguments } from './bank-arguments.ts';
import { addressOf, boardTable, compartmentOf } from './bank-table.ts';
import { firstFact, type OpenBank } from './open-bank.ts';
import { exitCode, type ToolIo } from './tool-io.ts';

const sensorWithinMs = 5000;

/** Prints every door of every board, once. */
export async function showStatus(options: BoardArguments, bank: LockBank, io: ToolIo): Promise<number> {
  let silent = 0;
  let firstCompartment = 1;
  for (const { address, locks } of options.boards) {
    const outcome = await bank.status(address);
    if (outcome.kind !== 'status') silent += 1;
    io.print(`${boardTable({ address, firstCompartment, outcome })}\n`);
    firstCompartment += locks;
  }
  return silent > 0 ? exitCode.noAnswer : exitCode.done;
}

/** Unlocks one compartment and says what the sensor saw. */
export async function openOne(options: BankArguments, compartment: number, opened: OpenBank, io: ToolIo): Promise<number> {
  const { bank } = opened;
  const address = addressOf(compartment, options.boards);
  if (address === undefined) return exitCode.wrongUse;
  const before = await bank.status(address.board);
  const stateBefore = before.kind === 'status' ? (before.locks[address.lock] ?? 'unknown') : 'unknown';
  io.print(`compartment ${compartment} = board ${address.board}, lock ${address.lock} (counted from 0)\nbefore   ${stateBefore}\n`);
  const opening = firstFact(bank, sensorWithinMs, (fact) => isOpening(fact, address));
  const startedAt = systemClock.monotonic();
  const outcome = await unlockAloud(opened, address, io);
  if (outcome.kind !== 'sent' && outcome.kind !== 'acknowledged') {
    io.complain(`The unlock was not sent: ${'detail' in outcome ? outcome.detail : outcome.kind}`);
    return exitCode.notOpened;
  }
  if (outcome.kind === 'acknowledged') io.print('answer   the board took it\n');
  if (!bank.capabilities.hasFeedback || stateBefore === 'unknown') {
    io.print('sensor   none: look at the door\n');
    return exitCode.done;
  }
  if (stateBefore === 'open') {
    io.print('sensor   open, as before: it cannot show whether the lock moved\n');
    return exitCode.done;
  }
  if ((await opening) !== null) {
    io.print(`sensor   open after ${Math.round(systemClock.monotonic() - startedAt)} ms\n`);
    return exitCode.done;
  }
  io.complain(`sensor   still closed after ${sensorWithinMs / 1000} s. Door jammed, no power at the lock, another lock number, or the other --closed-bit.`);
  return exitCode.notOpened;
}

/** Prints each change until the user has had enough. */
export async function watchAll(options: BoardArguments, bank: LockBank, io: ToolIo): Promise<number> {
  await showStatus(options, bank, io);
  io.print('Each change of a door or of a board. Ctrl+C ends.\n');
  const stopListening = bank.onFact((fact) => io.print(`${new Date().toISOString().slice(11, 23)}  ${describe(fact, options)}\n`));
  await io.untilInterrupted();
  stopListening();
  return exitCode.done;
}

async function unlockAloud({ bank, family, onTraffic }: OpenBank, address: LockAddress, io: ToolIo): Promise<UnlockOutcome> {
  const { frame } = family.unlock(address);
  const show = (traffic: LinkTraffic): void => {
    if (traffic.kind === 'out' && sameBytes(traffic.bytes, frame)) io.print(`sent     ${toHex(frame)}\n`);
  };
  onTraffic.add(show);
  const outcome = await bank.unlock({ address, validForMs: 2000, generation: bank.generation });
  onTraffic.delete(show);
  return outcome;
}

function describe(fact: BankFact, options: BoardArguments): string {
  switch (fact.kind) {
    case 'lock':
      return `compartment ${compartmentOf(fact.address, options.boards) ?? '?'} (board ${fact.address.board}, lock ${fact.address.lock}) ${fact.state}`;
    case 'board-health':
      return `board ${fact.board} ${fact.health}`;
    case 'bus-health':
      return `bus ${fact.health}: ${fact.detail}`;
    case 'trouble':
      return `${fact.board === null ? 'bus' : `board ${fact.board}`} ${fact.troubles.join(', ') || 'well again'}`;
  }
}

function isOpening(fact: BankFact, address: LockAddress): boolean {
  return fact.kind === 'lock' && fact.address.board === address.board && fact.address.lock === address.lock && fact.state === 'open';
}
