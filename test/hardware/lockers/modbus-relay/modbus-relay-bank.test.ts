import { expect, test } from 'vitest';
import type { Link } from '../../../../hardware/contract/link.ts';
import type { BankFact } from '../../../../hardware/contract/lock-board.ts';
import { createMemoryWire } from '../../../../hardware/link/memory.ts';
import { openBusBank } from '../../../../hardware/lockers/bus-bank.ts';
import { modbusRelayFamily } from '../../../../hardware/lockers/modbus-relay/modbus-relay-family.ts';
import { BankSimulator, type SimulatorEvent } from '../../../../hardware/simulator/bank-simulator.ts';
import { modbusRelayBoards } from '../../../../hardware/simulator/boards/modbus-relay-boards.ts';
import { seededRandom } from '../../../../hardware/simulator/seeded-random.ts';
import { moves, short } from '../../support/simulated-bus.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const boards = [
  { address: 1, locks: 4 },
  { address: 255, locks: 4 },
];

async function start(feedback: 'inputs' | 'none', closedBit: 0 | 1, baud = 9600, adapt: (link: Link) => Link = (link) => link) {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud, latestFrameMs: 1500 });
  const events: SimulatorEvent[] = [];
  const facts: BankFact[] = [];
  const onEvent = (event: SimulatorEvent): void => void events.push(event);
  const simulator = new BankSimulator({
    side: modbusRelayBoards,
    link: wire.right,
    clock,
    random: seededRandom(1),
    boards,
    closedBit,
    turnAroundMs: 2,
    onEvent,
  });
  const problem = await simulator.start();
  if (problem !== undefined) throw new Error(problem.detail);
  const family = modbusRelayFamily({ feedback, pulseMs: 300 });
  const bank = openBusBank({ family, link: adapt(wire.left), clock, boards, closedBit, pace: { restMs: 250, watchedRestMs: 60 } });
  bank.onFact((fact) => facts.push(fact));
  await clock.advance(200);
  return { clock, wire, simulator, events, facts, bank };
}

/** A two-wire adapter that hears what it says: the order comes back, the very same bytes as the answer to it. */
function echoing(link: Link): Link {
  return {
    name: link.name,
    latestFrameMs: link.latestFrameMs,
    wireTimeMs: (count) => link.wireTimeMs(count),
    async open(events) {
      const opened = await link.open(events);
      if (!opened.ok) return opened;
      const port = opened.value;
      return {
        ok: true,
        value: {
          async write(bytes) {
            const problem = await port.write(bytes);
            events.onBytes(bytes.slice());
            return problem;
          },
          flush: () => port.flush(),
          close: () => port.close(),
        },
      };
    },
  };
}

test.each([0, 1] as const)('with closed as bit %s an unlock opens its own door, is acknowledged, and the switch tells it', async (closedBit) => {
  const { clock, events, facts, bank } = await start('inputs', closedBit);
  facts.length = 0;
  const outcome = await clock.runUntil(bank.unlock({ address: { board: 255, lock: 2 }, validForMs: 2000, generation: bank.generation }));
  await clock.advance(500);
  expect([outcome, moves(events), short(facts)]).toEqual([{ kind: 'acknowledged' }, ['pulse 255/2', 'door 255/2 open by pulse'], ['lock 255/2 open']]);
  await bank.close();
});

test('a master that dies right after the order leaves no coil on', async () => {
  const { clock, wire, simulator, bank } = await start('inputs', 1);
  const outcome = bank.unlock({ address: { board: 1, lock: 3 }, validForMs: 2000, generation: bank.generation });
  await clock.advance(20);
  wire.cut();
  await outcome;
  await clock.advance(1000);
  expect(simulator.coilUse({ board: 1, lock: 3 })).toMatchObject({ pulses: 1, onMs: 300, longestMs: 300 });
  await bank.close();
});

test('without inputs the boards are well, every lock is unknown, and an unlock still opens its door', async () => {
  const { clock, events, facts, bank } = await start('none', 1);
  const outcome = await clock.runUntil(bank.unlock({ address: { board: 1, lock: 0 }, validForMs: 2000, generation: bank.generation }));
  await clock.advance(1000);
  expect([outcome, moves(events), bank.health, bank.lockState({ board: 1, lock: 0 })]).toEqual([
    { kind: 'acknowledged' },
    ['pulse 1/0', 'door 1/0 open by pulse'],
    'ok',
    'unknown',
  ]);
  expect(new Set(short(facts).filter((fact) => fact.startsWith('lock')))).toEqual(
    new Set(boards.flatMap(({ address }) => [0, 1, 2, 3].map((lock) => `lock ${address}/${lock} unknown`))),
  );
  await bank.close();
});

// "MODBUS over Serial Line" V1.02, 2.5.1.1: 3.5 characters, and 1.75 ms where the line is faster than 19200 baud.
test.each([
  [2400, (3.5 * 10_000) / 2400],
  [9600, (3.5 * 10_000) / 9600],
  [115_200, 1.75],
])('at %s baud boards see the silence that ends a frame, and not much more', async (baud, leastMs) => {
  const { clock, events, bank } = await start('inputs', 1, baud);
  const wordMs = (8 * 10_000) / baud;
  events.length = 0;
  await clock.runUntil(Promise.all([bank.status(1), bank.status(255)]));
  // Told at the end of a command, and at the beginning of an answer of six bytes.
  const [, answered = 0, heard = 0] = events.flatMap((event) => (event.kind === 'frame' ? [event.atMs] : []));
  const restMs = heard - wordMs - (answered + (6 * 10_000) / baud);
  expect(restMs).toBeGreaterThan(leastMs - 0.001);
  expect(restMs).toBeLessThan(leastMs + 1);
  await bank.close();
});

test('behind an adapter that echoes, the echo of an order is no acknowledgement, and the answer behind it is one', async () => {
  const { clock, simulator, events, bank } = await start('inputs', 1, 9600, echoing);
  const unlock = (lock: number) => clock.runUntil(bank.unlock({ address: { board: 1, lock }, validForMs: 2000, generation: bank.generation }));
  const answered = await unlock(2);
  simulator.setSilent(1, true);
  const unanswered = await unlock(3);
  expect([answered.kind, unanswered.kind, moves(events)]).toEqual(['acknowledged', 'sent', ['pulse 1/2', 'door 1/2 open by pulse']]);
  await bank.close();
});
