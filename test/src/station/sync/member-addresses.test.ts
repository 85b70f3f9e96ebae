import { expect, it } from 'vitest';
import { err, ok } from '../../../../src/kernel/result.ts';
import { memberAddressesAtHub } from '../../../../src/station/sync/member-addresses.ts';
import type { Sync } from '../../../../src/station/sync/sync.ts';

const address = { name: 'Marta Gil', street: 'Calle Mayor 12', postcode: '28013', city: 'Madrid', country: 'ES' };
const member = { memberId: 'a1'.repeat(16), code: 'PM1:AA' };
const said = (json: unknown) => ok(new TextEncoder().encode(JSON.stringify(json)));

it.each([
  [said({ address }), { kind: 'known', address }],
  [said({ address: null }), { kind: 'not-known' }],
  [said({ address: { ...address, street: '' } }), { kind: 'away' }],
  [said('nothing that is an answer'), { kind: 'away' }],
  [err({ kind: 'refused', status: 404, code: 'not-found', retryAfterMs: null }), { kind: 'not-known' }],
  [err({ kind: 'refused', status: 429, code: 'too-many', retryAfterMs: null }), { kind: 'away' }],
  [err({ kind: 'unreachable', detail: 'ECONNREFUSED' }), { kind: 'away' }],
] as [Awaited<ReturnType<Sync['ask']>>, unknown][])('what the hub answers about an address is understood: %j', async (answer, expected) => {
  const asked: unknown[] = [];
  const hub = memberAddressesAtHub({
    ask: async ({ method, path, body }) => {
      asked.push([method, path, JSON.parse(body ?? '')]);
      return answer;
    },
  });
  expect([await hub.look(member), asked]).toEqual([expected, [['POST', '/v1/members/address', member]]]);
});
