import { z } from 'zod';
import { resultOf } from '../schema.ts';

/** An intent's outcome: `done`, or a plain tagged error whose `kind` is one of the given words. */
export function outcome<const K extends readonly [string, ...string[]]>(...kinds: K) {
  return resultOf(z.undefined().optional(), z.strictObject({ kind: z.enum(kinds) }));
}

/** A question's outcome: its answer, or a tagged error. */
export function answer<V extends z.ZodType, const K extends readonly [string, ...string[]]>(value: V, ...kinds: K) {
  return resultOf(value, z.strictObject({ kind: z.enum(kinds) }));
}

/** The input of what needs none. */
export const nothing = z.strictObject({});

/** What keeps somebody from orders and their money: nobody is signed in, or their card is not for that. */
export const noSeller = ['not-signed-in', 'not-allowed'] as const;
