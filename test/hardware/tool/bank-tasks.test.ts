import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FamilyName } from '../../../hardware/wire/family-name.ts';
import { type BankPlace, type BankWish, openPlace, pipes } from '../support/bank-places.ts';
import { runTool, startTool } from '../support/tool-run.ts';

let folder: string;
let place: BankPlace | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tool-'));
  place = null;
});

afterEach(async () => {
  await place?.close();
  rmSync(folder, { recursive: true });
});

async function plugIn(pipe: (typeof pipes)[number], wish: BankWish): Promise<BankPlace> {
  place = await openPlace(pipe, wish);
  return place;
}

const silos: readonly (BankWish & { readonly args: readonly string[] })[] = [
  { family: 'cu48', boards: [{ address: 0, locks: 3 }], args: ['--boards', '0', '--locks', '3'] },
  { family: '8a80', boards: [{ address: 2, locks: 8 }], args: ['--boards', '2', '--locks', '8'] },
  { family: 'wkly', boards: [{ address: 1, locks: 8 }], args: ['--boards', '1', '--locks', '8'] },
  { family: 'modbus-relay', boards: [{ address: 1, locks: 8 }], args: ['--boards', '1', '--locks', '8'] },
];

describe.each(pipes)('over %s', (pipe) => {
  test.each(silos)('$family: one door is opened, and what was sent and seen is told', async (silo) => {
    const { args, pulses } = await plugIn(pipe, silo);
    const { code, out } = await runTool('open', '2', ...args, '--family', silo.family, ...silo.args);
    expect(out).toMatch(/before {3}closed\nsent {5}(?:[0-9A-F]{2} ?)+\n(?:answer {3}the board took it\n)?sensor {3}open after \d+ ms\n/);
    expect([code, pulses]).toEqual([0, [`${silo.boards[0]?.address}/1`]]);
  });

  test('the self-test of a bank in good order passes line by line and unlocks nothing', async () => {
    const { args, pulses } = await plugIn(pipe, { family: 'cu48', boards: [0, 1].map((address) => ({ address, locks: 6 })) });
    const { code, out } = await runTool('selftest', ...args, '--boards', '0,1', '--locks', '6');
    expect(out.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(out).toMatch(/pass {2}port .*\npass {2}board 0 .*20 times of 20\n.* turn-around .*\npass {2}board 1 /);
    expect(out).toContain('pass  sensors      all 12 doors show closed\npass  sensors      steady\n\nAll is well.\n');
    expect([code, pulses]).toEqual([0, []]);
  });
});

describe('watching', () => {
  test('tells each change until the technician has had enough', async () => {
    const { args, simulator } = await plugIn('pseudo-terminal', { family: 'cu48', boards: [{ address: 0, locks: 3 }] });
    const run = startTool(['watch', ...args, '--locks', '3'], (text) => {
      if (text.includes('Ctrl+C')) simulator.forceOpen({ board: 0, lock: 1 });
      if (text.includes('compartment 2 (board 0, lock 1) open')) run.interrupt();
    });
    expect(await run.done).toMatchObject({ code: 0, error: '' });
  });
});

describe('the self-test finds', () => {
  const cu48: BankWish = { family: 'cu48', boards: [0, 1].map((address) => ({ address, locks: 4 })) };
  const args = ['--boards', '0,1', '--locks', '4'];

  test('a board without power', async () => {
    const silo = await plugIn('pseudo-terminal', cu48);
    silo.simulator.setSilent(1, true);
    const { code, out } = await runTool('selftest', ...silo.args, ...args);
    expect([code, out]).toEqual([5, expect.stringContaining('FAIL  board 1      does not answer')]);
    expect(out).toContain('pass  board 0');
  });

  test('the other switch, when every shut door shows open', async () => {
    const silo = await plugIn('pseudo-terminal', { ...cu48, closedBit: 0 });
    const { code, out } = await runTool('selftest', ...silo.args, ...args);
    expect([code, out]).toEqual([5, expect.stringContaining('all 8 doors show open. If they are shut, the other switch is fitted: --closed-bit 0')]);
    expect(await runTool('selftest', ...silo.args, ...args, '--closed-bit', '0')).toMatchObject({ code: 0 });
  });

  test('an open door and an echoing adapter, which are no faults', async () => {
    const silo = await plugIn('pseudo-terminal', cu48);
    silo.simulator.forceOpen({ board: 1, lock: 0 });
    silo.simulator.setEcho(true);
    const { code, out } = await runTool('selftest', ...silo.args, ...args);
    expect(out).toContain('note  sensors      open: 5.');
    expect(out).toContain('note  echo         the adapter gives back what is sent');
    expect(code).toBe(0);
  });

  test('a noisy line', async () => {
    const silo = await plugIn('pseudo-terminal', cu48);
    silo.simulator.setFaults({ ...silo.simulator.line.faults, noise: 0.5 });
    const { code, out } = await runTool('selftest', ...silo.args, ...args);
    expect([code, out]).toEqual([5, expect.stringMatching(/FAIL {2}line {9}\d+ of \d+ bytes fit no frame/)]);
  });

  test('a door that does not open, when it is asked to open one', async () => {
    const silo = await plugIn('pseudo-terminal', cu48);
    const good = await runTool('selftest', ...silo.args, ...args, '--open', '6');
    expect([good.code, silo.pulses]).toEqual([0, ['1/1']]);
    expect(good.out).toContain('pass  unlock       compartment 6: as it should');
  });

  test('nobody at all', async () => {
    const silo = await plugIn('pseudo-terminal', { family: 'cu48', boards: [] });
    const { code, out, error } = await runTool('selftest', ...silo.args, '--locks', '4');
    expect([code, out]).toEqual([4, expect.stringContaining('FAIL  board 0      does not answer')]);
    expect(error).toContain('No board answers. A and B swapped?');
  });
});

describe('a scan', () => {
  async function scan(pipe: (typeof pipes)[number], wish: BankWish, ...more: string[]): Promise<{ code: number; out: string; pulses: string[] }> {
    const silo = await plugIn(pipe, wish);
    const { code, out } = await runTool('scan', ...silo.args, '--boards', '0-2', ...more);
    return { code, out, pulses: silo.pulses };
  }

  test.each(silos)('finds $family boards among all families, and gives a configuration that works', async ({ family, boards }) => {
    const { code, out, pulses } = await scan('pseudo-terminal', { family, boards });
    expect([code, pulses]).toEqual([0, []]);
    const snippet = JSON.parse(out.split('\n').find((line) => line.startsWith('{')) ?? '{}');
    expect(snippet).toMatchObject({ family, link: { kind: 'serial', path: place?.path }, boards: [{ address: boards[0]?.address }], closedBit: 1 });
    expect(out.split('\n').filter((line) => line.endsWith('answers'))).toEqual([`        ${family} board ${boards[0]?.address} answers`]);
  });

  test('works through a network converter', async () => {
    const { code, out } = await scan('tcp', { family: 'cu48', boards: [{ address: 1, locks: 4 }] }, '--family', 'cu48');
    expect([code, out]).toEqual([0, expect.stringContaining('cu48 board 1 at 19200 baud: 48 channels seen, 48 at 1 and 0 at 0')]);
  });

  test('says so when nobody answers, after other speeds', async () => {
    const { code, out } = await scan('pseudo-terminal', { family: 'cu48', boards: [] }, '--family', 'cu48' satisfies FamilyName, '--boards', '0');
    expect([code, out]).toEqual([
      4,
      expect.stringMatching(
        /19200 baud: asking cu48 0\nNobody answers; asking again with more patience.\n +19200 baud: asking cu48 0\nNobody answers at the usual speeds; trying others.\n +9600 baud: asking cu48 0\n/,
      ),
    ]);
  });
});

describe('a recording', () => {
  test('is made until interrupted, and replayed: every frame with its meaning, and what the driver makes of it', async () => {
    const { args, simulator } = await plugIn('pseudo-terminal', { family: 'cu48', boards: [{ address: 0, locks: 3 }] });
    const file = join(folder, 'bus.jsonl');
    const run = startTool(['record', file, ...args, '--locks', '3'], (text) => {
      if (text.includes('lock 0/2 closed')) simulator.forceOpen({ board: 0, lock: 2 });
      if (text.includes('lock 0/2 open')) run.interrupt();
    });
    expect(await run.done).toMatchObject({ code: 0, error: '' });
    const { code, out } = await runTool('replay', file);
    expect(code).toBe(0);
    expect(out).toMatch(/: cu48 at 19200, boards 0 \(3 locks\), closed is 1\n\n +\d+\.\d{3} s {2}-- port opened\n/);
    expect(out).toMatch(/-> 02 00 00 50 03 55 +board 0: how are your doors\?\n/);
    expect(out).toMatch(/<- 02 00 00 65 FF FF FF FF FF FF 03 64 +board 0: all 3 closed\n/);
    const made = out.split('What the driver makes of it:\n')[1] ?? '';
    expect(made.match(/(?<= s {2}).+/g)).toEqual(['bus ok', 'board 0 ok', 'lock 0/0 closed', 'lock 0/1 closed', 'lock 0/2 closed', 'lock 0/2 open']);
  });

  test('that is none, or of boards that nobody knows, is refused', async () => {
    const file = join(folder, 'x.jsonl');
    writeFileSync(file, 'hello');
    expect(await runTool('replay', file)).toMatchObject({ code: 2, error: `${file}, line 1: this is no line of a recording.\n` });
    writeFileSync(file, '');
    expect(await runTool('replay', file)).toMatchObject({ code: 2, error: `${file} is empty.\n` });
    const good = readFileSync(join(import.meta.dirname, '../../fixtures/transcripts/cu48-normal-day.jsonl'), 'utf8');
    writeFileSync(file, good.replace('"family":"cu48"', '"family":"cu99"'));
    expect(await runTool('replay', file)).toMatchObject({ code: 2, error: expect.stringContaining('family') });
    expect(await runTool('replay', join(folder, 'none'))).toMatchObject({ code: 2, error: expect.stringContaining('ENOENT') });
  });
});
