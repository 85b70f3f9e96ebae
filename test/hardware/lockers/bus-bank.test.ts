import { describe, expect, test } from 'vitest';
import type { Link, OpenLink } from '../../../hardware/contract/link.ts';
import type { LockAddress, LockBank, UnlockOutcome } from '../../../hardware/contract/lock-board.ts';
import { openBusBank } from '../../../hardware/lockers/bus-bank.ts';
import { cu48Family } from '../../../hardware/lockers/cu48/cu48-family.ts';
import { noFaults } from '../../../hardware/simulator/bus-faults.ts';
import { moves, short, type SimulatedBus, startFamilyBus, startSimulatedBus } from '../support/simulated-bus.ts';
import { hex } from '../support/hex.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

function unlock(bank: LockBank, board: number, lock: number, validForMs = 2000): Promise<UnlockOutcome> {
  return bank.unlock({ address: { board, lock }, validForMs, generation: bank.generation });
}

/** When each lock was pulsed, and which. */
function pulses({ events }: SimulatedBus): { readonly address: LockAddress; readonly atMs: number }[] {
  return events.flatMap((event) => (event.kind === 'pulse' ? [{ address: event.address, atMs: event.atMs }] : []));
}

describe('pulses', () => {
  test('two locks of one bus are never pulsed at the same time: the supply bears one coil', async () => {
    const bus = await startSimulatedBus();
    const outcomes = Promise.all([unlock(bus.bank, 0, 0), unlock(bus.bank, 1, 3), unlock(bus.bank, 0, 2)]);
    expect((await bus.clock.runUntil(outcomes)).map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
    await bus.clock.advance(500);
    const times = pulses(bus).map(({ atMs }) => atMs);
    expect(pulses(bus).map(({ address }) => `${address.board}/${address.lock}`)).toEqual(['0/0', '1/3', '0/2']);
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(300);
  });

  test('one that cannot be begun within its time expires, and counts for nothing', async () => {
    const bus = await startSimulatedBus();
    const outcomes = Promise.all([unlock(bus.bank, 0, 0), unlock(bus.bank, 0, 1, 250), unlock(bus.bank, 0, 2, 400)]);
    expect((await bus.clock.runUntil(outcomes)).map(({ kind }) => kind)).toEqual(['sent', 'expired', 'sent']);
    await bus.clock.advance(2000);
    expect(moves(bus.events).filter((move) => move.startsWith('pulse'))).toEqual(['pulse 0/0', 'pulse 0/2']);
  });

  test('doors are asked while a pulse waits for another', async () => {
    const bus = await startSimulatedBus();
    void unlock(bus.bank, 0, 0);
    void unlock(bus.bank, 1, 0);
    bus.events.length = 0;
    await bus.clock.advance(280);
    expect(bus.events.filter((event) => event.kind === 'frame' && event.direction === 'out').length).toBeGreaterThanOrEqual(3);
  });

  test('one lost with the cable counts for its coil once its frame was begun, and not before', async () => {
    const bus = await startSimulatedBus();
    // Ten that were begun, each lost after 1 ms of the 3 that it needs.
    const outcomes: string[] = [];
    for (let turn = 0; turn < 11; turn += 1) {
      await bus.clock.advance(1000);
      const ending = unlock(bus.bank, 0, 0);
      await bus.clock.advance(1);
      bus.wire.cut();
      const end = await bus.clock.runUntil(ending);
      outcomes.push(end.kind === 'link-down' ? `link-down ${end.isBegun ? 'begun' : 'not begun'}` : end.kind);
      bus.wire.mend();
      await bus.simulator.start();
    }
    expect(outcomes).toEqual([...Array<string>(10).fill('link-down begun'), 'refused']);
    expect(pulses(bus)).toEqual([]);
    bus.wire.cut();
    for (let turn = 0; turn < 20; turn += 1) expect(await unlock(bus.bank, 1, 0)).toMatchObject({ kind: 'link-down', isBegun: false });
    bus.wire.mend();
    await bus.simulator.start();
    await bus.clock.advance(1000);
    expect((await bus.clock.runUntil(unlock(bus.bank, 1, 0))).kind).toBe('sent');
  });
});

describe('polling', () => {
  test('an unlock goes before a status by hand, and that before the round', async () => {
    const bus = await startFamilyBus({ pace: { restMs: 0, watchedRestMs: 0 } });
    bus.events.length = 0;
    void bus.bank.status(1);
    void unlock(bus.bank, 0, 3);
    await bus.clock.advance(60);
    const heard = bus.events.flatMap((event) => (event.kind === 'frame' && event.direction === 'in' ? [event.bytes.slice(1, 4).join(' ')] : []));
    // 80 asks, 81 unlocks; what is on the wire already is finished first.
    expect(heard.slice(heard.indexOf('0 3 81'), heard.indexOf('0 3 81') + 2)).toEqual(['0 3 81', '1 0 80']);
    expect(heard.indexOf('0 3 81')).toBeLessThanOrEqual(1);
  });

  test('without rests the line is never idle but for the turn-arounds, and a change is seen within one round', async () => {
    const bus = await startFamilyBus({ pace: { restMs: 0, watchedRestMs: 0 } });
    bus.events.length = 0;
    await bus.clock.advance(1000);
    const answers = bus.events.filter((event) => event.kind === 'frame' && event.direction === 'out').length;
    // 18 bytes at 19 200 baud, 2 ms of thinking, 2 ms of rest: 13.4 ms a question.
    expect(answers).toBeGreaterThanOrEqual(73);
    const before = bus.clock.monotonic();
    bus.facts.length = 0;
    bus.simulator.forceOpen({ board: 1, lock: 1 });
    await bus.clock.advance(3 * 13.4);
    expect(bus.facts).toMatchObject([{ kind: 'lock', address: { board: 1, lock: 1 }, state: 'open' }]);
    expect(bus.facts[0]?.kind === 'lock' ? bus.facts[0].atMonotonicMs - before : 1000).toBeLessThanOrEqual(3 * 13.4);
  });

  test('a silent board takes a fifth of the line at most, and is found again soon', async () => {
    const bus = await startFamilyBus({ pace: { restMs: 0, watchedRestMs: 0 } });
    bus.simulator.setSilent(1, true);
    await bus.clock.advance(2000);
    bus.events.length = 0;
    await bus.clock.advance(2000);
    expect(bus.events.filter((event) => event.kind === 'frame' && event.direction === 'out').length).toBeGreaterThan(115);
    bus.facts.length = 0;
    bus.simulator.setSilent(1, false);
    await bus.clock.advance(600);
    expect(short(bus.facts)[0]).toBe('board 1 ok');
  });

  test('boards that were heard to report are asked less often, and others are not', async () => {
    const questions = async (isReporting: boolean): Promise<number> => {
      const bus = await startFamilyBus({ family: 'wkly', pace: { restMs: 50, watchedRestMs: 50, reportingRestMs: 400 } });
      bus.simulator.setReports(isReporting);
      for (const board of [0, 1]) {
        bus.simulator.forceOpen({ board, lock: 0 });
        await bus.clock.advance(100);
        bus.simulator.closeDoor({ board, lock: 0 });
        await bus.clock.advance(100);
      }
      bus.events.length = 0;
      await bus.clock.advance(4000);
      return bus.events.filter((event) => event.kind === 'frame' && event.direction === 'in').length;
    };
    expect(await questions(false)).toBeGreaterThan(60);
    expect(await questions(true)).toBeLessThan(25);
  });
});

test('a report is checked at once by a question: its checksum is weak, and one that lies is put right', async () => {
  const bus = await startFamilyBus({ family: 'wkly', pace: { restMs: 900, watchedRestMs: 900 } });
  await bus.clock.advance(1000);
  bus.facts.length = 0;
  const far: OpenLink[] = [];
  const { right } = bus.wire;
  await bus.simulator.stop();
  const opened = await right.open({ onBytes: () => undefined, onClose: () => undefined });
  if (opened.ok) far.push(opened.value);
  // Lock 1 of board 0 is said to be open (bit 0), which it is not.
  void far[0]?.write(hex('57 4B 4C 59 0A 00 85 01 00 87'));
  await bus.clock.advance(12);
  await far[0]?.close();
  await bus.simulator.start();
  await bus.clock.advance(250);
  expect(short(bus.facts)).toEqual(['lock 0/0 open', 'lock 0/0 closed']);
});

describe('troubles', () => {
  test('frames that come damaged are told of the board and of the line, and no more when the cable is good again', async () => {
    const bus = await startSimulatedBus();
    bus.facts.length = 0;
    bus.simulator.setFaults({ ...noFaults, corrupt: 0.3 });
    await bus.clock.advance(60_000);
    const told = short(bus.facts).filter((fact) => fact.includes('trouble'));
    expect([...told].sort()).toEqual(['board 0 trouble checksum-errors', 'board 1 trouble checksum-errors', 'bus trouble checksum-errors']);
    bus.simulator.setFaults(noFaults);
    bus.facts.length = 0;
    await bus.clock.advance(60_000);
    expect(
      short(bus.facts)
        .filter((fact) => fact.includes('trouble'))
        .sort(),
    ).toEqual(['board 0 trouble none', 'board 1 trouble none', 'bus trouble none']);
  });

  test('a board that thinks for long is told as slow, the other is not', async () => {
    const bus = await startSimulatedBus();
    bus.facts.length = 0;
    bus.simulator.setTurnAround(1, 90);
    await bus.clock.advance(30_000);
    expect(short(bus.facts)).toEqual(['board 1 trouble slow']);
    bus.simulator.setTurnAround(1, 2);
    await bus.clock.advance(30_000);
    expect(short(bus.facts)).toEqual(['board 1 trouble slow', 'board 1 trouble none']);
  });

  test('a feedback that flips faster than a door is told as contradicting, and believed again after half a minute', async () => {
    const bus = await startFamilyBus({ pace: { restMs: 20, watchedRestMs: 20 } });
    bus.facts.length = 0;
    for (let turn = 0; turn < 8; turn += 1) {
      bus.simulator.setDoor({ board: 0, lock: 1 }, { stuckAt: turn % 2 === 0 ? 'open' : 'closed' });
      await bus.clock.advance(80);
    }
    expect(short(bus.facts).filter((fact) => fact.includes('trouble'))).toEqual(['board 0 trouble contradicting']);
    await bus.clock.advance(29_000);
    expect(short(bus.facts).at(-1)).not.toContain('trouble none');
    await bus.clock.advance(2000);
    expect(short(bus.facts).at(-1)).toBe('board 0 trouble none');
  });

  test('doors that customers open and close are no contradiction', async () => {
    const bus = await startSimulatedBus();
    bus.facts.length = 0;
    for (let turn = 0; turn < 20; turn += 1) {
      const address = { board: turn % 2, lock: turn % 4 };
      await bus.clock.runUntil(unlock(bus.bank, address.board, address.lock));
      await bus.clock.advance(1500);
      bus.simulator.closeDoor(address);
      await bus.clock.advance(500);
    }
    expect(short(bus.facts).filter((fact) => fact.includes('trouble'))).toEqual([]);
  });
});

describe('an adapter that echoes', () => {
  test('is found out and told; the answer that equals the command is its own copy no more', async () => {
    const bus = await startFamilyBus({ family: '8a80' });
    bus.simulator.setEcho(true);
    await bus.clock.advance(1000);
    expect(short(bus.facts)).toContain('bus trouble echo');
    expect(await bus.clock.runUntil(unlock(bus.bank, 1, 0))).toEqual({ kind: 'acknowledged' });
    bus.simulator.setSilent(1, true);
    await bus.clock.advance(1000);
    // The echo still comes, the board's answer does not.
    expect(await bus.clock.runUntil(unlock(bus.bank, 1, 1))).toEqual({ kind: 'sent' });
  });

  test('makes no dead board alive: behind a cut line it is the only one to be heard', async () => {
    const bus = await startFamilyBus({ family: '8a80' });
    bus.simulator.setEcho(true);
    await bus.clock.advance(1000);
    bus.facts.length = 0;
    bus.simulator.setLineCut(true);
    await bus.clock.advance(3000);
    expect(short(bus.facts)).toEqual(expect.arrayContaining(['bus silent', 'board 1 silent', 'board 2 silent']));
    expect(short(bus.facts).filter((fact) => fact.startsWith('lock'))).toEqual([]);
  });

  test('is known no more when another was plugged in', async () => {
    const bus = await startFamilyBus({ family: '8a80' });
    bus.simulator.setEcho(true);
    await bus.clock.advance(1000);
    bus.wire.cut();
    expect(short(bus.facts).at(-1)).toBe('bus trouble none');
    bus.simulator.setEcho(false);
    bus.wire.mend();
    await bus.simulator.start();
    bus.facts.length = 0;
    await bus.clock.advance(1500);
    expect(short(bus.facts).filter((fact) => fact.includes('trouble'))).toEqual([]);
    expect(await bus.clock.runUntil(unlock(bus.bank, 1, 0))).toEqual({ kind: 'acknowledged' });
  });
});

/** A port of a chip that hangs until it is closed and opened again. `hang` says how: writes that never drain, or nothing that comes in. */
function hangingLink(link: Link): { readonly link: Link; hang(how: 'writes' | 'reads'): void; readonly openings: () => number } {
  let hung: 'writes' | 'reads' | null = null;
  let openings = 0;
  const never = new Promise<never>(() => undefined);
  const wrapped: Link = {
    name: link.name,
    latestFrameMs: link.latestFrameMs,
    wireTimeMs: (count) => link.wireTimeMs(count),
    async open(events) {
      openings += 1;
      hung = null;
      const opened = await link.open({
        onBytes: (bytes) => (hung === null ? events.onBytes(bytes) : undefined),
        onClose: (problem) => events.onClose(problem),
      });
      if (!opened.ok) return opened;
      const port: OpenLink = opened.value;
      const write: OpenLink['write'] = (bytes) => {
        if (hung === 'writes') return never;
        return hung === 'reads' ? Promise.resolve(undefined) : port.write(bytes);
      };
      return { ok: true, value: { write, flush: () => port.flush(), close: () => port.close() } };
    },
  };
  return {
    link: wrapped,
    hang(how) {
      hung = how;
    },
    openings: () => openings,
  };
}

describe('a USB chip that hangs', () => {
  async function startHanging() {
    const bus = await startSimulatedBus();
    await bus.bank.close();
    const hanging = hangingLink(bus.wire.left);
    const boards = [0, 1].map((address) => ({ address, locks: 4 }));
    const pace = { restMs: 250, watchedRestMs: 60 };
    const bank = openBusBank({ family: cu48Family, link: hanging.link, clock: bus.clock, boards, closedBit: 1, pace });
    const facts: string[] = [];
    bank.onFact((fact) => facts.push(...short([fact])));
    await bus.clock.advance(1000);
    facts.length = 0;
    bus.events.length = 0;
    return { bus, bank, hanging, facts };
  }

  test('and drains no write: known within 3 s, healed by opening it again, the unlock dropped and not replayed', async () => {
    const { bus, bank, hanging, facts } = await startHanging();
    hanging.hang('writes');
    const outcomes = Promise.all([unlock(bank, 0, 0), unlock(bank, 0, 1)]);
    const since = bus.clock.monotonic();
    expect(await bus.clock.runUntil(outcomes)).toMatchObject([
      { kind: 'link-down', isBegun: true },
      { kind: 'link-down', isBegun: false },
    ]);
    expect(bus.clock.monotonic() - since).toBeLessThan(3000);
    expect(facts).toEqual(['bus down', 'board 0 down', 'board 1 down']);
    await bus.clock.advance(1000);
    expect([bank.health, bank.generation, moves(bus.events)]).toEqual(['ok', 2, []]);
  });

  test('and takes everything but hands over nothing: silent within 3 s, healed soon after', async () => {
    const { bus, bank, hanging, facts } = await startHanging();
    hanging.hang('reads');
    await bus.clock.advance(3000);
    expect(facts).toContain('bus silent');
    await bus.clock.advance(1500);
    expect([bank.health, bank.generation, hanging.openings()]).toEqual(['ok', 2, 2]);
    // Opening again on one's own initiative is no news of its own.
    expect(facts).not.toContain('bus down');
  });
});

test('boards that are merely without power do not keep the port opening and closing', async () => {
  const bus = await startSimulatedBus();
  bus.simulator.setSilent(0, true);
  bus.simulator.setSilent(1, true);
  bus.facts.length = 0;
  await bus.clock.advance(10 * 60_000);
  expect(short(bus.facts)).toEqual(['bus silent', 'board 0 silent', 'board 1 silent']);
  expect(bus.bank.generation).toBeLessThanOrEqual(6);
  bus.simulator.setSilent(0, false);
  await bus.clock.advance(1000);
  expect(bus.bank.health).toBe('ok');
});

describe('a port that cannot be opened', () => {
  test.each(['busy', 'not-permitted', 'not-found'] as const)('%s: told with its reason, tried again, and used as soon as it opens', async (kind) => {
    const bus = await startSimulatedBus();
    await bus.bank.close();
    const { left } = bus.wire;
    let isRefused = true;
    const link: Link = {
      name: left.name,
      latestFrameMs: 0,
      wireTimeMs: (count) => left.wireTimeMs(count),
      open: (events) => (isRefused ? Promise.resolve({ ok: false, error: { kind, detail: `The port is ${kind}.` } }) : left.open(events)),
    };
    const pace = { restMs: 250, watchedRestMs: 60 };
    const bank = openBusBank({ family: cu48Family, link, clock: bus.clock, boards: [{ address: 0, locks: 4 }], closedBit: 1, pace });
    const details: string[] = [];
    bank.onFact((fact) => fact.kind === 'bus-health' && details.push(`${fact.health}: ${fact.detail}`));
    await bus.clock.advance(20_000);
    expect(await unlock(bank, 0, 0)).toEqual({ kind: 'link-down', detail: `The port is ${kind}.`, isBegun: false });
    isRefused = false;
    await bus.clock.advance(6000);
    expect(details).toEqual([`down: The port is ${kind}.`, 'ok: Boards answer.']);
    expect(moves(bus.events)).toEqual([]);
  });

  test('that neither opens nor says why is tried again, and closed when it comes too late', async () => {
    const clock = new VirtualClock();
    let closed = 0;
    const late: ((value: Awaited<ReturnType<Link['open']>>) => void)[] = [];
    const link: Link = { name: 'stuck', latestFrameMs: 0, wireTimeMs: (count) => count, open: () => new Promise((resolve) => late.push(resolve)) };
    const bank = openBusBank({ family: cu48Family, link, clock, boards: [{ address: 0, locks: 4 }], closedBit: 1, pace: { restMs: 250, watchedRestMs: 60 } });
    const facts: string[] = [];
    bank.onFact((fact) => facts.push(...short([fact])));
    await clock.advance(6000);
    expect([facts, late.length]).toEqual([['bus down'], 2]);
    const port: OpenLink = {
      write: () => Promise.resolve(undefined),
      flush: () => Promise.resolve(),
      close: () => {
        closed += 1;
        return Promise.resolve();
      },
    };
    late[0]?.({ ok: true, value: port });
    await clock.advance(10);
    expect([closed, bank.generation]).toEqual([1, 0]);
    await bank.close();
  });
});
