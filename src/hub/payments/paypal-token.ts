import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { askJson } from './ask-http.ts';
import { codeOfPaypal } from './paypal-shapes.ts';
import type { AskFailure } from './port.ts';

/** A shop's app at PayPal. `webhookId` is the id that PayPal gave to the address of our webhook. */
export interface PaypalAccount {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookId: string;
}

type Asked = Promise<Result<unknown, AskFailure>>;

/** Runs calls with an access token, which is asked for when there is none, and once more when PayPal does not believe it any more. */
export interface PaypalToken {
  with(call: (bearer: string) => Asked): Asked;
}

/** A token is not used in its last minute, in milliseconds. */
const SPARE_MS = 60_000;

const granted = z.object({ access_token: z.string().min(1).max(4000), expires_in: z.number().int().min(0).max(1_000_000) });

/** Tokens of one account by OAuth 2.0 client credentials (developer.paypal.com/api/rest/authentication). Kept in memory only. */
export function createPaypalToken(account: PaypalAccount, clock: Clock): PaypalToken {
  let kept: { readonly bearer: string; readonly until: number } | null = null;
  let asking: Promise<Result<string, AskFailure>> | null = null;

  const ask = async (): Promise<Result<string, AskFailure>> => {
    const basic = Buffer.from(`${account.clientId}:${account.clientSecret}`).toString('base64');
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await askJson({ method: 'POST', url: `${account.baseUrl}/v1/oauth2/token`, headers, body: 'grant_type=client_credentials' }, codeOfPaypal);
    if (!answer.ok) return answer;
    const read = granted.safeParse(answer.value);
    if (!read.success) return err({ kind: 'no-answer', detail: 'shape' });
    kept = { bearer: read.data.access_token, until: clock.monotonic() + read.data.expires_in * 1000 - SPARE_MS };
    return ok(read.data.access_token);
  };
  const bearer = (): Promise<Result<string, AskFailure>> => {
    if (kept !== null && clock.monotonic() < kept.until) return Promise.resolve(ok(kept.bearer));
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
  return {
    async with(call) {
      const first = await bearer();
      if (!first.ok) return notAsked(first.error);
      const answer = await call(first.value);
      if (answer.ok || answer.error.kind !== 'credentials') return answer;
      kept = null;
      const second = await bearer();
      return second.ok ? await call(second.value) : notAsked(second.error);
    },
  };
}

/** Without a token the call itself was never made: whatever became of the question for one, nothing was done. */
function notAsked(failure: AskFailure): Result<unknown, AskFailure> {
  return err(failure.kind === 'no-answer' ? { kind: 'busy', retryAfterMs: null } : failure);
}
