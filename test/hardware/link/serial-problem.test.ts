import { expect, test } from 'vitest';
import { serialProblem } from '../../../hardware/link/serial-problem.ts';

test.each([
  ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'not-found'],
  ['Opening COM3: File not found', 'not-found'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'not-permitted'],
  ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'busy'],
  ['Opening COM3: Access denied', 'busy'],
  ['Error: Input/output error, cannot drain', 'closed'],
  ['bad file descriptor', 'closed'],
  ['Port is not open', 'closed'],
  ['something new', 'failed'],
])('%s is %s', (message, kind) => expect(serialProblem('/dev/ttyUSB0', message).kind).toBe(kind));

test('who is not permitted is told which group to join', () => {
  expect(serialProblem('/dev/ttyUSB0', 'Error: Permission denied').detail).toMatch(/dialout.*uucp.*udev/);
});
