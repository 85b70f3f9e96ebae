import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_RPC_BYTES } from '../../../../src/contract/station/contract.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { createStationRpc } from '../../../../src/station/rpc/station-rpc.ts';
import { kioskViewAt, testIntents, testScreens } from './fake-station.ts';
import type { Page, Transport } from './transports.ts';
import { messagePortTransport, webSocketTransport } from './transports.ts';

describe.each([webSocketTransport, messagePortTransport])('the station served over $name', (transport) => {
  const opened: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.stop();
  });

  it('answers a call with the value of its intent', async () => {
    const { page } = await serve(transport, { catalogue: { categories: async () => [{ category: 'Camisas', count: 3 }] } });
    expect(await page.client.catalogue.categories({})).toEqual([{ category: 'Camisas', count: 3 }]);
  });

  it('tells an intent that its page does not want to hear it any more', async () => {
    const given = Promise.withResolvers<AbortSignal>();
    const say = (_: unknown, signal: AbortSignal | undefined): Promise<never> => {
      if (signal !== undefined) given.resolve(signal);
      return new Promise(() => {});
    };
    const { page } = await serve(transport, { speech: { say } });
    const giveUp = new AbortController();
    const said = page.client.speech.say({ locale: 'es', text: 'Hola', rate: 'normal' }, { signal: giveUp.signal });
    const signal = await given.promise;
    giveUp.abort();
    await expect(said).rejects.toThrow();
    await vi.waitFor(() => expect(signal.aborted).toBe(true));
  });

  it('passes an expected failure on as the plain value that it is', async () => {
    const { page } = await serve(transport, { kiosk: { add: async () => ({ ok: false, error: { kind: 'bag-full' } }) } });
    expect(await page.client.kiosk.add({ sku: 'A-1' })).toEqual({ ok: false, error: { kind: 'bag-full' } });
  });

  it('passes a success without a value on', async () => {
    const { page } = await serve(transport, { kiosk: { touch: async () => ({ ok: true, value: undefined }) } });
    expect(await page.client.kiosk.touch({})).toMatchObject({ ok: true });
  });

  it.each([
    ['an unknown key', { sku: 'A-1', price: 0 }],
    ['a missing key', {}],
    ['a wrong type', { sku: 7 }],
    ['a text that is too long', { sku: 'x'.repeat(65) }],
    ['nothing', null],
  ])('refuses a call with %s and does not run its intent', async (_, input) => {
    const add = vi.fn();
    const { page } = await serve(transport, { kiosk: { add } });
    page.sendRaw(JSON.stringify({ i: 'z1', p: { u: '/kiosk/add', b: { json: input } } }));
    await vi.waitFor(() => expect(page.received.map(statusOf)).toEqual([['z1', 400]]));
    expect(add).not.toHaveBeenCalled();
  });

  it('refuses a procedure that does not exist', async () => {
    const { page } = await serve(transport, {});
    page.sendRaw(JSON.stringify({ i: 'z1', p: { u: '/kiosk/openEverything', b: { json: {} } } }));
    await vi.waitFor(() => expect(page.received.map(statusOf)).toEqual([['z1', 404]]));
  });

  it.each([
    ['headers', { i: 'z1', p: { u: '/kiosk/touch', h: { 'content-type': 'multipart/form-data' }, b: { json: {} } } }],
    ['another method', { i: 'z1', p: { u: '/kiosk/touch?data={}', m: 'GET' } }],
    ['type tags', { i: 'z1', p: { u: '/kiosk/touch', b: { json: { a: '1' }, meta: [[0, '__proto__']] } } }],
    ['a stream towards the station', { i: 'z1', t: 3, p: { e: 'message', d: {} } }],
    ['a foreign address', { i: 'z1', p: { u: 'http://127.0.0.1/kiosk/touch', b: { json: {} } } }],
  ])('refuses a message with %s by its id and keeps the connection', async (_, message) => {
    const { page } = await serve(transport, { catalogue: { categories: async () => [] } });
    page.sendRaw(JSON.stringify(message));
    await vi.waitFor(() => expect(page.received.map(statusOf)).toEqual([['z1', 400]]));
    expect(await page.client.catalogue.categories({})).toEqual([]);
  });

  it.each([
    ['is not JSON', '{"i":'],
    ['has no id', '{"p":{"u":"/kiosk/touch"}}'],
    ['is empty', ''],
    ['is a number', '7'],
    ['is nested without end', '['.repeat(30_000)],
    ['is too large', JSON.stringify({ i: 'z1', p: { u: '/kiosk/touch', b: { json: 'x'.repeat(MAX_RPC_BYTES) } } })],
    ['is too large in bytes, not in characters', JSON.stringify({ i: 'z1', p: { u: '/kiosk/touch', b: { json: 'ñ'.repeat(MAX_RPC_BYTES / 2 + 1) } } })],
    ['is binary', new Uint8Array([0, 255, 1])],
  ])('hangs up on a page whose message %s, and on no other page', async (_, message) => {
    const { page, connect } = await serve(transport, { catalogue: { categories: async () => [] } });
    const other = await connect();
    page.sendRaw(message);
    await page.closed;
    expect(page.received).toEqual([]);
    expect(await other.client.catalogue.categories({})).toEqual([]);
  });

  it('survives whatever text arrives', async () => {
    const { connect } = await serve(transport, { catalogue: { categories: async () => [] } });
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ i: fc.string(), t: fc.nat(5), p: fc.jsonValue() }).map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (texts) => {
        const page = await connect();
        for (const one of texts) page.sendRaw(one);
        page.leave();
      }),
      { numRuns: 40 },
    );
    expect(await (await connect()).client.catalogue.categories({})).toEqual([]);
  });

  it('answers a bug in an intent with a general error that tells nothing, and goes on', async () => {
    const { page } = await serve(transport, {
      kiosk: { end: () => Promise.reject(new Error('SQLITE_IOERR at /var/lib/pasillo')) },
      catalogue: { categories: async () => [] },
    });
    await expect(page.client.kiosk.end({})).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(page.received.join()).not.toContain('SQLITE');
    expect(await page.client.catalogue.categories({})).toEqual([]);
  });

  it('does not let an answer out that the contract does not know', async () => {
    const { page } = await serve(transport, { catalogue: { categories: async () => [{ category: 'Camisas', count: 1.5 }] } });
    await expect(page.client.catalogue.categories({})).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  });

  it('shows a watching page the current view at once, then each change', async () => {
    const { page, screens } = await serve(transport, {});
    const views = await page.client.kiosk.watch({});
    const seen = [(await views.next()).value];
    screens.kiosk.set(kioskViewAt(2));
    seen.push((await views.next()).value);
    screens.kiosk.set(kioskViewAt(3));
    seen.push((await views.next()).value);
    expect(seen).toEqual([kioskViewAt(1), kioskViewAt(2), kioskViewAt(3)]);
  });

  it('shows the latest view when several changes come at once', async () => {
    const { page, screens } = await serve(transport, {});
    const views = await page.client.kiosk.watch({});
    await views.next();
    for (const at of [2, 3, 4, 5]) screens.kiosk.set(kioskViewAt(at));
    expect((await views.next()).value).toEqual(kioskViewAt(5));
  });

  it('stops listening when the page goes', async () => {
    const { page, screens } = await serve(transport, {});
    const views = await page.client.kiosk.watch({});
    await views.next();
    expect(screens.kiosk.listeners).toBe(1);
    page.leave();
    await vi.waitFor(() => expect(screens.kiosk.listeners).toBe(0));
  });

  it('stops listening when the page stops watching and keeps the connection', async () => {
    const { page, screens } = await serve(transport, { catalogue: { categories: async () => [] } });
    const views = await page.client.kiosk.watch({});
    await views.next();
    await views.return?.();
    await vi.waitFor(() => expect(screens.kiosk.listeners).toBe(0));
    expect(await page.client.catalogue.categories({})).toEqual([]);
  });

  it('ends a stream whose view the contract refuses, and goes on', async () => {
    const { page, screens } = await serve(transport, { catalogue: { categories: async () => [] } });
    const views = await page.client.kiosk.watch({});
    await views.next();
    screens.kiosk.set(kioskViewAt(-1));
    await expect(views.next()).rejects.toThrow();
    expect(await page.client.catalogue.categories({})).toEqual([]);
  });

  it('refuses more calls at once than a page can need', async () => {
    const { page } = await serve(transport, { kiosk: { touch: () => new Promise(() => undefined) } });
    for (let i = 0; i < 70; i++) page.sendRaw(JSON.stringify({ i: `c${i}`, p: { u: '/kiosk/touch', b: { json: {} } } }));
    await vi.waitFor(() => expect(page.received.map(statusOf)).toEqual([64, 65, 66, 67, 68, 69].map((i) => [`c${i}`, 429])));
  });

  it('hangs up on every page when it closes', async () => {
    const { page, screens, rpc } = await serve(transport, {});
    const views = await page.client.kiosk.watch({});
    await views.next();
    rpc.close();
    await page.closed;
    await vi.waitFor(() => expect(screens.kiosk.listeners).toBe(0));
  });

  async function serve(over: Transport, given: Parameters<typeof testIntents>[0]) {
    const screens = testScreens();
    const rpc = createStationRpc({ intents: testIntents(given), screens, logger: silentLogger });
    const server = await over.open(rpc);
    opened.push(server);
    const page: Page = await server.connect();
    return { page, connect: () => server.connect(), screens, rpc };
  }
});

function statusOf(message: string): [string, number] {
  const { i, p } = JSON.parse(message) as { i: string; p: { s?: number } };
  return [i, p.s ?? 200];
}
