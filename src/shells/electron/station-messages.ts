import { z } from 'zod';

/** What the main process tells the station's process. `page` carries a port; `stop` asks it to end in order. */
export const toStation = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('page') }), z.strictObject({ kind: z.literal('stop') })]);
export type ToStation = z.infer<typeof toStation>;

/** What the station's process tells the main process. */
export const fromStation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** It cannot start, and why; it ends itself after this. */
  z.strictObject({ kind: z.literal('failed'), detail: z.string().max(1000) }),
  /** A shopper's session is over: show a page that knows nothing of it. */
  z.strictObject({ kind: z.literal('wipe') }),
]);
export type FromStation = z.infer<typeof fromStation>;
