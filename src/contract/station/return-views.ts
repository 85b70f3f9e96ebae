import { z } from 'zod';
import { picture } from '../catalogue.ts';
import { returnReason } from '../hub/silo.ts';
import { orderNumber } from '../orders.ts';
import { receiptDocument } from '../receipt.ts';
import { sizeClass, sku, text, unixMs, uuid } from '../schema.ts';
import { door } from './place-views.ts';

/** The countdown of whoever chooses: when the warning stands, when everything is forgotten, and how often that can be put off. */
export const returnIdle = z.strictObject({ warnAt: unixMs, endsAt: unixMs, extensionsLeft: z.number().int().min(0) });
export type ReturnIdle = z.infer<typeof returnIdle>;

/** Why a code, or a number and PIN, lets nothing be returned. `not-valid` covers every reason that a stranger must not learn. */
export const returnRefusal = z.enum([
  'unreadable',
  'product-code',
  'not-valid',
  /** A second code that somebody got to collect with. */
  'delegate',
  /** The code needs its PIN: order number and PIN do it. */
  'needs-pin',
  'not-collected',
  'too-late',
  'all-returned',
  /** What room is left on the disk is for people who collect: nothing is taken in, whoever asks. */
  'not-taking',
]);
export type ReturnRefusal = z.infer<typeof returnRefusal>;

/** One thing that may come back: `max` is what was bought and has not come back yet. */
export const returnGoods = z.strictObject({
  sku,
  title: text(200),
  size: text(40).nullable(),
  colour: text(60).nullable(),
  picture,
  max: z.number().int().min(1).max(1000),
  quantity: z.number().int().min(0).max(20),
  reason: returnReason.nullable(),
});
export type ReturnGoods = z.infer<typeof returnGoods>;

const orderToChoose = z.strictObject({ orderId: uuid, number: orderNumber, titles: z.array(text(200)).max(50), pieces: z.number().int().min(1) });

/** What became of the paper. `printing`: nobody knows yet. */
export const paperState = z.enum(['not-asked', 'printing', 'printed', 'no-printer', 'paper-out', 'cover-open', 'offline']);
export type PaperState = z.infer<typeof paperState>;

const choosing = { idle: returnIdle };

/** What the silo is doing for somebody who brings goods back. An order's own lines are shown only to who proved that they are theirs. */
export const returnStates = [
  /** Show the code of the order or of the return; or type the order's number and its PIN. */
  z.strictObject({ kind: z.literal('return-identify'), ...choosing }),
  z.strictObject({ kind: z.literal('return-checking') }),
  z.strictObject({
    kind: z.literal('return-refused'),
    ...choosing,
    reason: returnRefusal,
    /** For `too-late`: until when it could have come back. */
    until: unixMs.nullable(),
    /** For `too-late`: how many days the shop gives. */
    days: z.number().int().min(0).nullable(),
  }),
  /** Too many wrong PINs at this silo: nobody types one until then. A code goes on to work. */
  z.strictObject({ kind: z.literal('return-wait'), ...choosing, until: unixMs }),
  /** The code belongs to several orders of this person. */
  z.strictObject({ kind: z.literal('return-which'), ...choosing, orders: z.array(orderToChoose).min(2).max(50) }),
  /** Which pieces come back? */
  z.strictObject({ kind: z.literal('return-goods'), ...choosing, number: orderNumber.nullable(), goods: z.array(returnGoods).min(1).max(50) }),
  /** Why does this one come back? The `at`-th of `of` that are asked about. */
  z.strictObject({ kind: z.literal('return-reason'), ...choosing, goods: returnGoods, at: z.number().int().min(1), of: z.number().int().min(1) }),
  /** Nobody here knows what it is: how many pieces are there? */
  z.strictObject({ kind: z.literal('return-pieces'), ...choosing, pieces: z.number().int().min(1).max(20) }),
  /**
   * Which size of compartment? `gives` is the size of the one that would open, or null where nothing of that size or larger is free; `free`
   * says which sizes are. `unlooked`: there are compartments that staff could make free by looking into them. `because`: why the person is here again, with the door that it was about.
   */
  z.strictObject({
    kind: z.literal('return-size'),
    ...choosing,
    size: sizeClass,
    proposed: sizeClass,
    gives: sizeClass.nullable(),
    sizes: z.array(sizeClass).min(1).max(5),
    free: z.array(sizeClass).max(5),
    unlooked: z.boolean(),
    pieces: z.number().int().min(1),
    because: z.strictObject({ why: z.enum(['not-empty', 'did-not-open']), door }).nullable(),
    /** The receipt goes to the address of the order, or to one that was typed. It is never shown. */
    receiptTo: z.enum(['order', 'typed']),
  }),
  z.strictObject({ kind: z.literal('return-opening'), door }),
  /** `confirmed`: it was said to be inside already, and the door came open again. `seen` is false while nobody can tell whether it is open. */
  z.strictObject({
    kind: z.literal('return-open'),
    door,
    openedAt: unixMs,
    reminders: z.number().int().min(0),
    seen: z.boolean(),
    confirmed: z.boolean(),
  }),
  /** Closed again: what did the person do? */
  z.strictObject({ kind: z.literal('return-ask'), ...choosing, door }),
  /** `canChange`: another compartment can be opened in its place. */
  z.strictObject({
    kind: z.literal('return-stuck'),
    /** Null while the door's own flow still goes on. */
    idle: returnIdle.nullable(),
    door,
    why: z.enum(['stuck', 'unseen', 'silent']),
    canRetry: z.boolean(),
    canChange: z.boolean(),
  }),
  /** It is inside, and that is durable. */
  z.strictObject({
    kind: z.literal('return-done'),
    door,
    receipt: text(20),
    document: receiptDocument,
    paper: paperState,
    receiptTo: z.enum(['order', 'typed']),
    until: unixMs,
  }),
  /** The person kept what they had brought: nothing is booked. */
  z.strictObject({ kind: z.literal('return-nothing'), door, until: unixMs }),
  /**
   * Nobody knows whether something lies inside: it is not booked, and staff look. `no-answer`: nobody said what they did; `restart`: this
   * machine was off meanwhile; `unseen`: the door was out of sight.
   */
  z.strictObject({ kind: z.literal('return-unsure'), door, why: z.enum(['no-answer', 'restart', 'unseen']), until: unixMs }),
] as const;
