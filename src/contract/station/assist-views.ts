import { z } from 'zod';
import { discountReason } from '../discounts.ts';
import { text, unixMs } from '../schema.ts';

/**
 * Somebody of the staff stands beside the shopper: who, as shoppers may call them (a first name, or the number on the badge), when their screen locks,
 * and how much they may take off, as a percentage: alone, and with a manager beside them.
 */
export const assistView = z.strictObject({
  name: text(80),
  locksAt: unixMs,
  limit: z.number().int().min(0).max(100),
  limitWithSecond: z.number().int().min(0).max(100),
  /** The lines off which something was taken, by whom or how is not told. */
  marks: z.array(z.strictObject({ lineId: text(40), reason: discountReason })).max(50),
});
export type AssistView = z.infer<typeof assistView>;
