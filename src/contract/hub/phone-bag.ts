import { z } from 'zod';
import { picture } from '../catalogue.ts';
import { photo } from '../media.ts';
import { money, sku, text } from '../schema.ts';

const quantity = z.number().int().min(1).max(20);

/** `POST /v1/phone/bag/{station}`: the lines of a bag that a kiosk of this shop showed as a code. */
export const phoneBagAsk = z.strictObject({ lines: z.array(z.strictObject({ sku, quantity })).max(50) });

/** A line of the bag, with what the catalogue says of it now; null: the shop does not sell it (any more). */
export const phoneBagLine = z.strictObject({
  sku,
  quantity,
  goods: z
    .strictObject({
      title: text(200),
      size: text(40).nullable(),
      colour: text(60).nullable(),
      picture,
      /** Left out: there is none. */
      photo: photo.optional(),
      unitPrice: money,
      /** How many there are in all of the shop's places, at most 20: what a bag can hold. */
      available: z.number().int().min(0).max(20),
    })
    .nullable(),
});
export type PhoneBagLine = z.infer<typeof phoneBagLine>;

/** The bag, in the order in which it was asked for. */
export const phoneBag = z.strictObject({ storeName: text(120), currency: z.string().regex(/^[A-Z]{3}$/), lines: z.array(phoneBagLine).max(50) });
export type PhoneBag = z.infer<typeof phoneBag>;
