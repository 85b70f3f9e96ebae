import { z } from 'zod';
import type { IntentRow } from '../../../../src/station/ports/store.ts';

const flow = z.looseObject({
  kind: z.string(),
  round: z.number(),
  attempt: z.number(),
  openedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  recovered: z.boolean(),
});

/** What an intent says of its door, as it stands in the database. */
export function flowOf(intent: Pick<IntentRow, 'state'>): z.infer<typeof flow> {
  return flow.parse(JSON.parse(intent.state));
}

/** Names one decision to pulse. */
export function attemptOf(intent: Pick<IntentRow, 'intentId' | 'state'>): string {
  const { round, attempt } = flowOf(intent);
  return `${intent.intentId.slice(-12)}/${round}/${attempt}`;
}
