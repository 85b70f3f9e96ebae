import { z } from 'zod';
import { stock } from '../catalogue.ts';
import { orderNumber } from '../orders.ts';
import { sku, text, unixMs, uuid } from '../schema.ts';

const pieces = z.number().int();
const locationId = stock.shape.locationId;

/** Figures of the retailer's own system, or of somebody who counted. Each says when it was true. */
export const figuresBody = z.strictObject({ figures: z.array(stock).min(1).max(2000) });

/** What became of figures: how many changed what stations see, and those that were not taken, by their place in the list. */
export const takenFigures = z.strictObject({
  changed: z.number().int().min(0),
  rejected: z
    .array(z.strictObject({ index: z.number().int().min(0), sku, locationId, reason: z.enum(['unknown-location', 'unknown-sku', 'from-the-future']) }))
    .max(2000),
});

/** What every place has of a SKU: the figure, what is kept for orders, sold since, leased to stations and kept back, and what is free; and the orders that hold it. */
export const operatorStock = z.strictObject({
  sku,
  places: z
    .array(z.strictObject({ locationId, quantity: pieces, asOf: unixMs, held: pieces, sold: pieces, leased: pieces, safety: pieces, free: pieces }))
    .max(200),
  holds: z.array(z.strictObject({ orderId: uuid, number: orderNumber, paid: z.boolean(), locationId, quantity: pieces })).max(1000),
});

/** Pieces of an order that are nowhere. `waits`: its customer said that they wait, until then; else they are asked, until then. */
export const operatorShortage = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  storeId: text(60),
  paid: z.boolean(),
  sku,
  short: pieces,
  since: unixMs,
  until: unixMs,
  waits: z.boolean(),
});

/** A place tells that it sent what an order holds there. */
export const dispatchedBody = z.strictObject({ locationId });
