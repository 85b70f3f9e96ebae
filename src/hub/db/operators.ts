import { createHash } from 'node:crypto';
import { z } from 'zod';
import { encodeBase64Url } from '../../contract/hub/base64.ts';
import { operatorRight, type OperatorRight } from '../../contract/hub/operator.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Queryable } from './database.ts';
import { parsed, str } from './rows.ts';

/** Who is asking on behalf of head office: always from the token, never from what was sent. */
export interface Operator {
  readonly tenantId: string;
  readonly operatorId: string;
  readonly rights: ReadonlySet<OperatorRight>;
}

/** How long an operator's token lives: what never ends is never looked at again. In milliseconds. */
export const TOKEN_LIFE_MS = 90 * 86_400_000;

/** Makes an operator's token (256 bits) in the place of the one before, or answers null when there is no such operator. Only its hash is stored. */
export async function makeOperatorToken(db: Queryable, random: RandomBytes, operatorId: string, now: UnixMs): Promise<string | null> {
  const token = encodeBase64Url(random(32));
  const rows = await db.query('UPDATE operators SET token_hash = $2, token_expires = $3 WHERE operator_id = $1 RETURNING operator_id', [
    operatorId,
    hash(token),
    now + TOKEN_LIFE_MS,
  ]);
  return rows.length === 0 ? null : token;
}

/** The operator with this token, if it lives. */
export async function findOperator(db: Queryable, token: string, now: UnixMs): Promise<Operator | null> {
  const [row] = await db.query('SELECT * FROM operators WHERE token_hash = $1 AND token_expires > $2', [hash(token), now]);
  if (row === undefined) return null;
  return { tenantId: str(row, 'tenant_id'), operatorId: str(row, 'operator_id'), rights: new Set(parsed(row, 'rights', z.array(operatorRight))) };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
