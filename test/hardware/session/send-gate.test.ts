import { describe, expect, test } from 'vitest';
import type { BusCommand } from '../../../hardware/session/command.ts';
import { SendGate } from '../../../hardware/session/send-gate.ts';

function ask(board: number, more: Partial<BusCommand> = {}): BusCommand {
  return {
    priority: 'status',
    frame: Uint8Array.of(board),
    answer: { length: 12, withinMs: 100, matches: (frame) => frame[0] === board },
    attempts: 1,
    validForMs: null,
    generation: null,
    mark: `status ${board}`,
    pulseMs: 0,
    ...more,
  };
}

function pulse(lock: number): BusCommand {
  return ask(0, { priority: 'unlock', answer: null, mark: `unlock 0/${lock}`, pulseMs: 300 });
}

const anyTime = Number.NEGATIVE_INFINITY;

describe('a question that was given up', () => {
  test('holds back the next to the same board for as long again; others go on', () => {
    const gate = new SendGate();
    gate.gaveUp(ask(3), 1000);
    expect([gate.opensAt(ask(3)), gate.opensAt(ask(4)), gate.opensAt(pulse(1))]).toEqual([1100, anyTime, anyTime]);
  });

  test('holds back nothing any more once its late answer is in', () => {
    const gate = new SendGate();
    gate.gaveUp(ask(3), 1000);
    expect([gate.recognises(Uint8Array.of(4)), gate.recognises(Uint8Array.of(3)), gate.recognises(Uint8Array.of(3))]).toEqual([false, true, false]);
    expect(gate.opensAt(ask(3))).toBe(anyTime);
  });

  test('is remembered over one answer, which may have been its own', () => {
    const gate = new SendGate();
    gate.gaveUp(ask(3), 1000);
    gate.answered(ask(3), 20, 6, 1200);
    expect(gate.recognises(Uint8Array.of(3))).toBe(true);
    gate.gaveUp(ask(3), 2000);
    gate.answered(ask(3), 20, 6, 2200);
    gate.answered(ask(3), 20, 6, 2300);
    expect(gate.recognises(Uint8Array.of(3))).toBe(false);
  });

  test('is forgotten with the port', () => {
    const gate = new SendGate();
    gate.gaveUp(ask(3), 1000);
    gate.reset();
    expect([gate.opensAt(ask(3)), gate.recognises(Uint8Array.of(3))]).toEqual([anyTime, false]);
  });
});

test('after an answer that was quicker than the line, the next question waits until the true one would be in', () => {
  const gate = new SendGate();
  gate.answered(ask(3), 1, 6, 1000);
  expect([gate.opensAt(ask(3)), gate.opensAt(ask(4))]).toEqual([1016, anyTime]);
  gate.answered(ask(3), 8, 6, 1030);
  expect(gate.opensAt(ask(3))).toBe(anyTime);
});

test('one pulse at a time on a bus, whatever the lock, and over a new opening of the port', () => {
  const gate = new SendGate();
  gate.left(pulse(1), 1000);
  gate.left(ask(2), 1100);
  gate.reset();
  expect([gate.opensAt(pulse(1)), gate.opensAt(pulse(2)), gate.opensAt(ask(2))]).toEqual([1300, 1300, anyTime]);
});

test('a command without a mark waits for no late answer', () => {
  const gate = new SendGate();
  const unmarked = ask(3, { mark: null });
  gate.gaveUp(unmarked, 1000);
  gate.answered(unmarked, 0, 6, 1000);
  expect([gate.opensAt(unmarked), gate.recognises(Uint8Array.of(3))]).toEqual([anyTime, false]);
});
