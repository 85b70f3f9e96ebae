import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDevicesConfig } from '../../../../hardware/device-config.ts';
import { familyOf } from '../../../../hardware/lockers/families.ts';
import { modbusRelayFamily } from '../../../../hardware/lockers/modbus-relay/modbus-relay-family.ts';
import { toHex } from '../../../../hardware/wire/hex.ts';
import { withCrc } from '../../../../hardware/wire/modbus.ts';

const family = modbusRelayFamily({ feedback: 'inputs', pulseMs: 300 });
const withoutInputs = modbusRelayFamily({ feedback: 'none', pulseMs: 300 });

describe('the question', () => {
  test('is function 02 for as many inputs as there are locks, and only its own board answers it', () => {
    const question = family.status(3, 10);
    expect(toHex(question.frame)).toBe(toHex(withCrc([3, 2, 0, 0, 0, 10])));
    expect(question.read(withCrc([3, 2, 2, 0b1000_0001, 0b10]))).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
    expect(question.read(withCrc([4, 2, 2, 0xff, 0xff]))).toBeUndefined();
    expect(question.read(withCrc([3, 1, 2, 0xff, 0xff]))).toBeUndefined();
    expect(question.read(question.frame)).toBeUndefined();
  });

  test('takes what comes: what is missing is unknown, what is too much is left', () => {
    expect(family.status(3, 10).read(withCrc([3, 2, 1, 0xff]))).toEqual([1, 1, 1, 1, 1, 1, 1, 1, null, null]);
    expect(family.status(3, 3).read(withCrc([3, 2, 1, 0b1111_1101]))).toEqual([1, 0, 1]);
  });

  test('answered by a refusal shows a board that lives and tells nothing, unless it is only busy', () => {
    const question = family.status(3, 2);
    const read = (code: number): unknown => question.read(withCrc([3, 0x82, code]));
    expect([1, 2, 3, 4, 5, 6].map(read)).toEqual([[null, null], [null, null], [null, null], [null, null], undefined, undefined]);
    expect(question.read(withCrc([3, 0x81, 2]))).toBeUndefined();
    expect(question.read(withCrc([2, 0x82, 2]))).toBeUndefined();
  });

  test('without inputs is function 01, and the coils say nothing of the doors, however many are told', () => {
    const question = withoutInputs.status(1, 2);
    expect(toHex(question.frame)).toBe(toHex(withCrc([1, 1, 0, 0, 0, 2])));
    expect(question.read(withCrc([1, 1, 1, 0xff]))).toEqual([null, null]);
    expect(withoutInputs.capabilities.hasFeedback).toBe(false);
  });
});

describe('the unlock', () => {
  test('is a flash of one relay, and its answer the same bytes', () => {
    const order = family.unlock({ board: 1, lock: 4 });
    expect(toHex(order.frame)).toBe(toHex(withCrc([1, 5, 2, 4, 0, 3])));
    expect(order.answer?.read(order.frame)).toBe('taken');
    expect(order.answer?.read(family.unlock({ board: 1, lock: 5 }).frame)).toBeUndefined();
    expect(order.answer?.read(family.unlock({ board: 2, lock: 4 }).frame)).toBeUndefined();
  });

  // A board that failed half-way (4) or a gateway (0A, 0B) may have pulsed.
  test('is refused only where the board says that nothing moved', () => {
    const { answer } = family.unlock({ board: 1, lock: 4 });
    const read = (code: number): unknown => answer?.read(withCrc([1, 0x85, code]));
    expect([1, 2, 3, 6].map(read)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect([5].map(read)).toEqual(['taken']);
    expect([4, 8, 10, 11].map(read)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('exists for nothing but one relay of one board', () => {
    const everyOther = [
      { board: 0, lock: 0 },
      { board: 256, lock: 0 },
      { board: 1, lock: 32 },
      { board: 1, lock: 0xff },
      { board: 1, lock: -1 },
    ];
    for (const address of everyOther) expect(() => family.unlock(address)).toThrow(RangeError);
    expect(() => modbusRelayFamily({ feedback: 'inputs', pulseMs: 0 }).unlock({ board: 1, lock: 0 })).toThrow(RangeError);
  });

  test('never begins with the address of all boards', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (board, lock) => {
        const isOne = board >= 1 && board <= 255 && lock >= 0 && lock <= 31;
        if (isOne) expect(family.unlock({ board, lock }).frame[0]).toBe(board);
        else expect(() => family.unlock({ board, lock })).toThrow(RangeError);
      }),
    );
  });
});

describe('frames that nobody asked for', () => {
  test.each([
    [[3, 2, 1, 0xff], { kind: 'answer', board: 3 }],
    [[3, 0x82, 2], { kind: 'answer', board: 3 }],
    [[3, 5, 2, 1, 0, 3], { kind: 'answer', board: 3 }],
    [[3, 2, 0, 0, 0, 8], { kind: 'other' }],
  ])('%j', (body, meaning) => expect(family.overhear(withCrc(body))).toEqual(meaning));
});

describe('the configuration of a bus', () => {
  const bus = { name: 'left', family: 'modbus-relay', link: { kind: 'given', name: 'left' }, boards: [{ address: 1, locks: 8 }] };
  const read = (changes: object): unknown => {
    const parsed = parseDevicesConfig({ buses: [{ ...bus, ...changes }] });
    return parsed.ok ? 'good' : parsed.error.path;
  };

  test.each([
    [{}, 'good'],
    [{ feedback: 'none', pulseMs: 500 }, 'good'],
    [{ boards: [{ address: 255, locks: 32 }] }, 'good'],
    [{ boards: [{ address: 0, locks: 8 }] }, 'buses[0].boards[0].address'],
    [{ boards: [{ address: 1, locks: 33 }] }, 'buses[0].boards[0].locks'],
    [{ pulseMs: 150 }, 'buses[0].pulseMs'],
    [{ pulseMs: 6000 }, 'buses[0].pulseMs'],
    [{ feedback: 'coils' }, 'buses[0].feedback'],
    [{ family: 'cu48', pulseMs: 300 }, 'buses[0].pulseMs'],
    [{ family: 'cu48', feedback: 'none' }, 'buses[0].feedback'],
  ])('%j: %s', (changes, outcome) => expect(read(changes)).toBe(outcome));

  test('decides pulse and feedback, which are 300 ms and inputs when it does not say', () => {
    const { capabilities } = familyOf({ family: 'modbus-relay' });
    expect([capabilities.hasFeedback, capabilities.maximumDuty.pulseMs, capabilities.weakChecksum]).toEqual([true, 300, false]);
    const other = familyOf({ family: 'modbus-relay', feedback: 'none', pulseMs: 700 });
    expect([other.capabilities.hasFeedback, toHex(other.unlock({ board: 1, lock: 0 }).frame)]).toEqual([false, '01 05 02 00 00 07 8D B0']);
  });
});
