import { z } from 'zod';
import { garment } from '../catalogue.ts';
import { isoDate, text } from '../schema.ts';

/** A time on a wall clock of the shop, `14:30`. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const days = z.number().int().min(0).max(60);
/** An amount in the minor unit of the shop's currency. */
const minor = z.number().int().min(0).max(100_000_000);

/** The days on which somebody works: weekdays from 0 (Sunday) to 6, without those that are named. Never all of them closed. */
export const workCalendar = z.strictObject({
  weekdays: z.array(z.number().int().min(0).max(6)).min(1).max(7),
  closed: z.array(isoDate).max(400).default([]),
});
export type WorkCalendar = z.infer<typeof workCalendar>;

/**
 * How goods get from where they lie to where the customer takes them. An order before `cutOff` is worked on the same day, if it is a
 * working day there, else on the next one; the goods leave `handling` working days later and are `least` to `most` of the carrier's days
 * on their way (0: the same day).
 */
export const deliveryLeg = z
  .strictObject({ cutOff: clockTime, handling: days, least: days, most: days })
  .refine(({ least, most }) => least <= most, { path: ['most'], message: 'most is less than least' });
export type DeliveryLeg = z.infer<typeof deliveryLeg>;

/** The legs of a way, by where the goods lie. Null: what lies there does not go that way. */
const legs = { here: deliveryLeg.nullable(), shop: deliveryLeg.nullable(), warehouse: deliveryLeg.nullable() } as const;
/** What a way costs an order, and from which worth of its goods on nothing; null: always the same. */
const price = { cost: minor.default(0), freeFrom: minor.nullable().default(null) } as const;
/** What cannot go that way. */
const notFor = z.array(garment).max(garment.options.length).default([]);

/** Collecting in the shop, at its desk or out of its silo. */
export const collectRule = z.strictObject({ ...price, ...legs, notFor });
export type CollectRule = z.infer<typeof collectRule>;

/**
 * Sending to some countries, or to the parts of them whose postcodes begin as said; of the rules that fit the first holds. `countries` empty:
 * everywhere.
 */
export const shipRule = z.strictObject({
  name: text(80),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(250),
  postcodes: z.array(text(12).min(1)).max(200).default([]),
  ...price,
  ...legs,
  carrier: workCalendar,
  notFor,
});
export type ShipRule = z.infer<typeof shipRule>;

/** The ways of a shop, what they cost and how long they take; set at the hub, kept by its stations, so that they promise alike with the hub away. */
export const deliveryRules = z.strictObject({
  /** The days on which this shop is open, and those on which warehouses work, between shops too. */
  shop: workCalendar,
  warehouse: workCalendar,
  /** May what lies here be taken along from the till? */
  carryOut: z.boolean(),
  desk: collectRule.nullable(),
  silo: collectRule.nullable(),
  ship: z.array(shipRule).max(60),
});
export type DeliveryRules = z.infer<typeof deliveryRules>;

const mondayToSaturday = { weekdays: [1, 2, 3, 4, 5, 6], closed: [] };
const mondayToFriday = { weekdays: [1, 2, 3, 4, 5], closed: [] };

/** The rules of a shop that has set none: every way, nothing costs anything, and days that are easily kept. */
export const usualDeliveryRules: DeliveryRules = deliveryRules.parse({
  shop: mondayToSaturday,
  warehouse: mondayToFriday,
  carryOut: true,
  ...collectUsually(),
  ship: [
    {
      name: 'Standard',
      countries: [],
      carrier: mondayToFriday,
      here: { cutOff: '13:00', handling: 1, least: 2, most: 4 },
      shop: { cutOff: '13:00', handling: 1, least: 2, most: 4 },
      warehouse: { cutOff: '13:00', handling: 1, least: 2, most: 4 },
    },
  ],
});

function collectUsually() {
  const rule = {
    here: { cutOff: '18:00', handling: 0, least: 0, most: 1 },
    shop: { cutOff: '13:00', handling: 1, least: 2, most: 4 },
    warehouse: { cutOff: '13:00', handling: 1, least: 1, most: 3 },
  };
  return { desk: rule, silo: rule };
}
