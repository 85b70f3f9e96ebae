/**
 * `node scripts/record-transcripts.ts [FAMILY | RECORDING ...]` makes the recordings in test/fixtures/transcripts anew: real time, a real
 * pseudo-terminal, simulated boards. Beside each goes what the driver told while it was made; the test holds the driver of today
 * to that. To be run when a family is new, not when a test fails. On a busy machine real time jumps and virtual time does not: a
 * recording that does not replay as it was lived is made again.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LockBank } from '../hardware/contract/lock-board.ts';
import { familyOf } from '../hardware/lockers/families.ts';
import { parseTranscript } from '../hardware/link/transcript-reader.ts';
import { openDevices } from '../hardware/open-devices.ts';
import { BankSimulator } from '../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../hardware/simulator/board-sides.ts';
import { noFaults } from '../hardware/simulator/bus-faults.ts';
import { paceLink } from '../hardware/simulator/paced-link.ts';
import { openPseudoTerminal, type PseudoTerminal } from '../hardware/simulator/pty.ts';
import { seededRandom } from '../hardware/simulator/seeded-random.ts';
import { systemClock } from '../hardware/system-clock.ts';
import { factWords, outcomeWords } from '../hardware/tool/fact-words.ts';
import { replayThroughEngine } from '../hardware/tool/replay-engine.ts';
import { type FamilyName, familyNames } from '../hardware/wire/family-name.ts';

const mostAttempts = 6;
const folder = join(import.meta.dirname, '../test/fixtures/transcripts');

/** A bank that is being recorded, and what can be done to it. */
interface Stage {
  readonly first: number;
  readonly second: number;
  simulator(): BankSimulator;
  /** Unlocks as a station would, and notes what came of it. */
  unlock(board: number, lock: number): Promise<void>;
  plugIn(): Promise<void>;
  pullOut(): Promise<void>;
}

/** What happens in each recording. */
const plays: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async 'normal-day'(stage) {
    await sleep(700);
    await stage.unlock(stage.first, 1);
    await sleep(1200);
    stage.simulator().closeDoor({ board: stage.first, lock: 1 });
    await sleep(800);
    await stage.unlock(stage.second, 0);
    await sleep(600);
    stage.simulator().closeDoor({ board: stage.second, lock: 0 });
    await sleep(700);
  },
  async 'unplugged-adapter'(stage) {
    await sleep(700);
    await stage.unlock(stage.first, 1);
    await sleep(400);
    await stage.pullOut();
    await sleep(1200);
    await stage.plugIn();
    await sleep(2500);
    await stage.unlock(stage.second, 2);
    await sleep(700);
  },
  async 'noisy-line'(stage) {
    stage.simulator().setFaults({ ...noFaults, noise: 0.3, corrupt: 0.1, duplicate: 0.1, split: 0.2, gapMs: 4 });
    await sleep(1500);
    await stage.unlock(stage.first, 0);
    await sleep(1500);
    stage.simulator().closeDoor({ board: stage.first, lock: 0 });
    await sleep(1500);
  },
  async 'silent-board'(stage) {
    await sleep(700);
    stage.simulator().setSilent(stage.second, true);
    await sleep(2000);
    stage.simulator().forceOpen({ board: stage.second, lock: 1 });
    stage.simulator().setSilent(stage.second, false);
    await sleep(1500);
  },
};

async function recordOnce(family: FamilyName, name: string, play: (stage: Stage) => Promise<void>): Promise<readonly string[]> {
  const { baud, addresses } = familyOf({ family });
  const boards = [addresses.least, addresses.least + 1].map((address) => ({ address, locks: 3 }));
  const path = join(folder, `${name}.jsonl`);
  rmSync(path, { force: true });
  const place = new Place(family, boards, baud);
  await place.plugIn();
  const told: string[] = [];
  const devices = openDevices(
    { buses: [{ name: 'bank', family, link: { kind: 'serial', path: place.path }, boards, transcript: { path, maxMegabytes: 10 } }] },
    { clock: systemClock, givenLinks: new Map(), onTraffic: null, onTranscriptEnd: (_, detail) => process.stderr.write(`${detail}\n`) },
  );
  const bank = devices.ok ? devices.value.buses[0]?.bank : undefined;
  if (!devices.ok || bank === undefined) throw new Error('no bank');
  const stop = bank.onFact((fact) => told.push(factWords(fact)));
  await play({
    first: boards[0]?.address ?? 0,
    second: boards[1]?.address ?? 0,
    simulator: () => place.simulator(),
    unlock: (board, lock) => unlock(bank, board, lock, told),
    plugIn: () => place.plugIn(),
    pullOut: () => place.pullOut(),
  });
  stop();
  await devices.value.close();
  await place.close();
  chmodSync(path, 0o644);
  writeFileSync(join(folder, `${name}.facts.txt`), `${told.join('\n')}\n`);
  return told;
}

async function record(family: FamilyName, name: string, play: (stage: Stage) => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const told = await recordOnce(family, name, play);
    const replayed = await replay(join(folder, `${name}.jsonl`));
    const isSame = replayed.join('\n') === told.join('\n');
    process.stdout.write(`${name}: ${told.length} facts${isSame ? '' : ', replayed differently'}\n`);
    if (isSame) return;
  }
  throw new Error(`${name} never replays as it was lived: is this machine busy?`);
}

async function replay(path: string): Promise<readonly string[]> {
  const read = parseTranscript(readFileSync(path, 'utf8'));
  const recording = read.ok ? read.value[0] : undefined;
  if (recording === undefined || recording.header === null) throw new Error(`${path} is no recording`);
  const events = await replayThroughEngine(recording, recording.header);
  if (!events.ok) throw new Error(events.error);
  return events.value.map(({ words }) => words);
}

async function unlock(bank: LockBank, board: number, lock: number, told: string[]): Promise<void> {
  const outcome = await bank.unlock({ address: { board, lock }, validForMs: 2000, generation: bank.generation });
  told.push(`unlock ${board}/${lock} ${outcomeWords(outcome)}`);
}

/** An adapter under a name that stays, while what stands behind it changes. */
class Place {
  readonly path: string;
  readonly #family: FamilyName;
  readonly #boards: readonly { readonly address: number; readonly locks: number }[];
  readonly #baud: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'by-id-'));
  #plugged: { readonly terminal: PseudoTerminal; readonly simulator: BankSimulator } | null = null;

  constructor(family: FamilyName, boards: readonly { readonly address: number; readonly locks: number }[], baud: number) {
    this.#family = family;
    this.#boards = boards;
    this.#baud = baud;
    this.path = join(this.#folder, 'usb-rs485');
  }

  simulator(): BankSimulator {
    if (this.#plugged === null) throw new Error('nothing is plugged in');
    return this.#plugged.simulator;
  }

  async plugIn(): Promise<void> {
    const terminal = await openPseudoTerminal(this.#baud);
    if (!terminal.ok) throw new Error(terminal.error.detail);
    const simulator = new BankSimulator({
      side: boardSides[this.#family],
      link: paceLink(terminal.value.link, systemClock),
      clock: systemClock,
      random: seededRandom(7),
      boards: this.#boards,
      closedBit: 1,
      turnAroundMs: 3,
      onEvent: () => undefined,
    });
    await simulator.start();
    symlinkSync(terminal.value.path, this.path);
    this.#plugged = { terminal: terminal.value, simulator };
  }

  async pullOut(): Promise<void> {
    unlinkSync(this.path);
    await this.#plugged?.simulator.stop();
    await this.#plugged?.terminal.close();
    this.#plugged = null;
  }

  async close(): Promise<void> {
    await this.#plugged?.simulator.stop();
    await this.#plugged?.terminal.close();
    rmSync(this.#folder, { recursive: true });
  }
}

mkdirSync(folder, { recursive: true });
const wished = process.argv.slice(2);
for (const family of familyNames) {
  for (const [scene, play] of Object.entries(plays)) {
    const name = `${family}-${scene}`;
    if (wished.length === 0 || wished.includes(family) || wished.includes(name)) await record(family, name, play);
  }
}
