import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';

async function run(...args: string[]): Promise<{ code: unknown; out: string; error: string }> {
  const child = spawn(process.execPath, ['scripts/bank.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', error: '' };
  child.stdout.on('data', (bytes: Buffer) => {
    said.out += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    said.error += bytes.toString();
  });
  const [code] = await once(child, 'close');
  return { code, ...said };
}

describe("the technician's tool", () => {
  test('shows every door of a simulated bank', async () => {
    const { code, out, error } = await run('status', '--sim', '--boards', '0,1', '--locks', '3');
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('board 0   3 doors, all closed\n       1    2    3\n       .    .    .\n\nboard 1   3 doors, all closed\n       4    5    6\n');
  });

  test('opens a door, showing what was sent and what the sensor said', async () => {
    const { code, out } = await run('open', '4', '--sim', '--boards', '0,1', '--locks', '3');
    expect(code).toBe(0);
    expect(out).toMatch(/compartment 4 = board 1, lock 0 .*\nbefore {3}closed\nsent {5}02 01 00 51 03 57\nsensor {3}open after \d+ ms\n/);
  });

  test('says what is wrong with a port, with its own exit code', async () => {
    expect(await run('status', '--port', '/dev/ttyNone9')).toEqual({ code: 3, out: '', error: 'There is no /dev/ttyNone9. Is the adapter plugged in?\n' });
  });

  test('a wrong command line is exit code 2, help is 0', async () => {
    expect(await run('opne', '--sim')).toMatchObject({ code: 2, out: '', error: expect.stringContaining('--help') });
    expect(await run('--help')).toMatchObject({ code: 0, error: '' });
  });
});
