import { z } from 'zod';
import { money, sku, text } from './schema.ts';

/** Why staff let something go for less. `other` needs a note. */
export const discountReason = z.enum(['damaged', 'price-match', 'goodwill', 'display', 'other']);
export type DiscountReason = z.infer<typeof discountReason>;

/** What staff wrote beside a reason: plain, short, about the goods and never about a person. */
export const discountNote = text(120);

const share = z.number().int().min(0).max(100);

/**
 * How much of a line's price staff may take off, as a percentage, by what they are: within `assistant` alone, beyond it with a manager as the
 * second person, and never beyond `manager`. Technicians sell nothing. What belongs to an excluded category keeps its price.
 */
export const discountLimits = z.strictObject({
  assistant: share,
  manager: share,
  excluded: z.array(text(80).min(1)).max(100).optional(),
});
export type DiscountLimits = z.infer<typeof discountLimits>;

/** The limits of a shop that named none. */
export const usualDiscountLimits: DiscountLimits = { assistant: 10, manager: 30 };

/**
 * Who took how much off a line of an order, and why. It goes to the hub with the order and stays there: slips, pages and other stations see only
 * the two prices. The line's `listPrice` and `unitPrice` say how much.
 */
export const priceMark = z.strictObject({
  sku,
  reason: discountReason,
  note: discountNote.optional(),
  staffId: text(60).min(1),
  /** The manager who gave badge and PIN beside them; left out: nobody had to. */
  secondId: text(60).min(1).optional(),
});
export type PriceMark = z.infer<typeof priceMark>;

/** How a discount is asked for: a new price for each piece, a percentage of it, or so much off a whole bag. */
export const discountAmount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent: z.number().int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('price'), price: money }),
  z.strictObject({ kind: z.literal('off'), off: money }),
]);
export type DiscountAmount = z.infer<typeof discountAmount>;

/** Why a discount is none. Station and hub judge alike, each by what it knows. */
export const discountTrouble = z.enum(['unknown-staff', 'above-limit', 'needs-second', 'same-person', 'excluded', 'not-lower', 'no-reason']);
export type DiscountTrouble = z.infer<typeof discountTrouble>;
