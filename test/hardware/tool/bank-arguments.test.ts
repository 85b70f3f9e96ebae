import { describe, expect, test } from 'vitest';
import { readBankArguments } from '../../../hardware/tool/bank-arguments.ts';
import { addressOf, boardTable, compartmentOf } from '../../../hardware/tool/bank-table.ts';

describe('the command line', () => {
  test('is understood whole', () => {
    expect(readBankArguments(['open', '13', '--tcp', '10.0.0.7:4001', '--boards', '0,1', '--locks', '12', '--closed-bit', '0'])).toEqual({
      ok: true,
      value: {
        kind: 'bank',
        task: { kind: 'open', compartment: 13 },
        target: { kind: 'tcp', host: '10.0.0.7', port: 4001 },
        boards: [
          { address: 0, locks: 12 },
          { address: 1, locks: 12 },
        ],
        closedBit: 0,
        baud: 19_200,
        family: 'cu48',
        options: {},
      },
    });
  });

  test('asks for the ports of the machine without naming a bank', () => {
    expect(readBankArguments(['ports'])).toEqual({ ok: true, value: { kind: 'ports' } });
  });

  test.each([
    ['--family 8a80 --port /dev/x', { family: '8a80', boards: [{ address: 1, locks: 50 }], baud: 9600 }],
    [
      '--family modbus-relay --feedback none --port /dev/x --boards 1,3-5 --locks 8 --baud 115200',
      {
        family: 'modbus-relay',
        boards: [1, 3, 4, 5].map((address) => ({ address, locks: 8 })),
        baud: 115_200,
        options: { feedback: 'none' },
      },
    ],
    ['--port usb:0403:6001:A1 --locks 12', { target: { kind: 'usb', vendorId: '0403', productId: '6001', serialNumber: 'A1' } }],
    ['--tcp [::1]:4001', { target: { kind: 'tcp', host: '::1', port: 4001 } }],
  ])('status %s: what is not said is the family’s', (line, expected) => {
    expect(readBankArguments(['status', ...line.split(' ')])).toMatchObject({ ok: true, value: expected });
  });

  test.each([
    ['selftest --sim', { kind: 'bank', task: { kind: 'selftest', open: null } }],
    ['selftest --sim --open 3', { kind: 'bank', task: { kind: 'selftest', open: 3 } }],
    ['record x.jsonl --sim --seconds 5', { kind: 'bank', task: { kind: 'record', file: 'x.jsonl', seconds: 5 } }],
    ['replay x.jsonl', { kind: 'replay', file: 'x.jsonl', family: 'cu48' }],
    ['scan --port /dev/x', { kind: 'scan', family: null, addresses: null, baud: null }],
    ['scan --port /dev/x --family cu48 --boards 0-2 --baud 9600', { kind: 'scan', family: 'cu48', addresses: [0, 1, 2], baud: 9600 }],
  ])('"%s" is a task', (line, expected) => {
    expect(readBankArguments(line.split(' '))).toMatchObject({ ok: true, value: expected });
  });

  test.each([[[]], [['--help']], [['open', '-h']]])('%j asks for help', (argv) => {
    expect(readBankArguments(argv)).toMatchObject({ ok: false, error: { kind: 'help' } });
  });

  test.each([
    ['status', 'Say where the boards are'],
    ['status --sim --port /dev/x', 'Say where the boards are'],
    ['--sim', 'Say what to do'],
    ['unlock --sim', 'not "unlock"'],
    ['open --sim', 'from 1 to 48'],
    ['open 0 --sim', 'from 1 to 48'],
    ['open 25 --sim --boards 0,1 --locks 12', 'from 1 to 24'],
    ['open 1.5 --sim', 'from 1 to 48'],
    ['open 1 2 --sim', 'Too many words'],
    ['status 3 --sim', 'Too many words'],
    ['status --sim --boards 0,0', '--boards'],
    ['status --sim --boards 10', '--boards'],
    ['status --sim --boards all', '--boards'],
    ['status --sim --locks 49', '--locks'],
    ['status --sim --baud fast', '--baud'],
    ['status --sim --closed-bit 2', '--closed-bit'],
    ['status --tcp host', '--tcp'],
    ['status --sim --all', '--all'],
    ['status --sim --family cu47', '--family must be one of cu48'],
    ['status --sim --family 8a80 --boards 0', '--boards must be different addresses 1 to'],
    ['status --sim --boards 3-1', '--boards'],
    ['status --port usb:403:6001', 'four hex digits'],
    ['selftest --sim --open 49', '--open needs a compartment from 1 to 48'],
    ['record --sim', 'the name of a file'],
    ['record x --sim --seconds 0', '--seconds'],
    ['replay', 'the name of a recording'],
    ['scan', 'Say where the boards are'],
    ['scan --sim --boards 256', '--boards'],
    ['ports 1', 'Too many words'],
  ])('"%s" is wrong, and says: %s', (line, message) => {
    const read = readBankArguments(line.split(' '));
    expect(read.ok ? 'ok' : read.error.kind).toBe('wrong');
    expect(read.ok ? '' : read.error.message).toContain(message);
  });
});

describe('compartments', () => {
  const boards = [
    { address: 3, locks: 12 },
    { address: 0, locks: 5 },
  ];

  test('count from 1 across the boards in the order given, both ways', () => {
    const all = Array.from({ length: 17 }, (_, index) => index + 1);
    expect(addressOf(12, boards)).toEqual({ board: 3, lock: 11 });
    expect(addressOf(13, boards)).toEqual({ board: 0, lock: 0 });
    expect(addressOf(18, boards)).toBeUndefined();
    expect(all.map((compartment) => compartmentOf(addressOf(compartment, boards) ?? { board: 9, lock: 0 }, boards))).toEqual(all);
    expect(compartmentOf({ board: 9, lock: 0 }, boards)).toBeUndefined();
  });

  test('are shown in a table under their numbers', () => {
    expect(boardTable({ address: 1, firstCompartment: 13, outcome: { kind: 'status', locks: ['closed', 'open', 'unknown'] } })).toBe(
      'board 1   3 doors, 1 open\n      13   14   15\n       . OPEN    ?\n',
    );
    expect(boardTable({ address: 1, firstCompartment: 1, outcome: { kind: 'no-answer' } })).toBe('board 1   does not answer\n');
    expect(boardTable({ address: 1, firstCompartment: 1, outcome: { kind: 'link-down', detail: 'Gone.' } })).toBe('board 1   Gone.\n');
  });
});
