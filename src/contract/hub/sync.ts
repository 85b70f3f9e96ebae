import { z } from 'zod';
import { auditWitness } from './audit-witness.ts';
import { location, product, stock } from '../catalogue.ts';
import { operation } from '../events/operations.ts';
import { coupon, loyaltyRules, memberRow } from '../loyalty/loyalty.ts';
import { orderSummary } from '../orders.ts';
import { hex16, locale, pinHash, text, theme, unixMs, uuid } from '../schema.ts';
import { slides } from '../slides.ts';
import { allotment } from '../stock.ts';
import { staffMember } from '../staff.ts';
import { discountLimits } from '../discounts.ts';
import { deliveryRules } from './delivery.ts';
import { rootKey, signedBundle } from './keys.ts';
import { courierRecord, helpCallRow, MAX_DELEGATE_IDS, parcelDirective, returnPermit, revokedPass, signedCommand, siloRules, usualSiloRules } from './silo.ts';

/** Most operations in one push, and the cap of its body in bytes. */
export const MAX_PUSH_OPERATIONS = 500;
export const MAX_PUSH_BYTES = 1_048_576;
/** Most rows in one page of a pull. */
export const MAX_PULL_ROWS = 2000;

/** An operation with its place in the station's order. `hash` is the SHA-256 (hex) of the exact JSON text of `body`. */
export const pushedOperation = z.strictObject({
  seq: z.number().int().min(1),
  operationId: uuid,
  occurredAt: unixMs,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The exact JSON text of an `Operation`. Text, so that what was hashed is what is parsed. */
  body: z.string().max(65_536),
});
export type PushedOperation = z.infer<typeof pushedOperation>;

/** `POST /v1/push`. `epoch` changes when a station's database was made anew or restored. */
export const pushRequest = z.strictObject({
  epoch: uuid,
  operations: z.array(pushedOperation).max(MAX_PUSH_OPERATIONS),
  /** Head of the station's audit chain at the time of the push. */
  audit: z.strictObject({ seq: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
});
export type PushRequest = z.infer<typeof pushRequest>;

/**
 * `POST /v1/push?ahead=yes`: without operations it asks whether the hub puts batches of one station in their order; with some it says that the batch before it is not
 * answered yet. Such a batch waits at the hub for those before it, and a gap before it is no reason for an alarm.
 */
export const pushQuery = z.object({ ahead: z.literal('yes').optional() });

/** What the hub did with one operation. A rejected one never blocks those after it. */
export const pushOutcome = z.strictObject({
  seq: z.number().int().min(1),
  outcome: z.enum(['applied', 'duplicate', 'rejected', 'deferred']),
  reason: text(200).nullable(),
});
export type PushOutcome = z.infer<typeof pushOutcome>;

/** The reason of a rejection whose place `(epoch, seq)` holds another operation: the numbers of two databases have met. */
export const PLACE_TAKEN = 'another operation has this place';

/** The answer to a push. The station may forget operations up to `durableSeq` and no further. */
export const pushResponse = z.strictObject({
  outcomes: z.array(pushOutcome).max(MAX_PUSH_OPERATIONS),
  durableSeq: z.number().int().min(0),
  serverTime: unixMs,
  /** The hub's signature for the head of the audit that came with the push; left out where it does not fit what the hub has. */
  audit: auditWitness.optional(),
  /** The hub puts batches of one station in their order, so the next may be sent before this one is answered. Told only to those who ask, by `ahead`. */
  ahead: z.literal(true).optional(),
});
export type PushResponse = z.infer<typeof pushResponse>;

/**
 * A pass that the hub signed in advance for this station's bank and that belongs to no parcel yet. The station binds one to
 * a parcel while the hub is away; it can use such codes but not make them.
 */
export const blankPass = z.strictObject({
  passId: hex16,
  /** The LK1 text. */
  code: z.string().max(160),
  /** 8 Crockford base32 characters and a check character. */
  shortCode: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{9}$/),
  pin: pinHash,
  notBefore: z.number().int().min(0),
  expires: z.number().int().min(0),
  /** Ids for second codes that its holder may give to others. The station knows them before any is given out. */
  delegateIds: z.array(hex16).max(MAX_DELEGATE_IDS).default([]),
});
export type BlankPass = z.infer<typeof blankPass>;

/** What a station shows and obeys, set at the hub. */
export const stationConfig = z.strictObject({
  storeName: text(120),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** The location whose stock is "here". */
  locationId: text(60),
  locations: z.array(location).max(200),
  phoneBaseUrl: z.url().max(200),
  /** The tenant's banks by the name of their shop, so that who stands before the wrong one is told where to go. */
  banks: z
    .array(z.strictObject({ bank: z.number().int().min(0).max(0xfffffffe), name: text(120) }))
    .max(1000)
    .default([]),
  silo: siloRules.default(usualSiloRules),
  /** Which ways goods go, what each costs and how long it takes. Left out by hubs that knew none: the usual ones. */
  delivery: deliveryRules.optional(),
  /** ISO 3166-1, two letters, and the IANA time zone of the shop: what its orders' legal clocks run by. Left out by hubs that told neither. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  timeZone: text(60).optional(),
  /** How the shop's screens look, and the language in which they begin. Left out by hubs that were told neither: linen, and Spanish. */
  theme: theme.optional(),
  language: locale.optional(),
  /** How much staff may take off. Left out by hubs that were told nothing: the usual limits. */
  discounts: discountLimits.optional(),
  /** Do text messages reach people? Left out: nothing that is sent to a phone number does. */
  texts: z.boolean().optional(),
});
export type StationConfig = z.infer<typeof stationConfig>;

/** The buckets a station pulls, and what a row of each holds. */
export const bucketValue = {
  catalogue: product,
  stock,
  orders: orderSummary,
  keys: signedBundle,
  passes: blankPass,
  staff: staffMember,
  config: stationConfig,
  parcels: parcelDirective,
  revoked: revokedPass,
  couriers: courierRecord,
  returns: returnPermit,
  commands: signedCommand,
  calls: helpCallRow,
  allotments: allotment,
  loyalty: loyaltyRules,
  coupons: coupon,
  members: memberRow,
  slides,
} as const;
export type BucketName = keyof typeof bucketValue;
export const bucketNames = Object.keys(bucketValue) as readonly BucketName[];
export type BucketValue<B extends BucketName> = z.infer<(typeof bucketValue)[B]>;

/**
 * A header, not signed, of a station that has not told the hub everything yet: what it hears now came before something that it did may be known. Hubs from before it do not
 * look at it, and stations from before it do not send it.
 */
export const WAITING_HEADER = 'pasillo-waiting';

/** `GET /v1/pull?bucket=B&cursor=C&limit=N`: rows with a revision above the cursor, oldest first. */
export const pullQuery = z.strictObject({
  bucket: z.enum(bucketNames as [BucketName, ...BucketName[]]),
  cursor: z.coerce.number().int().min(0),
  limit: z.coerce.number().int().min(1).max(MAX_PULL_ROWS),
});

/** One row of a bucket: the latest state of a key. `value` is null when the key is deleted; it is parsed by its bucket's schema. */
export const pullRow = z.strictObject({
  key: text(200),
  revision: z.number().int().min(1),
  value: z.unknown().nullable(),
});

/** A page of a bucket. Rows and `next` are applied in one transaction. */
export const pullResponse = z.strictObject({
  rows: z.array(pullRow).max(MAX_PULL_ROWS),
  next: z.number().int().min(0),
  more: z.boolean(),
  serverTime: unixMs,
});
export type PullResponse = z.infer<typeof pullResponse>;

/** `GET /v1/wait?since=S`: answers when any bucket of the station moved past the sum `since`, or after 25 s. A hint only. */
export const waitQuery = z.strictObject({ since: z.coerce.number().int().min(0) });
export const waitResponse = z.strictObject({ at: z.number().int().min(0) });

/** `POST /v1/enrol`: a new station trades a one-time code for its identity. The key pair was made on the station. */
export const enrolRequest = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  epoch: uuid,
});
export const enrolResponse = z.strictObject({
  stationId: text(60),
  tenantId: uuid,
  storeId: text(60),
  /** Two characters that begin this station's order numbers. */
  stationCode: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{2}$/),
  bank: z.number().int().min(0).max(0xfffffffe),
  /** The tenant's root key, pinned from here on; null from a hub that has none, whose codes this station cannot check. */
  rootKey: rootKey.nullable().default(null),
  /** The secret of this bank for rotating codes (32 bytes, base64url); kept beside the device's key, never with what else is stored here. */
  bankKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .nullable()
    .default(null),
  /** The hub's key for the audits of stations: raw Ed25519, base64url. Without it a station trusts the first that it meets. */
  auditKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
});
export type EnrolResponse = z.infer<typeof enrolResponse>;

/** Every refusal of the hub's API. */
export const hubProblem = z.strictObject({
  code: z.enum(['bad-request', 'unauthorised', 'forbidden', 'not-found', 'conflict', 'too-large', 'too-many', 'unavailable']),
  message: text(400),
});
export type HubProblem = z.infer<typeof hubProblem>;

/** Parses the exact text of an operation's body. */
export const operationBody = operation;
