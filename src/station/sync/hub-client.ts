import type { z } from 'zod';
import { encodeBase64Url } from '../../contract/hub/base64.ts';
import { signRequest } from '../../contract/hub/signature.ts';
import { hubProblem, type HubProblem, WAITING_HEADER } from '../../contract/hub/sync.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Result } from '../../kernel/result.ts';
import { err, ok } from '../../kernel/result.ts';
import type { DeviceKey } from '../ports/sync.ts';

/** `fetch`, as far as it is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Why the hub did not do what was asked. */
export type HubFailure =
  /** No connection, or no answer in time. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** Something answered, but not the hub: a captive portal, a proxy's error page, a redirect. As good as no answer. */
  | { readonly kind: 'not-the-hub'; readonly detail: 'redirect' | 'content-type' | 'too-large' | 'status' | 'body' }
  | { readonly kind: 'refused'; readonly code: HubProblem['code']; readonly retryAfterMs: number | null };

/** One question to the hub. */
export interface HubQuestion {
  readonly method: 'GET' | 'POST';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  /** JSON text, for a POST. */
  readonly body?: string;
  /** The station that signs; null for enrolment, which nothing can sign yet. */
  readonly stationId: string | null;
  readonly timeoutMs: number;
  /** An answer longer than this is not the hub's. */
  readonly maxBytes: number;
  /** Left out: JSON. */
  readonly answers?: 'bytes';
  /** Something that happened here is still to be told. Left out: nothing is. */
  readonly waiting?: boolean;
}

/** The line to the hub. Never rejects. */
export interface HubClient {
  ask(question: HubQuestion): Promise<Result<Uint8Array<ArrayBuffer>, HubFailure>>;
  /** Ends all questions that are open, and every one to come. */
  stop(): void;
}

/** What the client is made of. */
export interface HubClientParts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly deviceKey: DeviceKey;
  /** Scheme, host and port; a path would be part of every signature. */
  readonly hubUrl: string;
}

const SIGNATURE_LIFE_SECONDS = 120;
const MOST_RETRY_AFTER_MS = 3_600_000;
const MAX_PROBLEM_BYTES = 65_536;
const CONTENT_TYPE = { json: 'application/json', bytes: 'application/octet-stream' } as const;

/** Opens the line. Redirects are never followed: a signed request goes to the configured hub or nowhere. */
export function createHubClient(parts: HubClientParts): HubClient {
  const stopped = new AbortController();
  // The hub refuses signatures that its own clock finds too old; this machine's clock may be wrong. Nothing else rests on this.
  let skewMs = 0;
  const learnTime = (response: Response): void => {
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) skewMs = date - parts.clock.now();
  };
  return {
    ask: async (question) => {
      const ended = new AbortController();
      const stop = (): void => ended.abort();
      const cancel = parts.clock.after(question.timeoutMs, stop);
      stopped.signal.addEventListener('abort', stop, { once: true });
      try {
        if (stopped.signal.aborted) return err({ kind: 'unreachable', detail: 'stopped' });
        const response = await parts.fetch(`${parts.hubUrl}${question.path}`, requestOf(parts, question, skewMs, ended.signal));
        return await readAnswer(response, question, learnTime);
      } catch (error) {
        return err({ kind: 'unreachable', detail: causeOf(error) });
      } finally {
        cancel();
        stopped.signal.removeEventListener('abort', stop);
        // Whatever of the answer was not read is not wanted any more.
        ended.abort();
      }
    },
    stop: () => stopped.abort(),
  };
}

/** Parses the bytes of an answer as JSON of a schema. */
export function parseAnswer<S extends z.ZodType>(schema: S, bytes: Uint8Array): Result<z.output<S>, HubFailure> {
  try {
    const parsed = schema.safeParse(JSON.parse(decodeUtf8(bytes) ?? ''));
    if (parsed.success) return ok(parsed.data);
  } catch {
    // Not JSON: the same as JSON of another shape.
  }
  return err({ kind: 'not-the-hub', detail: 'body' });
}

/** The text of some bytes; null when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function requestOf(parts: HubClientParts, question: HubQuestion, skewMs: number, signal: AbortSignal): RequestInit {
  const { method, body, stationId } = question;
  const headers: Record<string, string> = { accept: CONTENT_TYPE[question.answers ?? 'json'], 'accept-encoding': 'identity' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (question.waiting === true) headers[WAITING_HEADER] = '1';
  if (stationId !== null) {
    const created = Math.floor((parts.clock.now() + skewMs) / 1000);
    const nonce = encodeBase64Url(parts.random(16));
    const request = { method, targetUri: `${parts.hubUrl}${question.path}`, body: new TextEncoder().encode(body ?? '') };
    Object.assign(headers, signRequest(request, { created, expires: created + SIGNATURE_LIFE_SECONDS, nonce, keyId: stationId }, parts.deviceKey));
  }
  return { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) };
}

async function readAnswer(
  response: Response,
  question: HubQuestion,
  learnTime: (response: Response) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, HubFailure>> {
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) return err({ kind: 'not-the-hub', detail: 'redirect' });
  const good = response.status === 200;
  const wanted = CONTENT_TYPE[good ? (question.answers ?? 'json') : 'json'];
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (type.trim().toLowerCase() !== wanted) return err({ kind: 'not-the-hub', detail: 'content-type' });
  const bytes = await readCapped(response, good ? question.maxBytes : MAX_PROBLEM_BYTES);
  if (bytes === null) return err({ kind: 'not-the-hub', detail: 'too-large' });
  if (good) {
    learnTime(response);
    return ok(bytes);
  }
  const problem = parseAnswer(hubProblem, bytes);
  if (!problem.ok) return err({ kind: 'not-the-hub', detail: 'status' });
  learnTime(response);
  return err({ kind: 'refused', code: problem.value.code, retryAfterMs: retryAfter(response.headers) });
}

/** Reads until the end or the cap, whichever comes first; null for the cap. */
async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body !== null) {
    for await (const chunk of response.body) {
      length += chunk.byteLength;
      if (length > maxBytes) return null;
      chunks.push(chunk);
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), an hour at most. */
function retryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const now = Date.parse(headers.get('date') ?? '');
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, MOST_RETRY_AFTER_MS) : null;
}

/** A system's error code where there is one; never a message, which may hold an address. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : null;
  if (typeof code === 'string') return code;
  return cause instanceof Error ? cause.name : 'unknown';
}
