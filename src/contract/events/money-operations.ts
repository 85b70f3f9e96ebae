import { z } from 'zod';
import { moneyCause } from '../hub/staff-desk.ts';
import { money, text, unixMs } from '../schema.ts';

/**
 * A manager gave owed money back at the till, and the hub had agreed. It knows that already: this is for a hub that was brought back from a copy of before, so that what left
 * the drawer is not owed once more.
 */
export const moneyGiven = z.strictObject({
  kind: z.literal('money.given'),
  cause: moneyCause,
  about: text(60),
  amount: money,
  how: z.enum(['cash', 'card']),
  staffId: text(60),
  givenAt: unixMs,
});

/** What stations tell of money that goes back. */
export const moneyOperations = [moneyGiven] as const;
export type MoneyGiven = z.infer<typeof moneyGiven>;
