import { expect, it } from 'vitest';
import { err, ok } from '../../../../src/kernel/result.ts';
import { customersAtHub } from '../../../../src/station/sync/customers.ts';
import type { Sync } from '../../../../src/station/sync/sync.ts';

const customer = { memberId: 'a1'.repeat(16), sizes: [], orders: [], notes: [] };
const question = { staffId: 'ana', who: { by: 'number', number: 'K1-00042-7' } } as const;
const said = (json: unknown) => ok(new TextEncoder().encode(JSON.stringify(json)));
const refused = (code: string) => err({ kind: 'refused', status: 400, code, retryAfterMs: null });

it.each([
  [said(customer), ok(customer)],
  [said({ ...customer, contact: 'ana@example.com' }), err({ kind: 'away' })],
  [said('nothing that is an answer'), err({ kind: 'away' })],
  [refused('not-found'), err({ kind: 'unknown' })],
  [refused('forbidden'), err({ kind: 'not-allowed' })],
  [refused('conflict'), err({ kind: 'full' })],
  [refused('too-many'), err({ kind: 'too-often' })],
  [refused('bad-request'), err({ kind: 'away' })],
  [err({ kind: 'unreachable', detail: 'ECONNREFUSED' }), err({ kind: 'away' })],
] as [Awaited<ReturnType<Sync['ask']>>, unknown][])('what the hub answers about a customer is understood: %j', async (answer, expected) => {
  const asked: unknown[] = [];
  const hub = customersAtHub({
    ask: async ({ method, path, body }) => {
      asked.push([method, path, JSON.parse(body ?? '')]);
      return answer;
    },
  });
  expect([await hub.look(question), await hub.note({ ...question, words: 'lino' }), await hub.eraseNote({ ...question, noteId: 'n' })]).toEqual([
    expected,
    expected,
    expected,
  ]);
  expect(asked).toEqual([
    ['POST', '/v1/assist/customer', question],
    ['POST', '/v1/assist/note', { ...question, words: 'lino' }],
    ['POST', '/v1/assist/note/erase', { ...question, noteId: 'n' }],
  ]);
});
