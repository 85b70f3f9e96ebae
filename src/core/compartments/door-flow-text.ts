import { z } from 'zod';
import type { DoorFlow } from './door-flow.ts';

const instant = z.number().nonnegative();
const carried = {
  purpose: z.enum(['collect', 'reopen', 'load', 'return', 'recall', 'check', 'look']),
  round: z.number().int().min(1),
  attempt: z.number().int().min(1),
  blind: z.boolean(),
  recovered: z.boolean(),
  openedAt: instant.nullable(),
  closedAt: instant.nullable(),
  answer: z.enum(['placed', 'not-empty', 'changed-mind', 'empty', 'taken', 'left', 'other', 'none']).nullable(),
  reopened: z.boolean(),
};

const stored = z.discriminatedUnion('kind', [
  z.strictObject({ ...carried, kind: z.literal('pulsing') }),
  z.strictObject({
    ...carried,
    kind: z.literal('looking'),
    pulsedAt: instant,
    lookedAt: instant,
    looks: z.number().int(),
    generation: z.number().int(),
    repulse: z.boolean(),
  }),
  z.strictObject({ ...carried, kind: z.literal('jammed'), since: instant }),
  z.strictObject({ ...carried, kind: z.literal('open'), since: instant, confirmed: z.boolean(), reminders: z.number().int(), closedSince: instant.nullable() }),
  z.strictObject({ ...carried, kind: z.literal('asking'), since: instant }),
  z.strictObject({ ...carried, kind: z.literal('settling'), since: instant }),
  z.strictObject({
    ...carried,
    kind: z.literal('guarding'),
    closedSince: instant.nullable(),
    openSince: instant.nullable().default(null),
    reminders: z.number().int().default(0),
  }),
  z.strictObject({
    ...carried,
    kind: z.literal('ended'),
    outcome: z.enum([
      'collected',
      'loaded',
      'loaded-unsure',
      'returned',
      'returned-unsure',
      'abandoned',
      'taken',
      'taken-unsure',
      'left',
      'missing',
      'verified',
      'closed-again',
      'open-failed',
      'unknown',
      'suspect',
    ]),
  }),
]);

/** A flow as the text that an intent's row keeps. */
export function writeDoorFlow(flow: DoorFlow): string {
  return JSON.stringify(flow);
}

/**
 * The flow in an intent's row. Text that cannot be read (of another version, say) becomes the most careful flow there is: one that
 * was interrupted and of which nothing is known.
 */
export function readDoorFlow(text: string, purpose: DoorFlow['purpose']): DoorFlow {
  const parsed = stored.safeParse(parseJson(text));
  if (parsed.success && parsed.data.purpose === purpose) return parsed.data;
  return {
    kind: 'guarding',
    purpose,
    round: 1,
    attempt: 1,
    blind: true,
    recovered: true,
    openedAt: null,
    closedAt: null,
    answer: null,
    reopened: false,
    closedSince: null,
    openSince: null,
    reminders: 0,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
