import { foundOrder } from '../../contract/hub/found.ts';
import { done, err, type Result } from '../../kernel/result.ts';
import type { OrderDesk } from '../ports/order-desk.ts';
import { type HubFailure, parseAnswer } from './hub-client.ts';
import type { Sync } from './sync.ts';

/** How long a person looks at a screen that waits for the hub, in milliseconds; and the largest answer, in bytes. */
const TIMEOUT_MS = 8000;
const MAX_ANSWER = 262_144;

/** Asks the hub itself. */
export function orderDeskAtHub(sync: Pick<Sync, 'ask'>): OrderDesk {
  const post = (path: string, body: unknown) => sync.ask({ method: 'POST', path, body: JSON.stringify(body), timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER });
  return {
    async find(by) {
      const answer = await post('/v1/orders/find', by);
      if (!answer.ok) return err({ kind: whyNotFound(answer.error) });
      const found = parseAnswer(foundOrder, answer.value);
      return found.ok ? found : err({ kind: 'away' });
    },
    async resend(orderId): Promise<Result<undefined, { readonly kind: 'not-now' | 'too-often' | 'away' }>> {
      const answer = await post(`/v1/orders/${orderId}/resend`, {});
      if (answer.ok) return done;
      if (answer.error.kind !== 'refused') return err({ kind: 'away' });
      if (answer.error.code === 'too-many') return err({ kind: 'too-often' });
      return err({ kind: answer.error.code === 'conflict' || answer.error.code === 'not-found' ? 'not-now' : 'away' });
    },
  };
}

function whyNotFound(failure: HubFailure): 'no-match' | 'wait' | 'away' {
  if (failure.kind !== 'refused') return 'away';
  if (failure.code === 'not-found') return 'no-match';
  return failure.code === 'too-many' ? 'wait' : 'away';
}
