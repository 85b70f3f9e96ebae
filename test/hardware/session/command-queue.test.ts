import { expect, test } from 'vitest';
import type { BusCommand, Priority } from '../../../hardware/session/command.ts';
import { CommandQueue, type Job } from '../../../hardware/session/command-queue.ts';

function job(priority: Priority, mark: number): Job {
  const command: BusCommand = { priority, frame: Uint8Array.of(mark), answer: null, attempts: 1, validForMs: null, generation: null, mark: null, pulseMs: 0 };
  return { command, validUntil: 0, attemptsLeft: 1, settle: () => undefined };
}

function marks(jobs: readonly (Job | undefined)[]): (number | undefined)[] {
  return jobs.map((each) => each?.command.frame[0]);
}

test('unlocks go before statuses before housekeeping, first come first served within each', () => {
  const queue = new CommandQueue();
  for (const each of [job('housekeeping', 1), job('status', 2), job('unlock', 3), job('status', 4), job('unlock', 5)]) queue.add(each);
  expect(marks(Array.from({ length: 6 }, () => queue.take(() => true)))).toEqual([3, 5, 2, 4, 1, undefined]);
  expect(queue.isEmpty).toBe(true);
});

test('a job put back goes before its equals, and still after its betters', () => {
  const queue = new CommandQueue();
  queue.add(job('status', 1));
  queue.addFirst(job('status', 2));
  queue.add(job('unlock', 3));
  expect(marks(queue.takeAll())).toEqual([3, 2, 1]);
});

test('a removed job is never served, and is removed once', () => {
  const queue = new CommandQueue();
  const gone = job('unlock', 1);
  queue.add(gone);
  expect([queue.remove(gone), queue.remove(gone), queue.take(() => true)]).toEqual([true, false, undefined]);
});
