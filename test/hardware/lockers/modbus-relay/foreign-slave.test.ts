import { ServerSerial } from 'modbus-serial';
import { afterEach, describe, expect, test } from 'vitest';
import type { BankFact, LockBank } from '../../../../hardware/contract/lock-board.ts';
import { openBusBank } from '../../../../hardware/lockers/bus-bank.ts';
import { type ModbusRelayOptions, modbusRelayFamily } from '../../../../hardware/lockers/modbus-relay/modbus-relay-family.ts';
import { openPseudoTerminal } from '../../../../hardware/simulator/pty.ts';
import { systemClock } from '../../../../hardware/system-clock.ts';
import { short } from '../../support/simulated-bus.ts';

/** What the slave does with the library's callbacks: inputs and relays by their number on the wire. */
interface Slave {
  readonly inputs: boolean[];
  readonly written: { readonly coil: number; readonly unit: number }[];
  readonly asked: Set<'inputs' | 'coils'>;
}

const illegalAddress = Object.assign(new Error('no such channel'), { modbusErrorCode: 2 });
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The library's slave at address 1 with eight relays, and inputs unless it has none, at the other end of a pseudo-terminal. */
async function startSlave(options: ModbusRelayOptions, hasInputs = true): Promise<{ slave: Slave; bank: LockBank; facts: BankFact[] }> {
  const terminal = await openPseudoTerminal(9600);
  if (!terminal.ok) throw new Error(terminal.error.detail);
  const slave: Slave = { inputs: new Array<boolean>(8).fill(true), written: [], asked: new Set() };
  // The library ends a frame by a silence of `interval` milliseconds, which its types do not know.
  const slaveOptions = { path: terminal.value.path, baudRate: 9600, unitID: 1, interval: 2 };
  const server = new ServerSerial(
    {
      getDiscreteInput(input: number) {
        slave.asked.add('inputs');
        if (!hasInputs || input > 7) throw illegalAddress;
        return slave.inputs[input] ?? false;
      },
      getCoil(coil: number) {
        slave.asked.add('coils');
        if (coil > 7) throw illegalAddress;
        return false;
      },
      setCoil(coil: number, _isOn: boolean, unit: number) {
        if ((coil & 0xff) > 7) throw illegalAddress;
        slave.written.push({ coil, unit });
      },
    },
    slaveOptions,
  );
  closers.push(() => terminal.value.close());
  await new Promise<void>((resolve) => server.on('initialized', () => resolve()));
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const bank = openBusBank({
    family: modbusRelayFamily(options),
    link: terminal.value.link,
    clock: systemClock,
    boards: [{ address: 1, locks: hasInputs ? 8 : 10 }],
    closedBit: 1,
    pace: { restMs: 20, watchedRestMs: 10 },
  });
  const facts: BankFact[] = [];
  bank.onFact((fact) => facts.push(fact));
  closers.push(() => bank.close());
  return { slave, bank, facts };
}

/** Waits for a fact in its short form. */
function heard(bank: LockBank, text: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = bank.onFact((fact) => {
      if (!short([fact]).includes(text)) return;
      stop();
      resolve();
    });
  });
}

describe('a slave that others wrote', () => {
  test('tells its inputs, and each change of them', async () => {
    const { slave, bank, facts } = await startSlave({ feedback: 'inputs', pulseMs: 300 });
    slave.inputs[2] = false;
    await heard(bank, 'lock 1/7 closed');
    expect(short(facts).filter((fact) => fact.startsWith('lock'))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((lock) => `lock 1/${lock} ${lock === 2 ? 'open' : 'closed'}`),
    );
    slave.inputs[2] = true;
    slave.inputs[7] = false;
    await heard(bank, 'lock 1/7 open');
    expect([bank.lockState({ board: 1, lock: 2 }), bank.lockState({ board: 1, lock: 7 }), bank.health]).toEqual(['closed', 'open', 'ok']);
    expect([...slave.asked]).toEqual(['inputs']);
  });

  test('is told to flash exactly one relay, once, and acknowledges it', async () => {
    const { slave, bank } = await startSlave({ feedback: 'inputs', pulseMs: 300 });
    await heard(bank, 'bus ok');
    const outcome = await bank.unlock({ address: { board: 1, lock: 3 }, validForMs: 2000, generation: bank.generation });
    expect(outcome).toEqual({ kind: 'acknowledged' });
    expect(slave.written).toEqual([{ coil: 0x0203, unit: 1 }]);
  });

  test('refuses a relay that it does not have, and the bank says so', async () => {
    const { slave, bank } = await startSlave({ feedback: 'none', pulseMs: 300 }, false);
    await heard(bank, 'bus ok');
    const outcome = await bank.unlock({ address: { board: 1, lock: 9 }, validForMs: 2000, generation: bank.generation });
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(slave.written).toEqual([]);
  });

  test('has no inputs: it is well, and all its locks are unknown', async () => {
    const { bank, facts } = await startSlave({ feedback: 'inputs', pulseMs: 300 }, false);
    await heard(bank, 'lock 1/9 unknown');
    expect(new Set(short(facts))).toEqual(new Set(['bus ok', 'board 1 ok', ...Array.from({ length: 10 }, (_, lock) => `lock 1/${lock} unknown`)]));
  });

  test('is only asked for its coils where no switches are wired', async () => {
    const { slave, bank } = await startSlave({ feedback: 'none', pulseMs: 300 });
    await heard(bank, 'lock 1/7 unknown');
    expect([bank.capabilities.hasFeedback, bank.health, ...slave.asked]).toEqual([false, 'ok', 'coils']);
  });
});
