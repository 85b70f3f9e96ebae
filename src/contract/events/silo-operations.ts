import { z } from 'zod';
import { helpDoing, helpOutcome, problemKind, recallReason, returnLine } from '../hub/silo.ts';
import { contact } from '../orders.ts';
import { hex16, locale, sizeClass, text, unixMs, uuid } from '../schema.ts';

const bank = z.number().int().min(0).max(0xfffffffe);

/** A customer put goods into a compartment and confirmed it. The refund starts at the hub. The contact, if given, gets the receipt. */
export const returnDeposited = z.strictObject({
  kind: z.literal('return.deposited'),
  parcelId: uuid,
  /**
   * The id of the return's own code, where one was shown: the hub pays back once per return. Or the id of the pass that a parcel was collected
   * with at another silo, where nothing more is known here: the hub finds the order.
   */
  returnId: hex16.nullable(),
  orderId: uuid.nullable(),
  lines: z.array(returnLine).max(50),
  /** How many pieces the customer counted, where the silo did not know what they are. */
  pieces: z.number().int().min(1).max(20).optional(),
  bank,
  compartmentId: text(20),
  doorNumber: z.number().int().min(1).max(9999),
  size: sizeClass,
  /** What stands on the customer's receipt. */
  receipt: text(20),
  contact: contact.nullable(),
  locale,
  depositedAt: unixMs,
});

/** Staff or a courier took out what was to be taken out, or found that it was not there. */
export const parcelRecalled = z.strictObject({
  kind: z.literal('parcel.recalled'),
  parcelId: uuid,
  orderId: uuid.nullable(),
  reason: recallReason,
  found: z.enum(['taken', 'missing', 'other']),
  compartmentId: text(20),
  staffId: text(60),
  secondStaffId: text(60).nullable(),
  at: unixMs,
});

/** Somebody reported a problem at the machine. */
export const problemReported = z.strictObject({
  kind: z.literal('problem.reported'),
  parcelId: uuid.nullable(),
  orderId: uuid.nullable(),
  compartmentId: text(20),
  problem: problemKind,
  at: unixMs,
});

/** Somebody called for help at a screen; it was answered; whoever answered never came, so that it rings again; it is over. */
export const helpCalled = z.strictObject({
  kind: z.literal('help.called'),
  callId: uuid,
  screen: z.enum(['silo', 'kiosk']),
  /** Left out: nobody knows. */
  doing: helpDoing.optional(),
  at: unixMs,
});
export const helpAnswered = z.strictObject({
  kind: z.literal('help.answered'),
  callId: uuid,
  staffId: text(60).nullable(),
  waitedMs: z.number().int().min(0),
  at: unixMs,
});
export const helpReopened = z.strictObject({ kind: z.literal('help.reopened'), callId: uuid, at: unixMs });
/** `outcome` is left out where nobody of the staff ended it. */
export const helpEnded = z.strictObject({ kind: z.literal('help.ended'), callId: uuid, outcome: helpOutcome.optional(), at: unixMs });

/** Nobody could have collected in this time: deadlines stand still in it. `to` null: it goes on. */
export const siloDown = z.strictObject({
  kind: z.literal('silo.down'),
  from: unixMs,
  to: unixMs.nullable(),
  cause: z.enum(['doors', 'storage', 'power', 'hub']),
});

/** What became of a command from afar. */
export const remoteAnswered = z.strictObject({
  kind: z.literal('remote.answered'),
  commandId: uuid,
  compartmentId: text(20),
  outcome: z.enum(['opened', 'did-not-open', 'refused', 'too-late']),
  at: unixMs,
});

/** A technician took a compartment out of service or brought it back. */
export const compartmentServiced = z.strictObject({
  kind: z.literal('compartment.serviced'),
  compartmentId: text(20),
  change: z.enum(['out-of-service', 'in-service', 'board-swapped']),
  reason: text(40),
  staffId: text(60),
  at: unixMs,
});

/** The station's database was restored from a backup, or made anew: everything inside is to be looked at. */
export const stationRestored = z.strictObject({
  kind: z.literal('station.restored'),
  /** When the backup was made; null: there was none, and the database is empty. */
  backupAt: unixMs.nullable(),
  /** Somebody put an older copy in place, and nobody knows how old it is: nothing is to be concluded from `backupAt`. */
  age: z.literal('unknown').optional(),
  at: unixMs,
});

/** Something about a station's database or its disk, or the hub's, that people must see to. */
export const storageTrouble = z.strictObject({
  kind: z.literal('storage.trouble'),
  /**
   * `check-failed`: a copy of the database was not sound. `audit-rolled-back`: what the hub has signed for is not there any more. `hub-rolled-back`: the hub had taken
   * `missing` operations that it does not know any longer; the station has forgotten them, and only people can tell what they were.
   */
  trouble: z.enum(['backup-failed', 'check-failed', 'space-low', 'space-critical', 'audit-rolled-back', 'hub-rolled-back']),
  missing: z.number().int().positive().optional(),
  at: unixMs,
});

/** The operations of a silo beyond load and collection. */
export const siloOperations = [
  returnDeposited,
  parcelRecalled,
  problemReported,
  helpCalled,
  helpAnswered,
  helpReopened,
  helpEnded,
  siloDown,
  remoteAnswered,
  compartmentServiced,
  stationRestored,
  storageTrouble,
] as const;
export type ReturnDeposited = z.infer<typeof returnDeposited>;
export type ParcelRecalled = z.infer<typeof parcelRecalled>;
