import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { runTool } from '../support/tool-run.ts';

async function runProgram(...args: string[]): Promise<{ code: unknown; out: string; error: string }> {
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

describe("the technician's tool as a program", () => {
  test('shows every door of a simulated bank', async () => {
    const { code, out, error } = await runProgram('status', '--sim', '--boards', '0,1', '--locks', '3');
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('board 0   3 doors, all closed\n       1    2    3\n       .    .    .\n\nboard 1   3 doors, all closed\n       4    5    6\n');
  });

  test('a wrong command line is exit code 2', async () => {
    expect(await runProgram('opne', '--sim')).toMatchObject({ code: 2, out: '', error: expect.stringContaining('--help') });
  });
});

describe("the technician's tool", () => {
  test('help is exit code 0, and names every family and every task', async () => {
    const { code, out } = await runTool('--help');
    expect(code).toBe(0);
    for (const word of ['cu48', 'cu16', '8a80', 'wkly', 'modbus-relay', 'selftest', 'record FILE', 'replay FILE', 'scan', 'ports', 'watch']) {
      expect(out).toContain(word);
    }
  });

  test.each(['status', 'selftest', 'scan'])('%s says what is wrong with a port, with its own exit code', async (task) => {
    const { code, out, error } = await runTool(task, '--port', '/dev/ttyNone9');
    expect([code, `${out}${error}`]).toEqual([3, expect.stringContaining('There is no /dev/ttyNone9. Is the adapter plugged in?')]);
  });

  test('an option that a family does not have is wrong use', async () => {
    expect(await runTool('status', '--sim', '--feedback', 'none')).toMatchObject({ code: 2, error: expect.stringContaining('feedback') });
  });
});
