import '../bridge/no-eval.ts';
import { type PhoneOrder, phoneOrder } from '../../src/contract/hub/phone.ts';
import { err, ok, type Result } from '../../src/kernel/result.ts';

/** Why there is no order to show. */
export interface LoadProblem {
  /** `unknown`: the link leads nowhere. `unreachable`: no connection, or the hub cannot answer now. */
  readonly kind: 'unknown' | 'unreachable';
}

/** Asks for the order behind the page's link. */
export type LoadOrder = () => Promise<Result<PhoneOrder, LoadProblem>>;

/** Longest wait for the hub. */
const TIMEOUT_MS = 12_000;

/** Loads the order that the page's address names: `/p/<token>` is answered by `/v1/phone/<token>` on the same origin. */
export function orderBehind(pathname: string): LoadOrder {
  const token = /^\/p\/([A-Za-z0-9_-]{16,64})\/?$/.exec(pathname)?.[1];
  if (token === undefined) return async () => err({ kind: 'unknown' });
  return async () => {
    try {
      const response = await fetch(`/v1/phone/${token}`, { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.status === 404 || response.status === 410 || response.status === 400) return err({ kind: 'unknown' });
      if (!response.ok) return err({ kind: 'unreachable' });
      const parsed = phoneOrder.safeParse(await response.json());
      return parsed.success ? ok(parsed.data) : err({ kind: 'unreachable' });
    } catch {
      return err({ kind: 'unreachable' });
    }
  };
}
