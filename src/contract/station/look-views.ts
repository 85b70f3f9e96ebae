import { z } from 'zod';
import { door } from './place-views.ts';

const count = z.number().int().min(0);

/** A round of looks: compartment after compartment is opened, and a person says what is inside. It outlives a restart. */
export const lookRound = z.strictObject({
  /** How many compartments belong to it, and how many of those are settled one way or another. */
  total: count,
  done: count,
  /** What came of them: seen empty (or in use by now), something inside, did not open, passed over. Together `done`. */
  empty: count,
  notEmpty: count,
  didNotOpen: count,
  skipped: count,
  /** The next door; null: all are settled, or those that are left are in somebody's hands just now. */
  next: door.nullable(),
});
export type LookRound = z.infer<typeof lookRound>;

/** Compartments that nobody has seen empty since they were last touched, and the round through them; null: none is under way. */
export const lookView = z.strictObject({ waiting: count, round: lookRound.nullable() });
export type LookView = z.infer<typeof lookView>;

/** What the state of a compartment does not tell of a look into it. */
export const lookNote = z.enum(['not-empty', 'did-not-open', 'skipped']);
export type LookNote = z.infer<typeof lookNote>;

/** A round as the station keeps it: its compartments in their order, and the notes by compartment. */
export const storedLookRound = z.strictObject({ compartments: z.array(z.string().max(40)).max(500), notes: z.record(z.string().max(40), lookNote) });
export type StoredLookRound = z.infer<typeof storedLookRound>;
