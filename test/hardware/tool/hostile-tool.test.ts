import { describe, expect, test } from 'vitest';
import { familyOf } from '../../../hardware/lockers/families.ts';
import { type HostileDependencies, runHostileTool } from '../../../hardware/tool/hostile-tool.ts';
import { familyNames } from '../../../hardware/wire/family-name.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: string, attacked: HostileDependencies['familyOf'] = familyOf): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runHostileTool(args.split(' '), { familyOf: attacked, print: (text) => void out.push(text), complain: (text) => void err.push(text) });
  return { code, out: out.join(''), err: err.join('') };
}

test('it prints one line for each family, with frames, seconds, violations and seed', async () => {
  const { code, out, err } = await run('--family all --count 300 --seed 5');
  expect([code, err]).toEqual([0, '']);
  const lines = out.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual([...familyNames]);
  for (const line of lines)
    expect(line).toMatch(/frames: 30\d +seconds: \d+\.\d +violations: 0 +seed: 5 +\(.*two turned bits: \d+ of \d+ unlocks move another lock\)$/);
});

test('a broken rule ends it with 1, and it tells the seed and the last frames', async () => {
  const modbus = familyOf({ family: 'modbus-relay' });
  const slips = { ...modbus, unlock: ({ board }: { readonly board: number }) => modbus.unlock({ board, lock: 31 }) };
  const { code, out, err } = await run('--family modbus-relay --count 2000 --seed 7', () => slips);
  expect(code).toBe(1);
  expect(out).toMatch(/violations: [1-9]/);
  expect(err).toMatch(/written: unlock of \d+\/31 that nobody asked for.*\nseed 7, after \d+ frames\n(.*\n)*\d+\.\d master [0-9A-F]{2} 05 02 1F 00 03/);
});

describe('it says how it is used', () => {
  test.each([
    ['--family cu99', /--family must be one of cu48, /],
    ['--family cu48 --count 0', /--count must be/],
    ['--family cu48 --count many', /--count must be/],
    ['--family cu48 --seed -1', /seed/],
    ['--count 5', /--family must be/],
    ['--frames 5', /npm run hostile/],
  ])('%s', async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
