import { describe, expect, test } from 'vitest';
import { readProcessFlags } from '../../../hardware/simulator/process-flags.ts';

describe('the flags of the program of simulated devices', () => {
  test('ask for one CU48 board unless they say otherwise', () => {
    expect(readProcessFlags([])).toEqual({
      ok: true,
      value: {
        buses: [{ name: 'cu48', family: 'cu48', boards: 1, locks: 12 }],
        closedBit: 1,
        seed: 1,
        pipe: 'any',
        hasScanner: false,
        hasPrinter: false,
        panel: null,
        layout: null,
        names: null,
        isEchoing: false,
        staysWithoutInput: false,
      },
    });
  });

  test('name a family, boards and all the rest', () => {
    const flags = '--family modbus-relay --boards 4 --locks 8 --tcp 0 --scanner --printer --panel 0 --echo --seed 9 --closed-bit 0 --names ports --stay';
    expect(readProcessFlags(flags.split(' '))).toMatchObject({
      ok: true,
      value: {
        buses: [{ name: 'modbus-relay', family: 'modbus-relay', boards: 4, locks: 8 }],
        closedBit: 0,
        seed: 9,
        pipe: 0,
        hasScanner: true,
        hasPrinter: true,
        panel: 0,
        names: 'ports',
        isEchoing: true,
        staysWithoutInput: true,
      },
    });
  });

  test('name several buses; two of a name get numbers', () => {
    const read = readProcessFlags(['--bus', 'cu48:2:12', '--bus', 'cu48:1:48', '--bus', 'tall=modbus-relay:1:8']);
    expect(read.ok && read.value.buses).toEqual([
      { name: 'cu48', family: 'cu48', boards: 2, locks: 12 },
      { name: 'cu48-2', family: 'cu48', boards: 1, locks: 48 },
      { name: 'tall', family: 'modbus-relay', boards: 1, locks: 8 },
    ]);
  });

  test('give help when asked', () => {
    expect(readProcessFlags(['--help'])).toMatchObject({ ok: false, error: { kind: 'help', message: expect.stringContaining('--bus') } });
  });

  test.each([
    [['--boards', '11'], '--boards must be an integer from 1 to 10'],
    [['--locks', '49'], '--locks must be an integer from 1 to 48'],
    [['--locks', ''], '--locks must be an integer from 1 to 48'],
    [['--bus', 'cu48:2'], '--bus cu48:2 is not family:boards:locks'],
    [['--bus', 'cu48:0:12'], '--bus cu48:0:12: boards must be an integer from 1 to 10'],
    [['--tcp', '70000'], '--tcp must be an integer from 0 to 65535'],
    [['--family', 'zigbee'], expect.stringContaining('--family must be one of cu48')],
    [['--explode'], expect.stringContaining('--explode')],
  ])('that are wrong are named: %j', (argv, message) => {
    expect(readProcessFlags(argv)).toEqual({ ok: false, error: { kind: 'wrong', message } });
  });
});
