import type { z } from 'zod';
import { bucketValue, pullResponse, type BucketName, type BucketValue, type PullResponse } from '../../contract/hub/sync.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';

/** A page that is not what the contract says. `detail` names the place, never the content. */
export interface BadPage {
  readonly kind: 'bad-page';
  readonly detail: string;
}

/** A row that was left out, for the log. */
export interface SkippedRow {
  readonly revision: number;
  readonly detail: string;
}

/** What applying one page did. */
export interface AppliedPage {
  readonly applied: number;
  readonly skipped: readonly SkippedRow[];
  readonly next: number;
  readonly more: boolean;
}

/** Parses the bytes of a page of a pull, as they came from the network. */
export function parsePage(bytes: Uint8Array): Result<PullResponse, BadPage> {
  try {
    const parsed = pullResponse.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? ok(parsed.data) : err({ kind: 'bad-page', detail: firstIssue(parsed.error) });
  } catch {
    return err({ kind: 'bad-page', detail: 'not JSON in UTF-8' });
  }
}

/** Parses the value of a row; null stands for a key that was deleted. */
export function parseValue<B extends BucketName>(bucket: B, value: unknown): Result<BucketValue<B> | null, string> {
  if (value === null || value === undefined) return ok(null);
  const schema: z.ZodType<BucketValue<B>> = bucketValue[bucket] as never;
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(firstIssue(parsed.error));
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'invalid' : `${issue.path.join('.').slice(0, 80)}: ${issue.code}`;
}
