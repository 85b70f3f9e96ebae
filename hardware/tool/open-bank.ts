import type { Link } from '../contract/link.ts';
import type { BankFact, Health, LockBank } from '../contract/lock-board.ts';
import type { Result } from '../contract/result.ts';
import { createMemoryWire } from '../link/memory.ts';
import type { LinkTraffic } from '../link/tap.ts';
import { openDevices } from '../open-devices.ts';
import { BankSimulator } from '../simulator/bank-simulator.ts';
import { boardSides } from '../simulator/board-sides.ts';
import { paceLink } from '../simulator/paced-link.ts';
import { openPseudoTerminal } from '../simulator/pty.ts';
import { seededRandom } from '../simulator/seeded-random.ts';
import { systemClock } from '../system-clock.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import type { BoardArguments } from './bank-arguments.ts';
import { type BankTarget, type LinkInput, linkOf } from './bank-target.ts';
import { familyOfBoards } from './bus-family.ts';
import type { ToolIo } from './tool-io.ts';

/** A bank that the tool has opened, with an ear on its wire. */
export interface OpenBank {
  readonly bank: LockBank;
  readonly family: BoardFamily;
  readonly onTraffic: Set<(traffic: LinkTraffic) => void>;
  close(): Promise<void>;
}

/** A place with boards: what the configuration says of it, links that it needs, and how to let go of it. */
export interface FoundPlace {
  readonly link: LinkInput;
  readonly given: ReadonlyMap<string, Link>;
  stop(): Promise<void>;
}

/** A board on a working bus answers within a few tens of milliseconds; a dead bus is known after three misses. */
const readyWithinMs = 4000;
const simulatedHandMs = 3000;
const transcriptMegabytes = 1000;

/** Opens the bank that the command line names, recording into `transcript` unless that is null. */
export async function openBank(
  options: BoardArguments & { readonly target: BankTarget },
  transcript: string | null,
  io: ToolIo,
): Promise<Result<OpenBank, string>> {
  const { family, boards, closedBit, target } = options;
  const known = familyOfBoards(options);
  if (!known.ok) return known;
  const place = await findPlace(target, options, io);
  const onTraffic: OpenBank['onTraffic'] = new Set();
  const devices = openDevices(
    {
      buses: [
        {
          name: 'bank',
          family,
          link: withBaud(place.link, options.baud),
          boards,
          closedBit,
          ...options.options,
          transcript: transcript === null ? null : { path: transcript, maxMegabytes: transcriptMegabytes },
        },
      ],
    },
    {
      clock: systemClock,
      givenLinks: place.given,
      onTraffic: (_, traffic) => onTraffic.forEach((listener) => listener(traffic)),
      onTranscriptEnd: (_, detail) => io.complain(detail),
    },
  );
  const bank = devices.ok ? devices.value.buses[0]?.bank : undefined;
  if (!devices.ok || bank === undefined) {
    await place.stop();
    return { ok: false, error: devices.ok ? 'There is no bank.' : `${devices.error.path}: ${devices.error.message}` };
  }
  const close = async (): Promise<void> => {
    await devices.value.close();
    await place.stop();
  };
  return { ok: true, value: { bank, family: known.value, onTraffic, close } };
}

/** Where the boards are; a simulated bank is started for it. */
export function findPlace(target: BankTarget, boards: BoardArguments, io: ToolIo): Promise<FoundPlace> {
  if (target.kind === 'sim') return startSimulator(boards, io);
  return Promise.resolve({ link: linkOf(target), given: new Map(), stop: () => Promise.resolve() });
}

/** Waits until the bus is known to work; what is wrong otherwise. */
export async function waitUntilReady(bank: LockBank): Promise<{ readonly health: Exclude<Health, 'ok'>; readonly detail: string } | null> {
  const fact = await firstFact(bank, readyWithinMs, (candidate) => candidate.kind === 'bus-health');
  const health = fact?.kind === 'bus-health' ? fact.health : bank.health;
  if (health === 'ok') return null;
  if (health === 'down') return { health, detail: fact?.kind === 'bus-health' ? fact.detail : 'The port did not open.' };
  return { health, detail: 'No board answers. A and B swapped? Power? Addresses (--boards)? Speed (--baud)? Family (--family)? "scan" tries them.' };
}

/** The first fact of a kind, or null when the time is up. */
export function firstFact(bank: LockBank, withinMs: number, isWanted: (fact: BankFact) => boolean): Promise<BankFact | null> {
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

async function startSimulator({ family, boards, closedBit, baud }: BoardArguments, io: ToolIo): Promise<FoundPlace> {
  const terminal = await openPseudoTerminal(baud);
  const wire = createMemoryWire({ clock: systemClock, baud, latestFrameMs: 1500 });
  const simulator = new BankSimulator({
    side: boardSides[family],
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
    io.print(`Simulated ${family} bank in memory (${terminal.error.detail}).\n`);
    return { link: { kind: 'given', name: 'sim' }, given: new Map([['sim', wire.left]]), stop: () => simulator.stop() };
  }
  io.print(`Simulated ${family} bank at ${terminal.value.path}; somebody closes each door after ${simulatedHandMs / 1000} s.\n`);
  return { link: { kind: 'serial', path: terminal.value.path }, given: new Map(), stop: () => terminal.value.close() };
}

function withBaud(link: LinkInput, baud: number): LinkInput {
  return link.kind === 'given' ? link : { ...link, baud };
}
