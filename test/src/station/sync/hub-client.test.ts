import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/kernel/clock.ts';
import { createHubClient, type HubClient, type HubQuestion } from '../../../../src/station/sync/hub-client.ts';
import type { DeviceKey } from '../../../../src/station/ports/sync.ts';
import { seededKey } from '../../../support/ed25519.ts';

let server: Server | null = null;
let client: HubClient;
let timeouts: (() => void)[];
const key = seededKey('11'.repeat(32));
const deviceKey: DeviceKey = { publicKey: '', sign: key.sign, sha256: (bytes) => bytes.slice(0, 32) };
/** Time stands still; a test lets the timeout strike by hand. */
const clock: Clock = {
  now: () => 1_760_000_000_000,
  monotonic: () => 0,
  after: (_ms, run) => {
    timeouts.push(run);
    return () => {};
  },
};
const question: HubQuestion = { method: 'GET', path: '/v1/pull', stationId: null, timeoutMs: 1000, maxBytes: 1000 };

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  timeouts = [];
  const own = createServer(listener);
  server = own;
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
  client = createHubClient({
    fetch: (target, init) => fetch(target, init),
    clock,
    random: (size) => Uint8Array.from(randomBytes(size)),
    deviceKey,
    hubUrl: url,
  });
  return url;
}

const answering =
  (status: number, headers: Record<string, string>, body: string): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);
const JSON_TYPE = { 'content-type': 'application/json' };

describe('the line to the hub', () => {
  it('hands over the bytes of a good answer', async () => {
    await serve(answering(200, { ...JSON_TYPE, date: 'Sun, 22 Nov 2026 06:00:00 GMT' }, '{"a":1}'));
    const answer = await client.ask(question);
    expect(answer.ok && new TextDecoder().decode(answer.value)).toBe('{"a":1}');
  });

  it.each([
    ['a redirect', 302, { location: '/login' }, '', 'redirect'],
    ['a redirect with JSON', 307, { ...JSON_TYPE, location: '/login' }, '{}', 'redirect'],
    ['a page that asks to sign in', 200, { 'content-type': 'text/html' }, '<html>', 'content-type'],
    ['an answer without a type', 200, {}, '{}', 'content-type'],
    ['a type that only begins like JSON', 200, { 'content-type': 'application/jsonp' }, '{}', 'content-type'],
    ['a proxy that says 502 in JSON', 502, JSON_TYPE, '{"error":"bad gateway"}', 'status'],
    ['an endless answer', 200, JSON_TYPE, ' '.repeat(1001), 'too-large'],
  ])('takes %s for no hub', async (_what, status, headers, body, detail) => {
    await serve(answering(status, headers, body));
    expect(await client.ask(question)).toEqual({ ok: false, error: { kind: 'not-the-hub', detail } });
  });

  it('does not follow a redirect, not even to itself', async () => {
    let asked = 0;
    await serve((_request, response) => {
      asked += 1;
      response.writeHead(308, { location: '/v1/pull' }).end();
    });
    expect([(await client.ask(question)).ok, asked]).toEqual([false, 1]);
  });

  it('stops reading at the cap, however much more would come', async () => {
    let closed: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    await serve((_request, response) => {
      response.writeHead(200, JSON_TYPE);
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      };
      response.on('drain', more).on('close', closed);
      more();
    });
    expect(await client.ask(question)).toEqual({ ok: false, error: { kind: 'not-the-hub', detail: 'too-large' } });
    await gone;
  });

  it.each([
    ['in seconds', '7', 7000],
    ['as a date', 'Sun, 22 Nov 2026 06:00:30 GMT', 30_000],
    ['for longer than an hour', '999999', 3_600_000],
    ['in no way at all', 'later', null],
  ])('hears how long the hub wants to be left alone: %s', async (_what, value, ms) => {
    await serve(answering(429, { ...JSON_TYPE, 'retry-after': value, date: 'Sun, 22 Nov 2026 06:00:00 GMT' }, '{"code":"too-many","message":"slow"}'));
    expect(await client.ask(question)).toEqual({ ok: false, error: { kind: 'refused', code: 'too-many', retryAfterMs: ms } });
  });

  it('gives up when the time is over, also in the middle of an answer', async () => {
    await serve((_request, response) => {
      response.writeHead(200, JSON_TYPE).write('{');
      timeouts[0]?.();
    });
    expect(await client.ask(question)).toEqual({ ok: false, error: { kind: 'unreachable', detail: 'AbortError' } });
  });

  it('says that nobody is there', async () => {
    await serve(() => {});
    await new Promise((resolve) => server?.close(resolve));
    expect(await client.ask(question)).toEqual({ ok: false, error: { kind: 'unreachable', detail: 'ECONNREFUSED' } });
  });

  it('asks nothing more once it was stopped', async () => {
    let asked = 0;
    await serve(() => {
      asked += 1;
      client.stop();
    });
    expect([await client.ask(question), await client.ask(question), asked]).toEqual([
      { ok: false, error: { kind: 'unreachable', detail: 'AbortError' } },
      { ok: false, error: { kind: 'unreachable', detail: 'stopped' } },
      1,
    ]);
  });

  it('signs for a station with the time that it learnt from the hub, and uses each nonce once', async () => {
    const inputs: string[] = [];
    await serve((request, response) => {
      inputs.push(String(request.headers['signature-input']));
      response.writeHead(200, { ...JSON_TYPE, date: new Date(1_760_000_500_000).toUTCString() }).end('{}');
    });
    for (let i = 0; i < 3; i++) expect((await client.ask({ ...question, stationId: 'st-1' })).ok).toBe(true);
    expect(inputs.map((input) => /created=(\d+);expires=(\d+);nonce="[\w-]{22}";keyid="(\S+)";/.exec(input)?.slice(1))).toEqual([
      ['1760000000', '1760000120', 'st-1'],
      ['1760000500', '1760000620', 'st-1'],
      ['1760000500', '1760000620', 'st-1'],
    ]);
    expect(new Set(inputs.map((input) => /nonce="([^"]+)"/.exec(input)?.[1])).size).toBe(3);
  });
});
