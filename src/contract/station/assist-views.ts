import { z } from 'zod';
import { discountReason } from '../discounts.ts';
import { text, unixMs, uuid } from '../schema.ts';
import { helpScreen } from './help-views.ts';

/**
 * Another call for help in the shop, as it is shown beside a shopper: where, and since when. Which door it is about, what whoever called was doing and who
 * else goes are nothing for the shopper, who has the same screen in hand.
 */
export const assistCall = z.strictObject({
  callId: uuid,
  where: z.enum(['here', 'elsewhere']),
  /** What people know the other station by; null for this one, and where it is not known. */
  station: text(60).nullable(),
  screen: helpScreen,
  calledAt: unixMs,
  /** Did whoever stands here say that they come? Otherwise it rings. */
  isMine: z.boolean(),
});
export type AssistCall = z.infer<typeof assistCall>;

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
  /** Calls for help that nobody has answered, and those that they answered themselves; that of this very screen is shown to its shopper already. Left out: none. */
  calls: z.array(assistCall).max(20).optional(),
});
export type AssistView = z.infer<typeof assistView>;
