import { type Clock, sleep } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { AskFailure } from './port.ts';

/** A request to a provider. `body` is sent as it is, with its own content type among `headers`. */
export interface HttpAsk {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Longest wait for a provider's answer, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** Largest answer that is read, in bytes. */
const MAX_ANSWER = 1_048_576;
/** A provider that asks for a longer pause than this is asked again after it, in milliseconds. */
const LONGEST_PAUSE_MS = 900_000;

/**
 * Asks and answers the JSON of a 2xx. `codeOf` finds the provider's own code in the JSON of a refusal. Nothing of what was sent or received is
 * put into an error: it may hold secrets or people.
 *
 * ```
 *  2xx with JSON   the answer                          401, 403          credentials
 *  409, 425, 429   busy: nothing was done, later       other 4xx         refused for good
 *  3xx, 5xx, no or broken answer                       no-answer: it may have been done
 * ```
 */
export async function askJson(ask: HttpAsk, codeOf: (json: unknown) => string): Promise<Result<unknown, AskFailure>> {
  const { method, url, headers, body } = ask;
  let answer: Response;
  let text: string;
  try {
    const content = body === undefined ? {} : { body };
    answer = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...content,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await readLimited(answer);
  } catch (failure) {
    return err({ kind: 'no-answer', detail: failure instanceof Error ? failure.name : 'unknown' });
  }
  if (answer.status === 401 || answer.status === 403) return err({ kind: 'credentials' });
  if (answer.status === 409 || answer.status === 425 || answer.status === 429) return err({ kind: 'busy', retryAfterMs: pauseOf(answer) });
  const json = parse(text);
  if (answer.status >= 400 && answer.status < 500) return err({ kind: 'refused', status: answer.status, code: codeOf(json).slice(0, 80) });
  if (!answer.ok || json === undefined) return err({ kind: 'no-answer', detail: `status ${answer.status}` });
  return ok(json);
}

/** Runs a call, and once more after a short pause of random length where it may help: the call carries an idempotency key. */
export async function askTwice<T>(
  call: () => Promise<Result<T, AskFailure>>,
  { clock, random }: { readonly clock: Clock; readonly random: RandomBytes },
): Promise<Result<T, AskFailure>> {
  const first = await call();
  if (first.ok || (first.error.kind !== 'no-answer' && first.error.kind !== 'busy')) return first;
  await sleep(clock, 200 + (random(1)[0] ?? 0) * 2);
  return await call();
}

async function readLimited(answer: Response): Promise<string> {
  if (answer.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function pauseOf(answer: Response): number | null {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(LONGEST_PAUSE_MS, seconds * 1000) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
