import type { BankFact, LockState } from '../contract/lock-board.ts';
import { wireTimeMs } from '../link/wire-time.ts';
import { systemClock } from '../system-clock.ts';
import type { BankArguments } from './bank-arguments.ts';
import { openOne } from './bank-look.ts';
import { addressOf, compartmentOf } from './bank-table.ts';
import { factWords } from './fact-words.ts';
import { type OpenBank, waitUntilReady } from './open-bank.ts';
import { exitCode, type ToolIo } from './tool-io.ts';
import { WireMeter } from './wire-meter.ts';

/** How a check ended. A `note` is nothing wrong, but worth knowing. */
export type Verdict = 'pass' | 'note' | 'FAIL';

/** How often each board is asked. */
const rounds = 20;

/** A healthy board answers within this; more and each round is slower than it need be. Milliseconds. */
const usualTurnAroundMs = 50;

/** Damaged bytes in a thousand that a line in good order never has. */
const mostDamagedPerMille = 5;

/** What each round of questions found: the state of every lock, by board. */
type Rounds = ReadonlyMap<number, readonly (readonly LockState[] | null)[]>;

/** One line of the report. */
type Report = (verdict: Verdict, subject: string, finding: string) => void;

/**
 * Checks a bank without unlocking anything, and prints a line for each finding: port, boards, answer times, damaged frames, echo,
 * sensors. With a compartment to open, that one is unlocked at the end. Returns the exit code.
 */
export async function selfTest(options: BankArguments, open: number | null, opened: OpenBank, io: ToolIo): Promise<number> {
  let failures = 0;
  const report: Report = (verdict, subject, finding) => {
    if (verdict === 'FAIL') failures += 1;
    io.print(`${verdict.padEnd(5)} ${subject.padEnd(12)} ${finding}\n`);
  };
  const meter = new WireMeter(
    opened.family,
    options.boards,
    (count) => wireTimeMs(count, options.baud),
    () => systemClock.monotonic(),
  );
  const hear = meter.hear.bind(meter);
  opened.onTraffic.add(hear);
  const troubles: string[] = [];
  const stopListening = opened.bank.onFact((fact) => noteTrouble(fact, troubles));
  const trouble = await waitUntilReady(opened.bank);
  if (trouble?.health === 'down') {
    report('FAIL', 'port', trouble.detail);
    return exitCode.noPort;
  }
  report('pass', 'port', 'it opens');
  const found = await askRounds(options, opened);
  opened.onTraffic.delete(hear);
  stopListening();
  checkBoards(options, found, meter, report);
  checkLine(meter, report);
  for (const words of new Set(troubles)) report('note', 'trouble', words);
  if (opened.bank.capabilities.hasFeedback) checkSensors(options, found, report);
  else report('note', 'sensors', 'boards without feedback: nobody but a person can see whether a door is open');
  if (open !== null) await checkUnlock(options, open, opened, io, report);
  io.print(failures === 0 ? '\nAll is well.\n' : `\n${failures} ${failures === 1 ? 'check' : 'checks'} failed.\n`);
  if (trouble !== null) io.complain(trouble.detail);
  if (trouble !== null) return exitCode.noAnswer;
  return failures === 0 ? exitCode.done : exitCode.failed;
}

async function askRounds({ boards }: BankArguments, { bank }: OpenBank): Promise<Rounds> {
  const found = new Map<number, (readonly LockState[] | null)[]>(boards.map(({ address }) => [address, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { address } of boards) {
      // A board that has never answered gets three chances, not twenty times its time.
      const before = found.get(address) ?? [];
      if (before.length >= 3 && before.every((locks) => locks === null)) continue;
      const outcome = await bank.status(address);
      before.push(outcome.kind === 'status' ? outcome.locks : null);
    }
  }
  return found;
}

function checkBoards(options: BankArguments, found: Rounds, meter: WireMeter, report: Report): void {
  for (const { address } of options.boards) {
    const answers = found.get(address) ?? [];
    const missed = answers.filter((locks) => locks === null).length;
    const subject = `board ${address}`;
    if (missed === answers.length) {
      report('FAIL', subject, 'does not answer: power, DIP switches, its place on the line');
      continue;
    }
    if (missed > 0) report('FAIL', subject, `left ${missed} of ${answers.length} questions unanswered: loose wire, two boards with one address, no terminator`);
    else report('pass', subject, `answers, ${answers.length} times of ${answers.length}`);
    const times = meter.turnArounds(address);
    const [least = 0, median = 0, most = 0] = [times[0], times[Math.floor(times.length / 2)], times.at(-1)];
    const figures = `${least.toFixed(1)} ms at least, ${median.toFixed(1)} usually, ${most.toFixed(1)} at most`;
    report(
      median > usualTurnAroundMs ? 'note' : 'pass',
      'turn-around',
      median > usualTurnAroundMs ? `${figures}: slow (FTDI adapter: latency_timer 1)` : figures,
    );
  }
}

function checkLine(meter: WireMeter, report: Report): void {
  const { received, damaged, echoes } = meter.figures;
  if (received === 0) return report('note', 'line', 'nothing came in at all');
  const share = received === 0 ? 0 : (damaged * 1000) / received;
  const finding = damaged === 0 ? `${received} bytes, none damaged` : `${damaged} of ${received} bytes fit no frame: noise, damage, another speed`;
  report(share > mostDamagedPerMille ? 'FAIL' : damaged > 0 ? 'note' : 'pass', 'line', finding);
  if (echoes > 0) report('note', 'echo', 'the adapter gives back what is sent: harmless, it is swallowed');
  else report('pass', 'echo', 'none');
}

function checkSensors(options: BankArguments, found: Rounds, report: Report): void {
  const last = options.boards.flatMap(({ address }) =>
    (found.get(address)?.findLast((locks) => locks !== null) ?? []).map((state, lock) => ({ state, compartment: nameOf(options, address, lock) })),
  );
  if (last.length === 0) return;
  const open = last.filter(({ state }) => state === 'open').map(({ compartment }) => compartment);
  const unknown = last.filter(({ state }) => state === 'unknown').map(({ compartment }) => compartment);
  const restless = restlessLocks(options, found);
  if (open.length === last.length) {
    report('FAIL', 'sensors', `all ${open.length} doors show open. If they are shut, the other switch is fitted: --closed-bit ${1 - options.closedBit}`);
  } else if (open.length > 0) report('note', 'sensors', `open: ${open.join(', ')}. If these are shut, look at their switches and plugs`);
  else if (unknown.length < last.length) report('pass', 'sensors', `all ${last.length - unknown.length} doors show closed`);
  if (unknown.length > 0) report('FAIL', 'sensors', `the board says nothing of ${unknown.join(', ')}: fewer channels than --locks says?`);
  if (restless.length > 0)
    report('FAIL', 'sensors', `changed though nobody opened anything: ${restless.join(', ')}. A loose contact, or somebody at the doors`);
  else report('pass', 'sensors', 'steady');
}

/** Locks that did not say the same in every round. */
function restlessLocks(options: BankArguments, found: Rounds): string[] {
  return options.boards.flatMap(({ address, locks }) =>
    Array.from({ length: locks }, (_, lock) => lock)
      .filter((lock) => new Set((found.get(address) ?? []).flatMap((states) => (states === null ? [] : [states[lock]]))).size > 1)
      .map((lock) => nameOf(options, address, lock)),
  );
}

async function checkUnlock(options: BankArguments, compartment: number, opened: OpenBank, io: ToolIo, report: Report): Promise<void> {
  const address = addressOf(compartment, options.boards);
  if (address === undefined) return;
  const code = await openOne(options, compartment, opened, io);
  report(
    code === exitCode.done ? 'pass' : 'FAIL',
    'unlock',
    `compartment ${compartment}: ${code === exitCode.done ? 'as it should' : 'not opened, see above'}`,
  );
}

function noteTrouble(fact: BankFact, troubles: string[]): void {
  if (fact.kind === 'trouble' && fact.troubles.some((trouble) => trouble !== 'echo')) troubles.push(factWords(fact));
}

function nameOf({ boards }: BankArguments, board: number, lock: number): string {
  return String(compartmentOf({ board, lock }, boards) ?? `${board}/${lock}`);
}
