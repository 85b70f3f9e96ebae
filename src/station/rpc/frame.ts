import { z } from 'zod';
import { MAX_RPC_BYTES } from '../../contract/station/contract.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';

/** A message from a page that may be handed to the router: a call, or the end of one. */
export interface Frame {
  readonly id: string;
  readonly kind: 'call' | 'abort';
  readonly text: string;
}

/** Why a message goes no further. With an id the page can be told; without one the connection is not worth keeping. */
export type FrameProblem = { readonly kind: 'too-large' } | { readonly kind: 'not-text' } | { readonly kind: 'malformed'; readonly id: string | null };

const id = z.string().min(1).max(24);
/**
 * What the oRPC client sends for our contract, and nothing else that its peer protocol knows: no other methods, no headers, no
 * files, no streams towards the station, no type tags.
 */
const call = z.strictObject({
  i: id,
  p: z.strictObject({
    u: z.string().regex(/^(\/[a-zA-Z]{1,40}){1,3}$/),
    b: z.strictObject({ json: z.unknown(), meta: z.array(z.never()).optional() }).optional(),
  }),
});
const abort = z.strictObject({ i: id, t: z.literal(4) });

/** Reads one message of a page, without trusting any of it. */
export function readFrame(message: unknown): Result<Frame, FrameProblem> {
  if (typeof message !== 'string') return err({ kind: 'not-text' });
  if (message.length > MAX_RPC_BYTES || byteLength(message) > MAX_RPC_BYTES) return err({ kind: 'too-large' });
  const value = parseJson(message);
  if (abort.safeParse(value).success) return ok({ id: idOf(value) ?? '', kind: 'abort', text: message });
  const parsed = call.safeParse(value);
  if (parsed.success) return ok({ id: parsed.data.i, kind: 'call', text: message });
  return err({ kind: 'malformed', id: idOf(value) });
}

/** The message that refuses call `callId`, in the form in which the client expects an error. */
export function refusal(callId: string, status: 400 | 429, code: 'BAD_REQUEST' | 'TOO_MANY_REQUESTS', message: string): string {
  return JSON.stringify({ i: callId, p: { s: status, b: { json: { defined: false, code, status, message } } } });
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOf(value: unknown): string | null {
  const parsed = z.object({ i: id }).safeParse(value);
  return parsed.success ? parsed.data.i : null;
}
