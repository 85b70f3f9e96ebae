import { expect, test } from 'vitest';
import { createMemoryWire } from '../../../hardware/link/memory.ts';
import { parseBankCommand, runBankCommand } from '../../../hardware/simulator/bank-command.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

function createSimulator(): { simulator: BankSimulator; clock: VirtualClock } {
  const clock = new VirtualClock();
  const { right } = createMemoryWire({ clock, baud: 19_200, latestFrameMs: 0 });
  const simulator = new BankSimulator({
    side: cu48Boards,
    link: right,
    clock,
    random: seededRandom(1),
    boards: [{ address: 0, locks: 2 }],
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: () => undefined,
  });
  return { simulator, clock };
}

function run(simulator: BankSimulator, line: string): void {
  const command = parseBankCommand(line);
  if (!command.ok) throw new Error(command.error);
  runBankCommand(simulator, command.value);
}

test('each command does its thing', async () => {
  const { simulator, clock } = createSimulator();
  run(simulator, '{"open":{"board":0,"lock":1}}');
  run(simulator, '{"jam":{"board":0,"lock":0}}');
  run(simulator, '{"stick":{"board":0,"lock":0,"at":"open"}}');
  run(simulator, '{"slow":{"board":0,"lock":1,"afterMs":900}}');
  expect(simulator.doors(0)).toMatchObject([
    { isOpen: false, isJammed: true, stuckAt: 'open', opensAfterMs: 0 },
    { isOpen: true, isJammed: false, stuckAt: null, opensAfterMs: 900 },
  ]);
  run(simulator, '{"close":{"board":0,"lock":1}}');
  run(simulator, '{"jam":{"board":0,"lock":0,"on":false}}');
  run(simulator, '{"stick":{"board":0,"lock":0,"at":null}}');
  run(simulator, '{"autoClose":{"afterMs":4000}}');
  run(simulator, '{"open":{"board":0,"lock":0}}');
  await clock.advance(4000);
  expect(simulator.doors(0).map((door) => [door.isOpen, door.isJammed, door.stuckAt])).toEqual([
    [false, false, null],
    [false, false, null],
  ]);
});

test.each(['{"autoClose":null}', '{"autoClose":{"afterMs":null}}', '{"silence":{"board":0}}', '{"faults":{"drop":0.5}}', '{"faults":null}', '{"state":{}}'])(
  '%s is a command',
  (line) => {
    const { simulator } = createSimulator();
    expect(() => run(simulator, line)).not.toThrow();
  },
);

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"close":{"board":0}}',
  '{"close":{"board":10,"lock":0}}',
  '{"faults":{"drop":2}}',
  '{"open":{"board":0,"lock":1},"x":1}',
  `{"x":"${'y'.repeat(2000)}"}`,
])('is not a command: %s', (line) => expect(parseBankCommand(line).ok).toBe(false));
