import { oc } from '@orpc/contract';
import { z } from 'zod';
import { text } from '../schema.ts';
import { answer, nothing, outcome } from './outcome.ts';
import { backupEntry, chosenReasons, exportedAudit, exportTarget } from './service-views.ts';

/** Why nothing of a technician's is done for whoever asks. */
const may = ['not-signed-in', 'not-allowed'] as const;
/** Why the second person does not count. */
const second = ['needs-two', 'second-refused', 'second-wait', 'same-person'] as const;
const compartment = z.strictObject({ compartmentId: text(40) });
const board = z.strictObject({ bus: text(20), board: z.number().int().min(0) });
/** The badge or number of the second of two people, and their PIN. */
const secondPerson = z.strictObject({ badge: text(128), pin: z.string().regex(/^\d{4,12}$/) });

/** What a technician may do. Everything that is about a parcel needs a second member of the staff. */
export const service = {
  /** Opens a door to try it. Without a parcel on the books it is a look inside; with one, two people take it out or leave it. */
  testDoor: oc
    .input(z.strictObject({ compartmentId: text(40), second: secondPerson.nullable() }))
    .output(outcome(...may, ...second, 'unknown-compartment', 'busy', 'doors-unreachable', 'storage')),
  takeOut: oc
    .input(z.strictObject({ compartmentId: text(40), reason: z.enum(chosenReasons) }))
    .output(outcome(...may, 'unknown-compartment', 'in-hand', 'storage')),
  /** Only after somebody looked inside since it was taken out, and only while its door stayed closed since then; after a wiring mistake only when the search found it right. */
  bringBack: oc.input(compartment).output(outcome(...may, 'unknown-compartment', 'not-out', 'not-looked', 'not-proved', 'in-hand', 'storage')),
  /** Takes every compartment of a board out of service, so that it can be changed. */
  beginSwap: oc.input(board).output(outcome(...may, 'unknown-board', 'in-hand', 'storage')),
  /** Records that a new board hangs there. Its doors come back one by one, each after a look. */
  finishSwap: oc.input(board).output(outcome(...may, 'not-now', 'no-answer', 'not-plausible', 'storage')),
  /** Begins to open the empty doors one by one. */
  beginWiring: oc.input(nothing).output(outcome(...may, 'busy', 'nothing-to-do')),
  /** The number on the door that opened; null: none did. */
  sawDoor: oc.input(z.strictObject({ number: z.number().int().min(1).max(9999).nullable() })).output(outcome(...may, 'not-now', 'storage')),
  /** Opens the next door of the search. */
  nextDoor: oc.input(nothing).output(outcome(...may, 'not-now', 'doors-unreachable', 'storage')),
  endWiring: oc.input(nothing).output(outcome(...may, 'not-now')),
  /** Where an export may be written. */
  exportTargets: oc.input(nothing).output(answer(z.array(exportTarget).max(20), ...may, 'unavailable')),
  exportAudit: oc.input(z.strictObject({ targetId: text(200) })).output(answer(exportedAudit, ...may, 'unavailable', 'gone', 'full', 'failed')),
  /** Backups, the newest first. */
  backups: oc.input(nothing).output(answer(z.array(backupEntry).max(200), ...may, 'unavailable')),
  /** The station restarts from this backup, and every compartment has to be looked into. Two people. */
  restore: oc
    .input(z.strictObject({ backupId: text(120), second: secondPerson }))
    .output(outcome(...may, ...second, 'unavailable', 'unknown-backup', 'busy', 'storage')),
};
