import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Result } from '../../../kernel/result.ts';
import type { Operator } from '../../db/operators.ts';
import type { Happening } from '../../domain/context.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ApiParts } from '../parts.ts';
import { refuseWork } from './phone-actions.ts';

/** The answer to what an operator asked for and the hub did. */
export const done = z.strictObject({ done: z.literal(true) });

/** Who may ask, for the description of the API. */
export const security = [{ operatorToken: [] }];

/** Does the work, makes it durable, and lets stations know. */
export async function inTransaction<T>(parts: ApiParts, operator: Operator, work: (c: Happening) => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  const at = parts.clock.now();
  const worked = await parts.db.transaction((tx) => work({ tx, at, station: { tenantId: operator.tenantId, stationId: null } }));
  if (!worked.ok) return worked;
  // Stations first: a command lives for a minute, and the disk takes its time.
  parts.changed();
  await parts.intake.durable();
  return worked;
}

/** Says that it was done, or why not. */
export async function answer(reply: FastifyReply, worked: Result<undefined, Refusal>): Promise<{ done: true } | undefined> {
  if (worked.ok) return { done: true };
  await refuseWork(reply, worked.error);
  return undefined;
}
