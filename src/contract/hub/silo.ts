import { z } from 'zod';
import { orderNumber } from '../orders.ts';
import { hex16, pinHash, sku, text, unixMs, uuid } from '../schema.ts';

/** Why staff are to take a parcel out. */
export const recallReason = z.enum(['expired', 'cancelled', 'damaged', 'returned', 'requested']);
export type RecallReason = z.infer<typeof recallReason>;

/** What is wrong with what a person found, or did not find, behind a door. */
export const problemKind = z.enum(['wrong-item', 'damaged', 'empty', 'did-not-open']);
export type ProblemKind = z.infer<typeof problemKind>;

/** Why something comes back. */
export const returnReason = z.enum(['size', 'not-as-described', 'damaged', 'changed-mind', 'other']);
export type ReturnReason = z.infer<typeof returnReason>;

/** How many of one line come back, and why. */
export const returnLine = z.strictObject({ sku, quantity: z.number().int().min(1).max(20), reason: returnReason });
export type ReturnLine = z.infer<typeof returnLine>;

/**
 * A row of the bucket `parcels`: what the hub wants of a parcel that lies in this station's bank. `null` leaves the station's own
 * value. `pin` replaces the PIN of the parcel's pass (a reset) and clears its count of wrong tries.
 */
export const parcelDirective = z.strictObject({
  parcelId: uuid,
  deadline: unixMs.nullable(),
  recall: recallReason.nullable(),
  pin: pinHash.nullable(),
});
export type ParcelDirective = z.infer<typeof parcelDirective>;

/** A row of the bucket `revoked`: a pass or a delegate's that opens nothing any more. The key is the id. */
export const revokedPass = z.strictObject({ passId: hex16, revokedAt: unixMs });
export type RevokedPass = z.infer<typeof revokedPass>;

/**
 * Most ids for second codes that a pass comes with. The silo knows them all before any is handed out, so there are no more than these for ever:
 * an id that was taken back is never used again.
 */
export const MAX_DELEGATE_IDS = 12;

/** What a courier may do at the banks that know them. */
export const courierRight = z.enum(['deposit', 'collect']);
export type CourierRight = z.infer<typeof courierRight>;

/** A row of the bucket `couriers`. `courierId` is the id in their LK1 code; a PIN is asked for where there is one. Times are Unix seconds. */
export const courierRecord = z.strictObject({
  courierId: hex16,
  name: text(80),
  rights: z.array(courierRight).min(1).max(2),
  pin: pinHash.nullable(),
  notBefore: z.number().int().min(0),
  expires: z.number().int().min(0),
});
export type CourierRecord = z.infer<typeof courierRecord>;

/**
 * A row of the bucket `returns`: goods that a customer announced to bring back. `returnId` is the id in the LK1 code of the return, which
 * is good at any bank of the tenant. A silo that has not heard of it takes the goods all the same and asks what they are.
 */
export const returnPermit = z.strictObject({
  returnId: hex16,
  orderId: uuid,
  number: orderNumber,
  lines: z.array(returnLine).max(50),
});
export type ReturnPermit = z.infer<typeof returnPermit>;

/** What head office wants opened from afar, and what for: to hand over to somebody who stands there, or to look. */
export const remoteOpenPurpose = z.enum(['hand-over', 'look']);

/**
 * The signed body of a row of the bucket `commands`, as exact JSON text: "open this compartment within a minute". Signed with the
 * tenant's command key, which is not the key of the passes (rule H-16); Ed25519 over `LOCKBANK-COMMAND-v1\0`, tenant id (16 bytes), body.
 */
export const remoteCommand = z.strictObject({
  commandId: uuid,
  bank: z.number().int().min(0).max(0xfffffffe),
  compartmentId: text(20),
  purpose: remoteOpenPurpose,
  /** In the words of whoever ordered it; shown at the silo and kept in the audit. Names nobody. */
  reason: text(120).min(3),
  /** Who ordered it, as an id of the hub's console. */
  orderedBy: text(60).min(1),
  issuedAt: unixMs,
  /** At most 60 s after `issuedAt`. */
  expiresAt: unixMs,
});
export type RemoteCommand = z.infer<typeof remoteCommand>;

/** A row of the bucket `commands`. `signature` is base64url of 64 bytes. */
export const signedCommand = z.strictObject({ body: text(2000), signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/) });
export type SignedCommand = z.infer<typeof signedCommand>;

/** What whoever calls was doing: the kind of screen that they stand at, and nothing of what is on it. */
export const helpDoing = z.enum(['start', 'choosing', 'bag', 'delivery', 'order', 'member', 'collecting', 'returning', 'other']);
export type HelpDoing = z.infer<typeof helpDoing>;

/** How a call ended, as whoever came says it. `passed-on`: it needs somebody else, a technician for one. */
export const helpOutcome = z.enum(['helped', 'nobody-there', 'passed-on']);
export type HelpOutcome = z.infer<typeof helpOutcome>;

/** A row of the bucket `calls`: somebody calls for help at a station of this shop. `answeredBy` is a name to show. */
export const helpCallRow = z.strictObject({
  callId: uuid,
  stationId: text(60),
  /** What its order numbers begin with: the name that people know it by. Left out by hubs that did not tell. */
  stationCode: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{2}$/)
    .optional(),
  screen: z.enum(['silo', 'kiosk']),
  calledAt: unixMs,
  answeredAt: unixMs.nullable(),
  answeredBy: text(80).nullable(),
  endedAt: unixMs.nullable(),
  /** Left out: a station that does not say. */
  doing: helpDoing.optional(),
});
export type HelpCallRow = z.infer<typeof helpCallRow>;

/** The rules of a shop's silo, part of its configuration. Each has a value that does for most shops. */
export const siloRules = z.strictObject({
  /** Days that a parcel waits before it is recalled. */
  collectDays: z.number().int().min(1).max(30).default(7),
  /** Hours before the deadline at which a reminder goes out. */
  reminderHours: z.array(z.number().int().min(1).max(720)).max(5).default([48, 12]),
  /** Times that a customer may move the deadline from the phone page, and days that each move gives. */
  extensions: z.number().int().min(0).max(5).default(1),
  extensionDays: z.number().int().min(1).max(14).default(2),
  /** Minutes in which the same code opens an emptied compartment again. */
  graceMinutes: z.number().int().min(0).max(60).default(10),
  /** Compartments of each size (where there are that many) that loading leaves free for returns. */
  keepForReturns: z.number().int().min(0).max(50).default(1),
  /** Days after collection in which goods may come back. */
  returnDays: z.number().int().min(0).max(365).default(30),
  /** Whom to phone when nobody comes, and after how many seconds the silo says so. */
  helpPhone: text(30).nullable().default(null),
  helpAfterSeconds: z.number().int().min(10).max(900).default(90),
});
export type SiloRules = z.infer<typeof siloRules>;

/** The rules of a shop that has set none. */
export const usualSiloRules: SiloRules = siloRules.parse({});
