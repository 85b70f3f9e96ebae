import { z } from 'zod';
import { problemKind } from '../hub/silo.ts';
import { text, unixMs } from '../schema.ts';
import { courierStates } from './load-views.ts';
import { helpView } from './help-views.ts';
import { door, hubLink, place } from './place-views.ts';
import { remoteStates, remoteView } from './remote-views.ts';
import { returnStates } from './return-views.ts';

/** Which of the parcels behind one code this door is for: the `at`-th of `of`, in the order in which they are opened. */
export const parcelCount = z.strictObject({ at: z.number().int().min(1), of: z.number().int().min(1) });
export type ParcelCount = z.infer<typeof parcelCount>;

/** What is to become of the thing that something is wrong with: it goes back behind the door, or home with the person. */
export const problemKeep = z.enum(['put-back', 'take']);
export type ProblemKeep = z.infer<typeof problemKeep>;

/** A problem that was reported at this door, and what the person chose to do with what they found. */
export const reported = z.strictObject({ problem: problemKind, keep: problemKeep.nullable() });
export type Reported = z.infer<typeof reported>;

/** An emptied compartment that the same code still opens, and until when. */
export const emptied = z.strictObject({ doors: z.array(door).min(1).max(50), until: unixMs });

/** What the silo is doing for the person who collects. Closed doors of other people are never part of it. */
export const collectStates = [
  /**
   * `openDoor`: a door that stands open and that somebody has already been asked to close. `collectOnly`: what room is left on the disk is
   * for people who collect, so nothing new is taken in.
   */
  z.strictObject({ kind: z.literal('ready'), openDoor: door.optional(), collectOnly: z.literal(true).optional() }),
  z.strictObject({ kind: z.literal('checking') }),
  z.strictObject({
    kind: z.literal('refused'),
    /** `not-valid` covers every reason that a stranger must not learn. */
    reason: z.enum(['unreadable', 'product-code', 'not-valid', 'other-silo', 'in-use']),
    /** For `other-silo`: the name of the shop whose code this is, where it is known. */
    shop: text(120).optional(),
    until: unixMs,
  }),
  /** Too many wrong tries at this silo: nobody types a PIN until then. */
  z.strictObject({ kind: z.literal('wait'), until: unixMs }),
  /** The code that was shown needs its PIN as well. `wrong`: the one before was not right. */
  z.strictObject({ kind: z.literal('pin'), wrong: z.boolean(), until: unixMs }),
  /** The PIN of this code was wrong too often. `codeWorks`: its QR code opens all the same. */
  z.strictObject({ kind: z.literal('locked'), codeWorks: z.boolean(), until: unixMs }),
  /** `again`: the person emptied this compartment a moment ago, and looks into it once more. */
  z.strictObject({ kind: z.literal('opening'), door, parcels: parcelCount, again: z.boolean() }),
  z.strictObject({
    kind: z.literal('open'),
    door,
    openedAt: unixMs,
    reminders: z.number().int(),
    parcels: parcelCount,
    again: z.boolean(),
    /** False while nobody can tell whether the door is open: its sensor or its board is silent. */
    seen: z.boolean(),
    /** Somebody of the staff was called, because it stands open for so long. */
    called: z.boolean(),
    reported: reported.nullable(),
  }),
  z.strictObject({
    kind: z.literal('did-not-open'),
    door,
    canRetry: z.boolean(),
    parcels: parcelCount,
    again: z.boolean(),
    /** `stuck`: seen closed all the time. `unseen`: its sensor is silent, so it may be open. `silent`: its board does not answer. */
    why: z.enum(['stuck', 'unseen', 'silent']),
    /** Is there another door to open for this code meanwhile? */
    canGoOn: z.boolean(),
    reported: z.boolean(),
  }),
  /** One door is closed, `left` more wait. Nothing opens by itself: at `until` the rest stays for later. */
  z.strictObject({ kind: z.literal('next'), door, left: z.number().int().min(1), parcels: parcelCount, until: unixMs, canExtend: z.boolean() }),
  z.strictObject({
    kind: z.literal('thanks'),
    door,
    until: unixMs,
    /** Parcels that wait for another visit; the same code opens them. */
    left: z.number().int().min(0),
    emptied: emptied.nullable(),
    reported: reported.nullable(),
    canReport: z.boolean(),
    /** Doors that hold parcels of theirs and cannot be opened now; left out: none. */
    shut: z.array(door).min(1).max(50).optional(),
  }),
  /**
   * The code is good, and its parcels lie behind doors that cannot be opened now: said to nobody whose code is not. `out-of-service`: the
   * door is broken; `look`: staff have to look behind it first; `hold`: the payment of the order has to be cleared first. `phone`: whom to phone, where the shop has set it. `called`: somebody of the
   * staff was called.
   */
  z.strictObject({
    kind: z.literal('shut'),
    doors: z.array(door).min(1).max(50),
    why: z.enum(['out-of-service', 'look', 'hold']),
    called: z.boolean(),
    phone: text(30).nullable(),
    until: unixMs,
  }),
  /** Which of the compartments just emptied is to be opened again? */
  z.strictObject({ kind: z.literal('again'), emptied, until: unixMs }),
  /**
   * An opening of which nobody saw the end: the door may have opened or not, and the code stays valid. `restart`: this machine was off
   * meanwhile; `unseen`: the door was out of sight.
   */
  z.strictObject({ kind: z.literal('unsure'), door, why: z.enum(['restart', 'unseen']), until: unixMs }),
  /**
   * A door stands open that nobody is being served at. `restart`: since before this machine was off; `left`: whoever it was opened for
   * went on; `nobody`: nothing here opened it.
   */
  z.strictObject({ kind: z.literal('close-door'), door, why: z.enum(['restart', 'left', 'nobody']), called: z.boolean() }),
  z.strictObject({ kind: z.literal('unavailable'), reason: z.enum(['doors-unreachable', 'storage', 'starting']) }),
] as const;

/** What the silo is doing for the person in front of it: one union member per screen. Each use-case adds its own states. */
export const siloState = z.discriminatedUnion('kind', [...collectStates, ...courierStates, ...returnStates, ...remoteStates]);
export type SiloState = z.infer<typeof siloState>;

/** All that the silo's screens draw. */
export const siloView = z.strictObject({
  at: unixMs,
  place,
  hub: hubLink,
  bank: z.array(door).max(500),
  /**
   * Grows when somebody is served whose code is another than that of the one before, so that the page can forget what the one before had chosen; left out: nobody was served since
   * the station started. Says nothing of whom.
   */
  visit: z.number().int().min(0).optional(),
  /** The call for help that is open at this screen; left out: nobody calls. */
  help: helpView.optional(),
  /** A door that head office is opening from afar; left out: none. Shown whatever else is. */
  remote: remoteView.optional(),
  state: siloState,
});
export type SiloView = z.infer<typeof siloView>;
