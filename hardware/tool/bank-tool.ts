import type { BankFact, Health, LockAddress, LockBank, UnlockOutcome } from '../contract/lock-board.ts';
import type { Link } from '../contract/link.ts';
import type { DevicesConfigInput } from '../device-config.ts';
import { createMemoryWire } from '../link/memory.ts';
import { listSerialPorts } from '../link/serial-ports.ts';
import type { LinkTraffic } from '../link/tap.ts';
import { openDevices } from '../open-devices.ts';
import { BankSimulator } from '../simulator/bank-simulator.ts';
import { cu48Boards } from '../simulator/boards/cu48-boards.ts';
import { paceLink } from '../simulator/paced-link.ts';
import { openPseudoTerminal } from '../simulator/pty.ts';
import { seededRandom } from '../simulator/seeded-random.ts';
import { systemClock } from '../system-clock.ts';
import { cu48 } from '../wire/cu48.ts';
import { toHex } from '../wire/hex.ts';
import { type BankArguments, readBankArguments } from './bank-arguments.ts';
import { addressOf, boardTable, compartmentOf } from './bank-table.ts';

/** A pipe as a person writes it into a configuration of a bus. */
type LinkInput = NonNullable<DevicesConfigInput['buses']>[number]['link'];

const exit = { done: 0, notOpened: 1, wrongUse: 2, noPort: 3, noAnswer: 4 } as const;

/** A board on a working bus answers within a few tens of milliseconds; a dead bus is known after three misses. */
const readyWithinMs = 4000;
const sensorWithinMs = 5000;
const simulatedHandMs = 3000;

interface Opened {
  readonly bank: LockBank;
  readonly onTraffic: Set<(traffic: LinkTraffic) => void>;
  close(): Promise<void>;
}

/** Runs the technician's tool; returns the exit code. Output goes to stdout, complaints to stderr. */
export async function runBankTool(argv: readonly string[]): Promise<number> {
  const read = readBankArguments(argv);
  if (!read.ok) {
    if (read.error.kind === 'help') print(read.error.message);
    else complain(`${read.error.message}\nTry --help.`);
    return read.error.kind === 'help' ? exit.done : exit.wrongUse;
  }
  if (read.value.kind === 'ports') return showPorts();
  const opened = await openBank(read.value);
  try {
    const trouble = await waitUntilReady(opened.bank);
    if (trouble !== null) {
      complain(trouble.message);
      return trouble.code;
    }
    return await runTask(read.value, opened);
  } finally {
    await opened.close();
  }
}

async function showPorts(): Promise<number> {
  const ports = await listSerialPorts();
  if (ports.length === 0) complain('No serial port. Is the adapter plugged in? Does its driver load (look into dmesg)?');
  for (const { path, byId } of ports) print(byId === null ? `${path}\n` : `${byId}   (${path})\n`);
  return ports.length === 0 ? exit.noPort : exit.done;
}

function runTask(options: BankArguments, opened: Opened): Promise<number> {
  switch (options.task.kind) {
    case 'status':
      return showStatus(options, opened.bank);
    case 'open':
      return openOne(options, options.task.compartment, opened);
    case 'watch':
      return watchAll(options, opened.bank);
  }
}

async function openBank(options: BankArguments): Promise<Opened> {
  const onTraffic: Opened['onTraffic'] = new Set();
  const { link, given, stop } = await findLink(options);
  const config: DevicesConfigInput = { buses: [{ name: 'bank', family: 'cu48', link, boards: [...options.boards], closedBit: options.closedBit }] };
  const devices = openDevices(config, {
    clock: systemClock,
    givenLinks: given,
    onTraffic: (_, traffic) => onTraffic.forEach((listener) => listener(traffic)),
    onTranscriptEnd: null,
  });
  const bank = devices.ok ? devices.value.buses[0]?.bank : undefined;
  if (!devices.ok || bank === undefined) throw new Error('the tool made a configuration that is not one');
  const { close } = devices.value;
  return {
    bank,
    onTraffic,
    async close() {
      await close();
      await stop();
    },
  };
}

async function findLink(options: BankArguments): Promise<{ link: LinkInput; given: Map<string, Link>; stop: () => Promise<void> }> {
  const { target, baud } = options;
  const nothing = { given: new Map<string, Link>(), stop: () => Promise.resolve() };
  switch (target.kind) {
    case 'port':
      return { link: { kind: 'serial', path: target.path, baud }, ...nothing };
    case 'tcp':
      return { link: { kind: 'tcp', host: target.host, port: target.port, baud }, ...nothing };
    case 'sim':
      return startSimulator(options);
  }
}

async function startSimulator(options: BankArguments): Promise<{ link: LinkInput; given: Map<string, Link>; stop: () => Promise<void> }> {
  const { boards, closedBit, baud } = options;
  const terminal = await openPseudoTerminal(baud);
  const wire = createMemoryWire({ clock: systemClock, baud, latestFrameMs: 1500 });
  const simulator = new BankSimulator({
    side: cu48Boards,
    link: terminal.ok ? paceLink(terminal.value.link, systemClock) : wire.right,
    clock: systemClock,
    random: seededRandom(1),
    boards,
    closedBit,
    turnAroundMs: 2,
    onEvent: () => undefined,
  });
  simulator.setAutoClose(simulatedHandMs);
  const problem = await simulator.start();
  if (problem !== undefined) throw new Error(problem.detail);
  if (!terminal.ok) {
    print(`Simulated bank in memory (${terminal.error.detail}).\n`);
    return { link: { kind: 'given', name: 'sim' }, given: new Map([['sim', wire.left]]), stop: () => simulator.stop() };
  }
  print(`Simulated bank at ${terminal.value.path}; somebody closes each door after ${simulatedHandMs / 1000} s.\n`);
  return { link: { kind: 'serial', path: terminal.value.path, baud }, given: new Map(), stop: () => terminal.value.close() };
}

async function waitUntilReady(bank: LockBank): Promise<{ code: number; message: string } | null> {
  const fact = await firstFact(bank, readyWithinMs, (candidate) => candidate.kind === 'bus-health');
  const health: Health = fact?.kind === 'bus-health' ? fact.health : bank.health;
  if (health === 'ok') return null;
  if (health === 'down') return { code: exit.noPort, message: fact?.kind === 'bus-health' ? fact.detail : 'The port did not open.' };
  const hints = 'Check power, that A and B are not swapped, the DIP switches (--boards) and the speed (--baud).';
  return { code: exit.noAnswer, message: `The port is open, but no board answers.\n${hints}` };
}

async function showStatus(options: BankArguments, bank: LockBank): Promise<number> {
  let firstCompartment = 1;
  let silent = 0;
  for (const { address, locks } of options.boards) {
    const outcome = await bank.status(address);
    if (outcome.kind !== 'status') silent += 1;
    print(`${boardTable({ address, firstCompartment, outcome })}\n`);
    firstCompartment += locks;
  }
  return silent > 0 ? exit.noAnswer : exit.done;
}

async function openOne(options: BankArguments, compartment: number, opened: Opened): Promise<number> {
  const { bank } = opened;
  const address = addressOf(compartment, options.boards);
  if (address === undefined) return exit.wrongUse;
  const before = await bank.status(address.board);
  const stateBefore = before.kind === 'status' ? (before.locks[address.lock] ?? 'unknown') : 'unknown';
  print(`compartment ${compartment} = board ${address.board}, lock ${address.lock} (counted from 0)\nbefore   ${stateBefore}\n`);
  const opening = firstFact(bank, sensorWithinMs, (fact) => isOpening(fact, address));
  const startedAt = systemClock.monotonic();
  const outcome = await unlockAloud(opened, address);
  if (outcome.kind !== 'sent' && outcome.kind !== 'acknowledged') {
    complain(`The unlock was not sent: ${'detail' in outcome ? outcome.detail : outcome.kind}`);
    return exit.notOpened;
  }
  if (stateBefore === 'open') {
    print('sensor   open, as before: it cannot show whether the lock moved\n');
    return exit.done;
  }
  if ((await opening) !== null) {
    print(`sensor   open after ${Math.round(systemClock.monotonic() - startedAt)} ms\n`);
    return exit.done;
  }
  complain(`sensor   still closed after ${sensorWithinMs / 1000} s. Door jammed, no power at the lock, another lock number, or the other --closed-bit.`);
  return exit.notOpened;
}

async function unlockAloud(opened: Opened, address: LockAddress): Promise<UnlockOutcome> {
  const { bank, onTraffic } = opened;
  const show = (traffic: LinkTraffic): void => {
    if (traffic.kind === 'out' && traffic.bytes[3] === cu48.unlock) print(`sent     ${toHex(traffic.bytes)}\n`);
  };
  onTraffic.add(show);
  const outcome = await bank.unlock({ address, validForMs: 2000, generation: bank.generation });
  onTraffic.delete(show);
  return outcome;
}

async function watchAll(options: BankArguments, bank: LockBank): Promise<number> {
  await showStatus(options, bank);
  print('Each change of a door or of a board. Ctrl+C ends.\n');
  const stopListening = bank.onFact((fact) => print(`${new Date().toISOString().slice(11, 23)}  ${describe(fact, options)}\n`));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
  });
  stopListening();
  return exit.done;
}

function describe(fact: BankFact, options: BankArguments): string {
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

function firstFact(bank: LockBank, withinMs: number, isWanted: (fact: BankFact) => boolean): Promise<BankFact | null> {
  return new Promise((resolve) => {
    const finish = (fact: BankFact | null): void => {
      stopListening();
      cancel();
      resolve(fact);
    };
    const stopListening = bank.onFact((fact) => {
      if (isWanted(fact)) finish(fact);
    });
    const cancel = systemClock.after(withinMs, () => finish(null));
  });
}

function print(text: string): void {
  process.stdout.write(text);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
