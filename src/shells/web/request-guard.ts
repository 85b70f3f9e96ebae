import type { IncomingHttpHeaders } from 'node:http';
import type { Result } from '../../kernel/result.ts';
import { done, err } from '../../kernel/result.ts';

/** The part of a request by which it is judged before anything is done for it. */
export interface GuardedRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Why a request is turned away. */
export type GuardProblem = { readonly kind: 'wrong-host' | 'wrong-origin' | 'wrong-method' | 'unexpected-body' };

/**
 * Only this machine's own page may speak to the shell. A name that someone points at 127.0.0.1 (DNS rebinding) shows in
 * `Host`; a page of another site shows in `Origin` or `Sec-Fetch-Site`. `authority` is the one `host:port` that we are.
 */
export function guardRequest(request: GuardedRequest, authority: string): Result<undefined, GuardProblem> {
  const { headers } = request;
  if (headers.host !== authority) return err({ kind: 'wrong-host' });
  if (headers.origin !== undefined && headers.origin !== `http://${authority}`) return err({ kind: 'wrong-origin' });
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return err({ kind: 'wrong-origin' });
  if (request.method !== 'GET' && request.method !== 'HEAD') return err({ kind: 'wrong-method' });
  if (headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0') return err({ kind: 'unexpected-body' });
  return done;
}

/** A WebSocket is held to more: browsers always name its origin, so a missing one is not a page. */
export function guardUpgrade(request: GuardedRequest, authority: string): Result<undefined, GuardProblem> {
  if (request.headers.origin === undefined) return err({ kind: 'wrong-origin' });
  return guardRequest(request, authority);
}
