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

/** Parses the text of a page of a pull, as it came from the network. The rows' values are parsed one by one, later. */
export function parsePage(text: string): Result<PullResponse, BadPage> {
  try {
    const parsed = pullResponse.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : err({ kind: 'bad-page', detail: firstIssue(parsed.error.issues) });
  } catch {
    return err({ kind: 'bad-page', detail: 'not JSON' });
  }
}

/** Parses the value of a row; null stands for a key that was deleted. The error names the place of the fault, never the content. */
export function parseValue<B extends BucketName>(bucket: B, value: unknown): Result<BucketValue<B> | null, string> {
  if (value === null || value === undefined) return ok(null);
  const parsed = bucketValue[bucket].safeParse(value);
  return parsed.success ? ok(parsed.data as BucketValue<B>) : err(firstIssue(parsed.error.issues));
}

function firstIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string }[]): string {
  const [issue] = issues;
  return issue === undefined ? 'invalid' : `${issue.path.map(String).join('.').slice(0, 80)}: ${issue.code}`;
}
