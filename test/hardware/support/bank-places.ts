import type { Link } from '../../../hardware/contract/link.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { paceLink } from '../../../hardware/simulator/paced-link.ts';
import { openPseudoTerminal } from '../../../hardware/simulator/pty.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { listenTcp } from '../../../hardware/simulator/tcp-listener.ts';
import { systemClock } from '../../../hardware/system-clock.ts';
import type { FamilyName } from '../../../hardware/wire/family-name.ts';

/** Simulated boards in this process at a place that another program could open as well. */
export interface BankPlace {
  /** What the tool is told: `--port /dev/pts/4` or `--tcp 127.0.0.1:4001`. */
  readonly args: readonly string[];
  readonly path: string;
  readonly simulator: BankSimulator;
  /** What was pulsed, as `1/3`. */
  readonly pulses: string[];
  close(): Promise<void>;
}

export interface BankWish {
  readonly family: FamilyName;
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly closedBit?: 0 | 1;
}

/** Both kinds of pipe that boards hang on in the field. */
export const pipes = ['pseudo-terminal', 'tcp'] as const;

export async function openPlace(pipe: (typeof pipes)[number], wish: BankWish): Promise<BankPlace> {
  const { baud } = boardSides[wish.family];
  const opened = pipe === 'tcp' ? await listenTcp(0, baud) : await openPseudoTerminal(baud);
  if (!opened.ok) throw new Error(opened.error.detail);
  const far = opened.value;
  const pulses: string[] = [];
  const simulator = simulate(far.link, wish, pulses);
  const problem = await simulator.start();
  if (problem !== undefined) throw new Error(problem.detail);
  return {
    args: 'port' in far ? ['--tcp', `127.0.0.1:${far.port}`] : ['--port', far.path],
    path: 'path' in far ? far.path : '',
    simulator,
    pulses,
    async close() {
      await simulator.stop();
      await far.close();
    },
  };
}

function simulate(link: Link, { family, boards, closedBit = 1 }: BankWish, pulses: string[]): BankSimulator {
  return new BankSimulator({
    side: boardSides[family],
    link: paceLink(link, systemClock),
    clock: systemClock,
    random: seededRandom(1),
    boards,
    closedBit,
    turnAroundMs: 2,
    onEvent: (event) => {
      if (event.kind === 'pulse') pulses.push(`${event.address.board}/${event.address.lock}`);
    },
  });
}
