import { beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../../hardware/contract/result.ts';
import { createMemoryWire } from '../../../hardware/link/memory.ts';
import { runBankCommand } from '../../../hardware/simulator/bank-command.ts';
import { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import { bankState } from '../../../hardware/simulator/bank-state.ts';
import { cu48Boards } from '../../../hardware/simulator/boards/cu48-boards.ts';
import { noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { healthyDoor } from '../../../hardware/simulator/door.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { parseWorldCommand } from '../../../hardware/simulator/world-command.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let simulator: BankSimulator;
let clock: VirtualClock;

beforeEach(() => {
  clock = new VirtualClock();
  const { right } = createMemoryWire({ clock, baud: 19_200, latestFrameMs: 0 });
  simulator = new BankSimulator({
    side: cu48Boards,
    link: right,
    clock,
    random: seededRandom(1),
    boards: [{ address: 0, locks: 2 }],
    closedBit: 1,
    turnAroundMs: 2,
    onEvent: () => undefined,
  });
});

function run(line: string): Result<'done', string> {
  const command = parseWorldCommand(line);
  if (!command.ok) return command;
  if (command.value.kind !== 'bank') throw new Error('not for boards');
  return runBankCommand(simulator, command.value.command);
}

describe('doors', () => {
  test.each([
    ['{"open":{"board":0,"lock":1}}', { isOpen: true, contact: 'open' }],
    ['{"jam":{"board":0,"lock":1}}', { isJammed: true }],
    ['{"relay":{"board":0,"lock":1}}', { isRelayStuck: true }],
    ['{"stick":{"board":0,"lock":1,"at":"open"}}', { stuckAt: 'open' }],
    ['{"bounce":{"board":0,"lock":1,"ms":80}}', { bounceMs: 80 }],
    ['{"slow":{"board":0,"lock":1,"afterMs":900}}', { opensAfterMs: 900 }],
    ['{"slowClose":{"board":0,"lock":1,"afterMs":700}}', { closesAfterMs: 700 }],
    ['{"spring":{"board":0,"lock":1,"on":false}}', { opensBy: 'hand' }],
  ])('%s', (line, change) => {
    expect(run(line)).toEqual({ ok: true, value: 'done' });
    expect(simulator.doors(0)).toEqual([healthyDoor, { ...healthyDoor, ...change }]);
  });

  test('what was broken is mended, what was opened is closed', () => {
    for (const line of ['{"jam":{"board":0,"lock":0}}', '{"stick":{"board":0,"lock":0,"at":"open"}}', '{"open":{"board":0,"lock":0}}']) run(line);
    for (const line of ['{"jam":{"board":0,"lock":0,"on":false}}', '{"stick":{"board":0,"lock":0,"at":null}}', '{"close":{"board":0,"lock":0}}']) run(line);
    expect(simulator.doors(0)).toEqual([healthyDoor, healthyDoor]);
  });

  test('a hand that does not push far enough leaves the door ajar', () => {
    run('{"open":{"board":0,"lock":0}}');
    run('{"ajar":{"board":0,"lock":0}}');
    expect(simulator.doors(0)[0]).toMatchObject({ isOpen: true, isAjar: true });
  });

  test('somebody closes what is opened, as long as told', async () => {
    run('{"autoClose":{"afterMs":4000}}');
    run('{"open":{"board":0,"lock":0}}');
    await clock.advance(4000);
    expect(simulator.isOpen({ board: 0, lock: 0 })).toBe(false);
    run('{"autoClose":null}');
    run('{"open":{"board":0,"lock":0}}');
    await clock.advance(4000);
    expect(simulator.isOpen({ board: 0, lock: 0 })).toBe(true);
  });
});

describe('boards and bus', () => {
  test('are changed, each by its command', () => {
    for (const line of ['{"silence":{"board":0}}', '{"think":{"board":0,"ms":80}}', '{"echo":{}}', '{"reports":{}}', '{"cut":{}}']) run(line);
    run('{"faults":{"drop":0.5,"late":1,"lateMs":900}}');
    expect(bankState(simulator)).toMatchObject({
      isEchoing: true,
      areReporting: true,
      isCut: true,
      faults: { ...noFaults, drop: 0.5, late: 1, lateMs: 900 },
      boards: [{ isSilent: true, turnAroundMs: 80 }],
    });
    for (const line of ['{"silence":{"board":0,"on":false}}', '{"echo":{"on":false}}', '{"cut":{"on":false}}', '{"faults":null}']) run(line);
    expect(bankState(simulator)).toMatchObject({ isEchoing: false, isCut: false, faults: noFaults, boards: [{ isSilent: false }] });
  });

  test('a door or board that is not there is named', () => {
    expect(run('{"close":{"board":0,"lock":2}}')).toEqual({ ok: false, error: 'There is no door 0/2 here.' });
    expect(run('{"silence":{"board":1}}')).toEqual({ ok: false, error: 'There is no board 1 here.' });
  });
});

describe('lines', () => {
  test.each([
    [
      '{"pull":{"bus":"wkly","board":0,"lock":3,"forMs":3000}}',
      { kind: 'bank', bus: 'wkly', command: { kind: 'pull', at: { board: 0, lock: 3 }, forMs: 3000 } },
    ],
    ['{"reset":{"board":1}}', { kind: 'bank', bus: null, command: { kind: 'reset', board: 1, forMs: 2000 } }],
    ['{"unplug":{}}', { kind: 'unplug', bus: null }],
    ['{"plug":{"bus":"cu48"}}', { kind: 'plug', bus: 'cu48' }],
    ['{"scan":{"code":"LK1:1","aim":"]Q1"}}', { kind: 'scan', code: 'LK1:1', aim: ']Q1' }],
    ['{"printer":{"paperOut":true,"off":false}}', { kind: 'printer', condition: { isPaperOut: true, isOff: false } }],
    ['{"state":{}}', { kind: 'state' }],
    ['{"coils":null}', { kind: 'coils', bus: null }],
  ])('%s is read', (line, command) => {
    expect(parseWorldCommand(line)).toEqual({ ok: true, value: command });
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"close":{"board":0}}',
    '{"close":{"board":256,"lock":0}}',
    '{"close":{"board":0,"lock":0.5}}',
    '{"slow":{"board":0,"lock":0,"afterMs":1e9}}',
    '{"stick":{"board":0,"lock":0,"at":"ajar"}}',
    '{"faults":{"drop":2}}',
    '{"faults":{"dorp":1}}',
    '{"scan":{"code":""}}',
    '{"printer":{"onFire":true}}',
    '{"printer":{"constructor":true}}',
    '{"constructor":{}}',
    '{"close":{"bus":1,"board":0,"lock":0}}',
    '{"open":{"board":0,"lock":1},"x":1}',
    `{"x":"${'y'.repeat(5000)}"}`,
  ])('is not a command: %s', (line) => expect(parseWorldCommand(line).ok).toBe(false));
});
