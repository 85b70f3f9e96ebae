import { z } from 'zod';
import { text } from './schema.ts';

/** One thing on a printed slip; the same shape as the printer's, so that a preview and the paper cannot differ. */
export const receiptBlock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: text(256),
    align: z.enum(['left', 'centre', 'right']),
    size: z.enum(['normal', 'large', 'huge']),
    bold: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('pair'), left: text(256), right: text(64), bold: z.boolean() }),
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('space') }),
  z.strictObject({ kind: z.literal('qr'), data: text(512), caption: text(128) }),
]);

/** A printable slip, independent of the printer. */
export const receiptDocument = z.strictObject({ title: text(128), blocks: z.array(receiptBlock).max(200) });
export type ReceiptDocument = z.infer<typeof receiptDocument>;
export type ReceiptBlock = z.infer<typeof receiptBlock>;
