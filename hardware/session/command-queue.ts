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

/** First come, first served, within each priority. */
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

  take(): Job | undefined {
    for (const priority of order) {
      const job = this.#lanes[priority].shift();
      if (job !== undefined) return job;
    }
    return undefined;
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
