import type { BusCommand, CommandOutcome, Priority } from './command.ts';

/** A command in the queue or on the wire. */
export interface Job {
  readonly command: BusCommand;
  /** Monotonic milliseconds from which on its frame must not be begun. */
  readonly validUntil: number;
  attemptsLeft: number;
  settle(outcome: CommandOutcome): void;
}

/** The order of service, first to last. */
const order: readonly Priority[] = ['unlock', 'status', 'housekeeping'];

/** First come, first served, within each priority; a command that may not be begun yet lets the others pass. */
export class CommandQueue {
  readonly #lanes: Readonly<Record<Priority, Job[]>> = { unlock: [], status: [], housekeeping: [] };

  get isEmpty(): boolean {
    return order.every((priority) => this.#lanes[priority].length === 0);
  }

  add(job: Job): void {
    this.#lanes[job.command.priority].push(job);
  }

  /** Puts a job back for its next attempt, before its equals. */
  addFirst(job: Job): void {
    this.#lanes[job.command.priority].unshift(job);
  }

  /** The first job that is ready. */
  take(isReady: (command: BusCommand) => boolean): Job | undefined {
    for (const priority of order) {
      const lane = this.#lanes[priority];
      const index = lane.findIndex((job) => isReady(job.command));
      if (index >= 0) return lane.splice(index, 1)[0];
    }
    return undefined;
  }

  /** When the first of all that wait will be ready, as `readyAt` tells it of each (monotonic milliseconds). */
  soonest(readyAt: (command: BusCommand) => number): number {
    return order.reduce((first, priority) => Math.min(first, ...this.#lanes[priority].map((job) => readyAt(job.command))), Number.POSITIVE_INFINITY);
  }

  /** Removes a job that waits; false when it does not wait (any more). */
  remove(job: Job): boolean {
    const lane = this.#lanes[job.command.priority];
    const index = lane.indexOf(job);
    if (index >= 0) lane.splice(index, 1);
    return index >= 0;
  }

  /** Removes all, in order. */
  takeAll(): Job[] {
    return order.flatMap((priority) => this.#lanes[priority].splice(0));
  }
}
