import { z } from 'zod';
import { remoteOpenPurpose } from '../hub/silo.ts';
import { text, unixMs } from '../schema.ts';
import { door } from './place-views.ts';

/** A door that head office opens from afar: whoever stands there sees which one, why, and on whose word. */
export const remoteView = z.strictObject({
  door,
  purpose: remoteOpenPurpose,
  /** In the words of whoever ordered it. */
  reason: text(120),
  /** Who ordered it, as an id of the hub's console. */
  orderedBy: text(60),
  phase: z.enum(['opening', 'open', 'closed', 'did-not-open']),
  /** When it goes away by itself; null while a door moves or stands open. */
  until: unixMs.nullable(),
});
export type RemoteView = z.infer<typeof remoteView>;

/** The silo's own screen for it, while nobody is being served. */
export const remoteStates = [z.strictObject({ kind: z.literal('remote'), ...remoteView.shape })] as const;
