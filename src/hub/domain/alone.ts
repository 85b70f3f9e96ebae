import type { UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Database } from '../db/database.ts';
import { alarm } from './context.ts';

/** One row that a job is at: whose it is, and what it is called. */
export interface JobRow {
  readonly tenantId: string;
  readonly about: string;
}

/** What is done about a row at which a job broke. One that throws ends the job. */
export type Broken = (row: JobRow, failure: unknown) => Promise<void>;

/**
 * Does a job's work on one row, so that a row that cannot be done stops neither the others nor other shops. Answers null where it broke; it is tried again with the
 * job's next run.
 */
export async function alone<T>(row: JobRow, work: () => Promise<T>, broken: Broken): Promise<T | null> {
  try {
    return await work();
  } catch (failure) {
    await broken(row, failure);
    return null;
  }
}

/** Lets the job end at the first row that breaks: for whoever runs it by hand. */
export const endTheJob: Broken = (_row, failure) => Promise.reject(failure instanceof Error ? failure : new Error(String(failure)));

/** Writes a row at which a job broke into the log, and raises an alarm once. Where not even that can be written down, the job ends. */
export function tellBroken({ db, logger, now }: { readonly db: Database; readonly logger: Logger; readonly now: () => UnixMs }, job: string): Broken {
  return async ({ tenantId, about }, failure) => {
    logger.error('a job broke at a row', { job, about, problem: failure instanceof Error ? failure.message.slice(0, 300) : String(failure) });
    await db.transaction((tx) => alarm({ tx, at: now(), station: { tenantId, stationId: null } }, 'job-broken', `${job}.${about}`, { job, about }));
  };
}
