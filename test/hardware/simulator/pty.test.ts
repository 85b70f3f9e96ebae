import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { openPseudoTerminal } from '../../../hardware/simulator/pty.ts';

const { PATH } = process.env;

afterEach(() => {
  process.env['PATH'] = PATH;
});

test('a machine with none of the programs is told which were tried', async () => {
  process.env['PATH'] = '/nowhere';
  const made = await openPseudoTerminal(19_200);
  expect(made).toMatchObject({ ok: false, error: { kind: 'no-pseudo-terminal' } });
  if (!made.ok) expect(made.error.detail).toMatch(/script: .*ENOENT; socat: .*ENOENT/);
});

test('closing takes the terminal away, and closing twice is harmless', async () => {
  const made = await openPseudoTerminal(19_200);
  if (!made.ok) throw new Error(made.error.detail);
  const hand = holdTerminal(made.value.path);
  expect(hand.isHungUp()).toBe(false);
  await made.value.close();
  await made.value.close();
  expect(hand.isHungUp()).toBe(true);
  hand.letGo();
});

test('a bank of boards ends, and its terminal with it, when the program that started it is gone', async () => {
  const bank = spawn(process.execPath, ['hardware/simulator/bank-process.ts', '--pty'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: bank.stdout }), 'line');
  const { path } = JSON.parse(String(line)) as { path: string };
  const hand = holdTerminal(path);
  expect([existsSync(path), hand.isHungUp()]).toEqual([true, false]);
  const exited = once(bank, 'exit');
  bank.stdin.end();
  expect(await exited).toEqual([0, null]);
  expect(hand.isHungUp()).toBe(true);
  hand.letGo();
});

/** A hand on a terminal. Its path would not do: the next terminal of any program on the machine may get the same number. */
function holdTerminal(path: string): { isHungUp(): boolean; letGo(): void } {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  return {
    isHungUp() {
      try {
        writeSync(descriptor, '.');
        return false;
      } catch {
        return true;
      }
    },
    letGo: () => closeSync(descriptor),
  };
}
