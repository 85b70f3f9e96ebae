import { z } from 'zod';
import { sizeClass, text, unixMs } from '../schema.ts';
import { compartmentMark } from '../events/operations.ts';
import { door } from './place-views.ts';

/** Why a technician takes a compartment out of service, in code words; the last four are the station's own. */
export const outReason = z.enum(['lock', 'door', 'sensor', 'dirty', 'other', 'board-swap', 'board-new', 'wiring', 'sensor-doubt']);
export type OutReason = z.infer<typeof outReason>;

/** What a person chooses from. */
export const chosenReasons = ['lock', 'door', 'sensor', 'dirty', 'other'] as const satisfies readonly OutReason[];

/** Beyond its state: what is known of one door, for whoever repairs it. */
export const doorService = z.strictObject({
  bus: text(20),
  board: z.number().int(),
  lock: z.number().int(),
  size: sizeClass,
  hasParcel: z.boolean(),
  reason: outReason.nullable(),
  /** What was last noted about it, and when; null once somebody looked inside. */
  mark: compartmentMark.nullable(),
  markedAt: unixMs.nullable(),
  /** What a person saw inside at the last look; null once the door could have moved since. */
  seen: z.enum(['empty', 'parcel']).nullable(),
  /** Since the compartment is known here: openings that were seen, orders to open that none followed, openings by force. */
  openings: z.number().int().min(0),
  failures: z.number().int().min(0),
  forced: z.number().int().min(0),
  /** Times in a row that the sensor said what cannot be; three take the door out of service. */
  mismatches: z.number().int().min(0),
  lastOpenedAt: unixMs.nullable(),
});
export type DoorService = z.infer<typeof doorService>;

/** What came of one door of the search for wiring mistakes. `other`: another number stood on the door that opened. */
export const wiringResult = z.strictObject({ door, result: z.enum(['right', 'other', 'did-not-open', 'skipped']), other: z.number().int().nullable() });
export type WiringResult = z.infer<typeof wiringResult>;

/** The guided search: empty doors open one by one, and a person says which one did. */
export const wiringSearch = z.strictObject({
  results: z.array(wiringResult).max(500),
  /** The door in hand; null once all are through. */
  door: door.nullable(),
  /** `asks`: it should be open now, which number stands on the one that is? */
  asks: z.boolean(),
  left: z.number().int().min(0),
});
export type WiringSearch = z.infer<typeof wiringSearch>;

/** A board that is being changed: what the new one answers, and what its doors still need. */
export const boardSwap = z.strictObject({
  bus: text(20),
  board: z.number().int(),
  /** Was the new one recorded? Its doors then come back one by one. */
  isNew: z.boolean(),
  /** Does it answer at its address? */
  answers: z.boolean(),
  /** What its sensors say of the doors that are wired to it. */
  closed: z.number().int().min(0),
  open: z.number().int().min(0),
  silent: z.number().int().min(0),
  /** False when most doors stand open by the board's word: then its sensors are wired the other way round. */
  plausible: z.boolean(),
  /** Doors that were not brought back yet. */
  doors: z.array(door).max(500),
});
export type BoardSwap = z.infer<typeof boardSwap>;

/** What the technician's screens draw beside the status. */
export const serviceView = z.strictObject({ wiring: wiringSearch.nullable(), swaps: z.array(boardSwap).max(16) });
export type ServiceView = z.infer<typeof serviceView>;

/** A place that a file can be written to: a folder of the configuration, or a medium that was plugged in. */
export const exportTarget = z.strictObject({
  targetId: text(200),
  name: text(120),
  kind: z.enum(['folder', 'medium']),
  freeBytes: z.number().min(0).nullable(),
});
export type ExportTarget = z.infer<typeof exportTarget>;

/** What was written, where, and the hash by which anybody can check that it is whole. */
export const exportedAudit = z.strictObject({ path: text(400), entries: z.number().int().min(0), head: text(64), sha256: text(64) });
export type ExportedAudit = z.infer<typeof exportedAudit>;

/** A backup that a station could be restored from. `checked`: it was opened and found whole. */
export const backupEntry = z.strictObject({ backupId: text(120), at: unixMs, bytes: z.number().min(0), checked: z.boolean() });
export type BackupEntry = z.infer<typeof backupEntry>;
