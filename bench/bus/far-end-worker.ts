/**
 * Simulated boards behind a pseudo-terminal, in a thread of their own, so that a measured program shares no event loop with them.
 * Everything that they tell carries the machine's time, taken when it happened.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { BankSimulator, type SimulatorEvent } from '../../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../../hardware/simulator/board-sides.ts';
import { paceLink } from '../../hardware/simulator/paced-link.ts';
import { openPseudoTerminal } from '../../hardware/simulator/pty.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import type { FarEndAsk, FarEndTell, FarEndOptions } from './far-end.ts';
import { fineClock, machineMs } from './fine-clock.ts';
import { turnAroundMs } from './lines.ts';

await main(workerData as FarEndOptions);

async function main({ name, baud, boards }: FarEndOptions): Promise<void> {
  const terminal = await openPseudoTerminal(baud);
  if (!terminal.ok) return tell({ kind: 'none', detail: terminal.error.detail });
  const { path, link, close } = terminal.value;
  const traffic = { frames: 0, bytes: 0 };
  const simulator = new BankSimulator({
    side: boardSides[name],
    link: paceLink(link, fineClock),
    clock: fineClock,
    random: seededRandom(1),
    boards,
    closedBit: 1,
    turnAroundMs,
    onEvent: (event) => note(event, traffic),
  });
  const problem = await simulator.start();
  if (problem !== undefined) return tell({ kind: 'none', detail: problem.detail });
  parentPort?.on('message', (ask: FarEndAsk) => {
    switch (ask.kind) {
      case 'count':
        return tell({ kind: 'count', ...traffic, atMs: machineMs() });
      case 'open':
        return simulator.forceOpen(ask.address);
      case 'close':
        return simulator.closeDoor(ask.address);
      case 'end':
        return void end(() => simulator.stop(), close);
    }
  });
  tell({ kind: 'ready', path });
}

function note(event: SimulatorEvent, traffic: { frames: number; bytes: number }): void {
  switch (event.kind) {
    case 'frame':
      if (event.direction === 'in') traffic.frames += 1;
      traffic.bytes += event.bytes.length;
      return;
    case 'pulse':
      return tell({ kind: 'pulse', address: event.address, atMs: machineMs() });
    case 'door':
      return tell({ kind: 'door', address: event.address, state: event.state, atMs: machineMs() });
    default:
      return;
  }
}

async function end(...steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step();
  parentPort?.close();
}

function tell(what: FarEndTell): void {
  parentPort?.postMessage(what);
}
