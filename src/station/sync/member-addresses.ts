import { memberAddress } from '../../contract/hub/loyalty.ts';
import type { MemberAddresses } from '../ports/member-addresses.ts';
import { parseAnswer } from './hub-client.ts';
import type { Sync } from './sync.ts';

/** How long a person looks at a screen that waits for the hub, in milliseconds; and the largest answer, in bytes. */
const TIMEOUT_MS = 8000;
const MAX_ANSWER = 4096;

/** Asks the hub itself. */
export function memberAddressesAtHub(sync: Pick<Sync, 'ask'>): MemberAddresses {
  return {
    async look(member) {
      const body = JSON.stringify(member);
      const answer = await sync.ask({ method: 'POST', path: '/v1/members/address', body, timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER });
      if (!answer.ok) return { kind: answer.error.kind === 'refused' && answer.error.code === 'not-found' ? 'not-known' : 'away' };
      const told = parseAnswer(memberAddress, answer.value);
      if (!told.ok) return { kind: 'away' };
      return told.value.address === null ? { kind: 'not-known' } : { kind: 'known', address: told.value.address };
    },
  };
}
