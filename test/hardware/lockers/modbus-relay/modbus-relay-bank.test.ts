import { expect, test } from 'vitest';
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

async function start(feedback: 'inputs' | 'none', closedBit: 0 | 1) {
  const clock = new VirtualClock();
  const wire = createMemoryWire({ clock, baud: 9600, latestFrameMs: 1500 });
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
  const bank = openBusBank({ family, link: wire.left, clock, boards, closedBit, pace: { restMs: 250, watchedRestMs: 60 } });
  bank.onFact((fact) => facts.push(fact));
  await clock.advance(200);
  return { clock, wire, simulator, events, facts, bank };
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
