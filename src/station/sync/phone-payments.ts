import { stationPayment } from '../../contract/hub/payments.ts';
import type { PhonePayments } from '../ports/phone-payments.ts';
import { parseAnswer } from './hub-client.ts';
import type { Sync } from './sync.ts';

/** How long a person looks at a screen that waits for the hub, in milliseconds; and the largest answer, in bytes. */
const TIMEOUT_MS = 8000;
const MAX_ANSWER = 8192;

/** Asks the hub itself. */
export function phonePaymentsAtHub(sync: Pick<Sync, 'ask'>): PhonePayments {
  return {
    async look(orderId) {
      const answer = await sync.ask({ method: 'GET', path: `/v1/orders/${orderId}/payment`, timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER });
      if (!answer.ok) return { kind: answer.error.kind === 'refused' && answer.error.code === 'not-found' ? 'not-known' : 'away' };
      const payment = parseAnswer(stationPayment, answer.value);
      return payment.ok ? { kind: 'told', payment: payment.value } : { kind: 'away' };
    },
  };
}
