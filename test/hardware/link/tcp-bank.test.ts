import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { HardwareClock } from '../../../hardware/contract/clock.ts';
import type { BankFact, LockBank } from '../../../hardware/contract/lock-board.ts';
import { createTcpLink, tcpTimes } from '../../../hardware/link/tcp.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { systemClock } from '../../../hardware/system-clock.ts';
import { BoardsOnSocket } from '../support/boards-on-socket.ts';

/** The bank's time passes four times as fast as the wall's, and the loopback still answers within a board's patience. */
const fastClock: HardwareClock = {
  monotonic: () => systemClock.monotonic() * 4,
  after: (ms, run) => systemClock.after(ms / 4, run),
};

let cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.reverse()) await step();
  cleanUp = [];
});

/** A converter on loopback whose cable can be cut and is mended at once: the connections of before stay open and carry nothing. */
async function startConverter(): Promise<{ port: number; connections: Socket[]; cut(): void }> {
  const connections: Socket[] = [];
  /** Connections that the other side has forgotten. */
  const dead = new Set<Socket>();
  const boards = new BoardsOnSocket();
  const server = createServer({ noDelay: true }, (socket) => {
    connections.push(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      if (!dead.has(socket)) void boards.hear(bytes, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    for (const socket of connections) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    connections,
    cut: () => {
      for (const socket of connections) dead.add(socket);
    },
  };
}

function openBank(port: number): LockBank {
  const bank = openBusBank({
    family: cu48Family,
    link: createTcpLink({ host: '127.0.0.1', port, baud: 19_200, ...tcpTimes }),
    clock: fastClock,
    boards: [{ address: 0, locks: 4 }],
    closedBit: 1,
    pace: { restMs: 100, watchedRestMs: 50 },
  });
  cleanUp.push(() => bank.close());
  return bank;
}

function busTurns(bank: LockBank, isWanted: (fact: BankFact & { kind: 'bus-health' }) => boolean): Promise<BankFact> {
  return new Promise((resolve) => {
    const stop = bank.onFact((fact) => {
      if (fact.kind !== 'bus-health' || !isWanted(fact)) return;
      stop();
      resolve(fact);
    });
  });
}

test('a cut cable leaves a half-open connection: the bus is silent, the connection is given up, and a new one heals it', async () => {
  const converter = await startConverter();
  const bank = openBank(converter.port);
  await busTurns(bank, ({ health }) => health === 'ok');
  const silent = busTurns(bank, ({ health }) => health === 'silent');
  const healed = busTurns(bank, ({ health, generation }) => health === 'ok' && generation > 1);
  converter.cut();
  await silent;
  expect(await healed).toMatchObject({ generation: 2 });
  expect(converter.connections.length).toBe(2);
});

test('another client that takes the converter over is told, and the bank comes back when it lets go', async () => {
  const converter = await startConverter();
  const bank = openBank(converter.port);
  await busTurns(bank, ({ health }) => health === 'ok');
  const taken = busTurns(bank, ({ health, detail }) => health === 'down' && detail.includes('another program took it over'));
  converter.connections[0]?.end();
  await taken;
  await busTurns(bank, ({ health, generation }) => health === 'ok' && generation === 2);
});
