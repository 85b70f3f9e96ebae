import { z } from 'zod';
import { mediaFile, photo } from './media.ts';
import { money, sku, text, unixMs } from './schema.ts';

/** Garments that the interface can draw by itself, for shops whose pictures are not on the device. */
export const garment = z.enum([
  'shirt',
  'tshirt',
  'blouse',
  'top',
  'jumper',
  'jacket',
  'coat',
  'dress',
  'skirt',
  'trousers',
  'jeans',
  'shorts',
  'shoes',
  'boots',
  'bag',
  'hat',
  'scarf',
  'socks',
  'swimwear',
  'other',
]);
export type Garment = z.infer<typeof garment>;

/** A `#rrggbb` colour. */
export const hexColour = z.string().regex(/^#[0-9a-f]{6}$/);

/** A picture of a product: drawn by the interface from a garment, its colour and its pattern. */
export const picture = z.strictObject({
  kind: z.literal('drawing'),
  garment,
  colour: hexColour,
  pattern: z.enum(['plain', 'stripes', 'checks', 'dots', 'floral', 'denim', 'knit', 'leather']),
});
export type Picture = z.infer<typeof picture>;

/** One SKU: a size and a colour of a product. `null` where the product has no such option. */
export const variant = z.strictObject({
  sku,
  gtin: z
    .string()
    .regex(/^\d{8}$|^\d{12,14}$/)
    .nullable(),
  size: text(40).nullable(),
  colour: text(60).nullable(),
  colourHex: hexColour.nullable(),
  price: money,
  compareAt: money.nullable(),
  grams: z.number().int().min(0).max(1_000_000),
  /** No longer made: what is left is all there will be. Left out: it is made as ever. */
  discontinued: z.boolean().optional(),
});
export type Variant = z.infer<typeof variant>;

/** Most sizes in a guide. */
const MAX_GUIDE_ROWS = 40;

/**
 * The maker's own size guide: for each size what the body measures, in centimetres, in the order of `measures`. An empty text is a
 * measure that the maker does not give.
 */
export const sizeGuide = z
  .strictObject({
    measures: z.array(text(40).min(1)).min(1).max(8),
    rows: z
      .array(z.strictObject({ size: text(40).min(1), values: z.array(text(20)).max(8) }))
      .min(1)
      .max(MAX_GUIDE_ROWS),
  })
  .refine(({ measures, rows }) => rows.every(({ values }) => values.length === measures.length), 'each size needs one value per measure');
export type SizeGuide = z.infer<typeof sizeGuide>;

/** A product's body in three dimensions. `usdz` is for phones that read nothing else; left out: they make it from the `glb`. */
export const model = z.strictObject({ glb: mediaFile, usdz: mediaFile.optional() });
export type Model = z.infer<typeof model>;

/** A product as the hub sends it to stations, with all of its variants. */
export const product = z.strictObject({
  productId: text(80).min(1),
  title: text(200).min(1),
  brand: text(120),
  category: text(80),
  description: text(4096),
  tags: z.array(text(60)).max(50),
  picture,
  published: z.boolean(),
  variants: z.array(variant).min(1).max(2000),
  /** Photographs, best first; left out: there are none, and the drawing stands for them. */
  photos: z.array(photo).max(12).optional(),
  model: model.optional(),
  /** Left out: the usual guide for such a garment. */
  sizeGuide: sizeGuide.optional(),
  /** How much it is wanted: 100 is what sells most, 1 what sells at all. Left out: nothing is known, which counts as 0. */
  popularity: z.number().int().min(0).max(100).optional(),
});
export type Product = z.infer<typeof product>;

/** A place that holds stock. */
export const location = z.strictObject({
  locationId: text(60).min(1),
  name: text(120),
  kind: z.enum(['shop', 'warehouse']),
  city: text(80),
});
export type Location = z.infer<typeof location>;

/** How many of a SKU a location had, and when that was true. */
export const stock = z.strictObject({
  sku,
  locationId: text(60).min(1),
  quantity: z.number().int().min(-100_000).max(10_000_000),
  asOf: unixMs,
});
export type Stock = z.infer<typeof stock>;
