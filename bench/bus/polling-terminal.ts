import { setTimeout as sleep } from 'node:timers/promises';
import type { BankFact, LockAddress, LockBank } from '../../hardware/contract/lock-board.ts';
import type { BusBoard, PollingPace } from '../../hardware/lockers/bus-board.ts';
import { openDevices } from '../../hardware/open-devices.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import { systemClock } from '../../hardware/system-clock.ts';
import { err, expectOk, ok, type Result } from '../../src/kernel/result.ts';
import { FarEnd, type FarEndTell } from './far-end.ts';
import { machineMs } from './fine-clock.ts';
import { type BenchLine, boardsOn } from './lines.ts';
import { AllWell, type DoorsSeen, doorsToMove, isChange, type PollingRate, pollingRate } from './polling.ts';

/** How long to measure. */
export interface TerminalRun {
  readonly pace: PollingPace;
  readonly countForMs: number;
  /** Doors opened and closed by hand; 0 measures the rate only. */
  readonly changes: number;
}

/** What a line gives on this machine: production driver, a serial port made of a pseudo-terminal, boards as slow as real ones. */
export interface TerminalFigures {
  readonly rate: PollingRate;
  readonly doors: DoorsSeen;
}

/** Measures one line with `count` boards. The error says why this machine cannot. */
export async function pollOnTerminal(line: BenchLine, count: number, run: TerminalRun): Promise<Result<TerminalFigures, string>> {
  const boards = boardsOn(line, count);
  const far = await FarEnd.open({ name: line.name, baud: line.baud, boards });
  if (!far.ok) return err(far.error);
  const { bank, close } = await openBank(line, far.value.path, boards, run.pace);
  const before = await far.value.count();
  await sleep(run.countForMs);
  const after = await far.value.count();
  const traffic = { questions: after.frames - before.frames, bytes: after.bytes - before.bytes, elapsedMs: after.atMs - before.atMs };
  const doors = await measureDoors(bank, far.value, boards, run.changes);
  await close();
  await far.value.close();
  return ok({ rate: pollingRate(traffic, count, line.baud), doors });
}

/** Boards that do not answer within this never will. Milliseconds. */
const patienceMs = 10_000;

async function openBank(
  line: BenchLine,
  path: string,
  boards: readonly BusBoard[],
  pace: PollingPace,
): Promise<{ bank: LockBank; close: () => Promise<void> }> {
  const config = { buses: [{ name: 'bench', family: line.name, link: { kind: 'serial', path, baud: line.baud }, boards, pace }] };
  const devices = expectOk(openDevices(config, { clock: systemClock, givenLinks: new Map(), onTraffic: null, onTranscriptEnd: null }), 'the bus');
  const [bus] = devices.buses;
  if (bus === undefined) throw new Error('no bus was opened');
  const well = new AllWell(boards);
  await heard(
    bus.bank,
    `the boards of ${line.name}`,
    (fact) => well.hear(fact),
    () => {},
  );
  return { bank: bus.bank, close: () => devices.close() };
}

async function measureDoors(bank: LockBank, far: FarEnd, boards: readonly BusBoard[], changes: number): Promise<DoorsSeen> {
  const random = seededRandom(2);
  const seen = { opened: [] as number[], closed: [] as number[] };
  for (const address of doorsToMove(boards, changes)) {
    await sleep(random() * 400);
    seen.opened.push(await untilSeen(bank, far, address, 'open'));
    await sleep(random() * 400);
    seen.closed.push(await untilSeen(bank, far, address, 'closed'));
  }
  return seen;
}

async function untilSeen(bank: LockBank, far: FarEnd, address: LockAddress, state: 'open' | 'closed'): Promise<number> {
  let movedAt = Number.NaN;
  const moved = new Promise<void>((resolve) => {
    far.onTell = (what: FarEndTell): void => {
      if (what.kind !== 'door') return;
      movedAt = what.atMs;
      resolve();
    };
  });
  const seenAt = await heard(
    bank,
    `door ${address.board}/${address.lock}`,
    (fact) => isChange(fact, address, state),
    () => far.move(address, state),
  );
  await moved;
  return seenAt - movedAt;
}

/** Does something; resolves with the machine's time of the first fact that is the one waited for. */
function heard(bank: LockBank, who: string, isIt: (fact: BankFact) => boolean, act: () => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${who}: nothing was heard within ${patienceMs} ms`)), patienceMs);
    const stop = bank.onFact((fact) => {
      if (!isIt(fact)) return;
      const at = machineMs();
      clearTimeout(timer);
      stop();
      resolve(at);
    });
    act();
  });
}
