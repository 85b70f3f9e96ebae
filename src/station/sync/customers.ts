import { customer, type Customer } from '../../contract/hub/assist.ts';
import { err, type Result } from '../../kernel/result.ts';
import type { Customers, CustomerTrouble } from '../ports/customers.ts';
import { type HubFailure, parseAnswer } from './hub-client.ts';
import type { Sync } from './sync.ts';

/** How long a person looks at a screen that waits for the hub, in milliseconds; and the largest answer, in bytes. */
const TIMEOUT_MS = 8000;
const MAX_ANSWER = 262_144;

/** Asks the hub itself. */
export function customersAtHub(sync: Pick<Sync, 'ask'>): Customers {
  const post = async (path: string, question: unknown): Promise<Result<Customer, CustomerTrouble>> => {
    const answer = await sync.ask({ method: 'POST', path, body: JSON.stringify(question), timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER });
    if (!answer.ok) return err({ kind: whyNot(answer.error) });
    const told = parseAnswer(customer, answer.value);
    return told.ok ? told : err({ kind: 'away' });
  };
  return {
    look: (question) => post('/v1/assist/customer', question),
    note: (question) => post('/v1/assist/note', question),
    eraseNote: (question) => post('/v1/assist/note/erase', question),
  };
}

function whyNot(failure: HubFailure): CustomerTrouble['kind'] {
  if (failure.kind !== 'refused') return 'away';
  switch (failure.code) {
    case 'not-found':
      return 'unknown';
    case 'forbidden':
      return 'not-allowed';
    case 'conflict':
      return 'full';
    case 'too-many':
      return 'too-often';
    default:
      return 'away';
  }
}
