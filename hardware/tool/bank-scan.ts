import { realpath } from 'node:fs/promises';
import type { Link } from '../contract/link.ts';
import { createSerialLink } from '../link/serial.ts';
import { listSerialPorts } from '../link/serial-ports.ts';
import { createTcpLink, tcpTimes } from '../link/tcp.ts';
import { familyOf } from '../lockers/families.ts';
import { systemClock } from '../system-clock.ts';
import type { FamilyName } from '../wire/family-name.ts';
import { toHex } from '../wire/hex.ts';
import type { ScanArguments } from './bank-arguments.ts';
import type { LinkInput } from './bank-target.ts';
import { type FoundPlace, findPlace } from './open-bank.ts';
import { openScanAsker, type ScanAsker } from './scan-asker.ts';
import { planScan, type ScanPass } from './scan-plan.ts';
import { exitCode, type ToolIo } from './tool-io.ts';

/** A board that answered. */
interface FoundBoard {
  readonly family: FamilyName;
  readonly baud: number;
  readonly address: number;
  readonly bits: readonly (0 | 1 | null)[];
}

/** How long a board may think: usually, and where nobody was found (slow converters, a question that was lost). Milliseconds. */
const patienceMs = { first: 100, second: 300 } as const;

/** Bytes of an answer that fits nothing are shown up to here. */
const mostShown = 32;

/**
 * Finds boards on a port: asks each address of each family how its doors are, and nothing else. Prints who answered, and a
 * configuration to copy. Returns the exit code.
 */
export async function scanBank(options: ScanArguments, io: ToolIo): Promise<number> {
  const place = await findPlace(options.target, simulatedFor(options), io);
  try {
    const plan = planScan(options);
    const quick = await runPasses(plan.first, patienceMs.first, place, io);
    if (typeof quick === 'number') return quick;
    if (quick.length === 0) io.print('Nobody answers; asking again with more patience.\n');
    const first = quick.length > 0 ? quick : await runPasses(plan.first, patienceMs.second, place, io);
    if (typeof first === 'number') return first;
    // A network converter has its own speed, whatever is asked for here.
    const isSpeedOurs = place.link.kind === 'serial';
    if (first.length === 0 && plan.rest.length > 0 && isSpeedOurs) io.print('Nobody answers at the usual speeds; trying others.\n');
    const found = first.length > 0 || !isSpeedOurs ? first : await runPasses(plan.rest, patienceMs.first, place, io);
    if (typeof found === 'number') return found;
    if (found.length === 0) {
      io.complain('No board answers. A and B swapped? Power? A converter’s own speed? Boards of another make?');
      return exitCode.noAnswer;
    }
    await tellFound(found, place.link, io);
    return exitCode.done;
  } finally {
    await place.stop();
  }
}

/** The boards found, or the exit code where the port fails. */
async function runPasses(passes: readonly ScanPass[], withinMs: number, place: FoundPlace, io: ToolIo): Promise<FoundBoard[] | number> {
  const found: FoundBoard[] = [];
  for (const pass of passes) {
    const opened = await openScanAsker(linkAt(place, pass.baud), systemClock);
    if (!opened.ok) {
      io.complain(opened.error.detail);
      return exitCode.noPort;
    }
    io.print(`${String(pass.baud).padStart(6)} baud: asking ${describe(pass)}\n`);
    const problem = await runPass(pass, withinMs, opened.value, found, io);
    await opened.value.close();
    if (problem !== null) {
      io.complain(problem);
      return exitCode.noPort;
    }
  }
  return found;
}

async function runPass({ baud, questions }: ScanPass, withinMs: number, asker: ScanAsker, found: FoundBoard[], io: ToolIo): Promise<string | null> {
  for (const question of questions) {
    const answer = await asker.ask(question, withinMs);
    if (!answer.ok) return answer.error.detail;
    const { family, address } = question;
    if (answer.value.kind === 'board') {
      found.push({ family, baud, address, bits: answer.value.bits });
      io.print(`        ${family} board ${address} answers\n`);
    } else if (answer.value.strayBytes.length > 0) {
      const { strayBytes } = answer.value;
      const shown = toHex(strayBytes.subarray(0, mostShown));
      io.print(
        `        something answers the question to ${family} board ${address}, and not as such a board does: ${shown}${strayBytes.length > mostShown ? ' ...' : ''}\n`,
      );
    }
  }
  return null;
}

async function tellFound(found: readonly FoundBoard[], link: LinkInput, io: ToolIo): Promise<void> {
  io.print('\n');
  for (const { family, baud, address, bits } of found) {
    const told = bits.filter((bit) => bit !== null);
    const ones = told.filter((bit) => bit === 1).length;
    const channels = told.length === 0 ? 'it tells nothing of its doors' : `${told.length} channels seen, ${ones} at 1 and ${told.length - ones} at 0`;
    io.print(`${family} board ${address} at ${baud} baud: ${channels}\n`);
  }
  const named = await withLastingName(link);
  const buses = [...new Set(found.map(({ family, baud }) => `${family} ${baud}`))].map((key, index) => {
    const boards = found.filter(({ family, baud }) => `${family} ${baud}` === key);
    return configOf(boards, index === 0 ? 'bank' : `bank-${index + 1}`, named);
  });
  io.print(
    `\nFor the configuration, among the buses (locks: those that are wired; closedBit: right if most doors are shut now):\n\n${buses.map((bus) => JSON.stringify(bus)).join('\n')}\n`,
  );
  if (buses.length > 1) io.print('\nDifferent boards answer on one line: a bus is of one family and one speed. Give each family its own adapter.\n');
}

function configOf(boards: readonly FoundBoard[], name: string, link: LinkInput): object {
  const [first] = boards;
  const bits = boards.flatMap((board) => board.bits.filter((bit) => bit !== null));
  const isMostlyOne = bits.filter((bit) => bit === 1).length * 2 >= bits.length;
  const isUsualSpeed = first !== undefined && first.baud === familyOf({ family: first.family }).baud;
  return {
    name,
    family: first?.family,
    link: isUsualSpeed || link.kind === 'given' ? link : { ...link, baud: first?.baud },
    boards: boards.map(({ address, bits: seen }) => ({ address, locks: seen.filter((bit) => bit !== null).length || seen.length })),
    closedBit: isMostlyOne ? 1 : 0,
  };
}

/** A path that changes with the order of plugging in is replaced by the one that stays, where there is one. */
async function withLastingName(link: LinkInput): Promise<LinkInput> {
  if (link.kind !== 'serial' || link.path === undefined) return link;
  const target = await realpath(link.path).catch(() => link.path);
  const port = (await listSerialPorts()).find(({ path }) => path === target);
  return port?.byId === null || port === undefined ? link : { ...link, path: port.byId };
}

function linkAt(place: FoundPlace, baud: number): Link {
  const { link, given } = place;
  switch (link.kind) {
    case 'serial':
      if (link.usb !== undefined) return createSerialLink({ usb: link.usb, baud });
      return createSerialLink({ path: link.path ?? '', baud });
    case 'tcp':
      return createTcpLink({ host: link.host, port: link.port, baud, ...tcpTimes });
    case 'given': {
      const found = given.get(link.name);
      if (found === undefined) throw new Error(`no link ${link.name}`);
      return found;
    }
  }
}

function describe({ questions }: ScanPass): string {
  const families = [...new Set(questions.map(({ family }) => family))];
  return families
    .map((family) => {
      const addresses = questions.filter((question) => question.family === family).map(({ address }) => address);
      return `${family} ${addresses.length === 1 ? addresses[0] : `${addresses[0]} to ${addresses.at(-1)}`}`;
    })
    .join(', ');
}

/** What `--sim` simulates when a scan is tried without hardware. */
function simulatedFor({ family, baud }: ScanArguments): Parameters<typeof findPlace>[1] {
  const name = family ?? 'cu48';
  const { capabilities, addresses, baud: usual } = familyOf({ family: name });
  const boards = [addresses.least, addresses.least + 1].map((address) => ({ address, locks: Math.min(12, capabilities.locks) }));
  return { family: name, boards, closedBit: 1, baud: baud ?? usual, options: {} };
}
