import { describe, expect, test } from 'vitest';
import type { BusCommand } from '../../../hardware/session/command.ts';
import { SendGate } from '../../../hardware/session/send-gate.ts';

function ask(board: number, more: Partial<BusCommand> = {}): BusCommand {
  return {
    priority: 'status',
    frame: Uint8Array.of(board),
    answer: { length: 12, knownLength: null, withinMs: 100, matches: (frame) => frame[0] === board },
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
    expect([gate.recognise(Uint8Array.of(4), 1050), gate.recognise(Uint8Array.of(3), 1060), gate.recognise(Uint8Array.of(3), 1070)]).toEqual([
      null,
      'late',
      null,
    ]);
    expect(gate.opensAt(ask(3))).toBe(anyTime);
  });

  test('is remembered over one answer, which may have been its own', () => {
    const gate = new SendGate();
    gate.gaveUp(ask(3), 1000);
    gate.answered(ask(3), 20, 6, 1200);
    expect(gate.recognise(Uint8Array.of(3), 1250)).toBe('late');
    gate.gaveUp(ask(3), 2000);
    gate.answered(ask(3), 20, 6, 2200);
    gate.answered(ask(3), 20, 6, 2300);
    expect(gate.recognise(Uint8Array.of(3), 2350)).toBe('double');
  });

  test('is forgotten with the port', () => {
    const gate = new SendGate();
    gate.gaveUp(ask(3), 1000);
    gate.reset();
    expect([gate.opensAt(ask(3)), gate.recognise(Uint8Array.of(3), 1050)]).toEqual([anyTime, null]);
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
  expect([gate.opensAt(unmarked), gate.recognise(Uint8Array.of(3), 1050)]).toEqual([anyTime, null]);
});

test('an answer that comes once more is known as a double, and the next questions keep clear of it', () => {
  const gate = new SendGate();
  gate.answered(ask(3), 8, 6, 1000);
  expect([gate.recognise(Uint8Array.of(3), 1006), gate.opensAt(ask(3)), gate.opensAt(ask(4))]).toEqual(['double', 1022, anyTime]);
  for (let turn = 0; turn < 32; turn += 1) {
    gate.answered(ask(3), 8, 6, 2000);
    expect(gate.opensAt(ask(3))).toBe(2016);
  }
  gate.answered(ask(3), 8, 6, 3000);
  expect(gate.opensAt(ask(3))).toBe(anyTime);
});

test('doubles are looked for among the last few boards that answered', () => {
  const gate = new SendGate();
  for (let board = 0; board < 9; board += 1) gate.answered(ask(board), 8, 6, 1000);
  expect([gate.recognise(Uint8Array.of(0), 1001), gate.recognise(Uint8Array.of(1), 1001)]).toEqual([null, 'double']);
});
