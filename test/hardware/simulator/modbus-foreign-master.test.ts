import fc from 'fast-check';
import modbusSerial from 'modbus-serial';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BankSimulator, type SimulatorEvent } from '../../../hardware/simulator/bank-simulator.ts';
import { modbusRelayBoards } from '../../../hardware/simulator/boards/modbus-relay-boards.ts';
import { seededRandom } from '../../../hardware/simulator/seeded-random.ts';
import { listenTcp } from '../../../hardware/simulator/tcp-listener.ts';
import { systemClock } from '../../../hardware/system-clock.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { decodeModbusCommand } from '../../../hardware/wire/modbus-board.ts';
import { encodeModbusRead, toModbusBoard } from '../../../hardware/wire/modbus-driver.ts';

const client = new modbusSerial.default();
let events: SimulatorEvent[] = [];
let simulator: BankSimulator;
let stop = (): Promise<void> => Promise.resolve();

/** The library's master checks the CRC of what it hears and makes that of what it says; RTU frames over TCP, as a converter has them. */
beforeEach(async () => {
  const listening = await listenTcp(0, 9600);
  if (!listening.ok) throw new Error(listening.error.detail);
  events = [];
  simulator = new BankSimulator({
    side: modbusRelayBoards,
    link: listening.value.link,
    clock: systemClock,
    random: seededRandom(1),
    boards: Array.from({ length: 255 }, (_, index) => ({ address: index + 1, locks: 32 })),
    closedBit: 1,
    turnAroundMs: 0,
    onEvent: (event) => events.push(event),
  });
  const problem = await simulator.start();
  if (problem !== undefined) throw new Error(problem.detail);
  await client.connectTelnet('127.0.0.1', { port: listening.value.port });
  client.setTimeout(2000);
  stop = async () => {
    await new Promise<void>((resolve) => client.close(() => resolve()));
    await listening.value.close();
  };
});

afterEach(() => stop());

describe('a master that others wrote', () => {
  test('reads the switches of any board, and its questions are byte for byte ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 1, max: 32 }), fc.integer({ min: 0, max: 31 }), async (address, count, open) => {
        events.length = 0;
        simulator.forceOpen({ board: address, lock: open });
        client.setID(address);
        const { data } = await client.readDiscreteInputs(0, count);
        simulator.closeDoor({ board: address, lock: open });
        expect(data.slice(0, count)).toEqual(Array.from({ length: count }, (_, lock) => lock !== open));
        const asked = events.find((event) => event.kind === 'frame' && event.direction === 'in');
        const board = toModbusBoard(address);
        if (asked?.kind !== 'frame' || board === undefined) throw new Error('nothing was asked');
        expect(toHex(encodeModbusRead(board, 'inputs', count))).toBe(toHex(asked.bytes));
      }),
    );
  });

  test('sees the one relay that it left on', async () => {
    client.setID(7);
    await client.writeCoil(5, true);
    expect((await client.readCoils(0, 8)).data).toEqual([false, false, false, false, false, true, false, false]);
    await client.writeCoil(5, false);
    expect((await client.readCoils(0, 8)).data).toEqual(new Array<boolean>(8).fill(false));
  });

  test('has its orders understood and answered, for one relay and for many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 0, max: 31 }), fc.boolean(), async (address, relay, isOn) => {
        events.length = 0;
        client.setID(address);
        expect(await client.writeCoil(relay, isOn)).toMatchObject({ address: relay, state: isOn });
        const [first] = events;
        if (first?.kind !== 'frame') throw new Error('nothing came');
        expect(decodeModbusCommand(first.bytes)).toEqual({ kind: 'drive', board: address, relays: [relay], forMs: isOn ? Number.POSITIVE_INFINITY : 0 });
      }),
      { numRuns: 30 },
    );
    client.setID(3);
    expect(await client.writeCoils(4, [true, false, true])).toMatchObject({ address: 4, length: 3 });
    const pulsed = events.filter((event) => event.kind === 'pulse').map(({ address }) => `${address.board}/${address.lock}`);
    expect(pulsed.slice(-2)).toEqual(['3/4', '3/6']);
  });

  test('is refused what a board does not have', async () => {
    client.setID(9);
    await expect(client.readDiscreteInputs(30, 8)).rejects.toMatchObject({ modbusCode: 2 });
    await expect(client.writeCoil(40, true)).rejects.toMatchObject({ modbusCode: 2 });
    await expect(client.readHoldingRegisters(0, 1)).rejects.toMatchObject({ modbusCode: 1 });
  });
});
