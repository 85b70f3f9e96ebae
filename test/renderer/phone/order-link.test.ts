import { afterEach, describe, expect, test, vi } from 'vitest';
import { orderBehind, payLinkBehind, secondCodeBehind } from '../../../renderer/phone/order-link.ts';
import { mockOrder, mockPayLink } from '../../../renderer/phone/mock-orders.ts';

const token = 'Zk3vQ8w1xYb7Nn0pLs5tGA';

/** Answers every request with `answer`, and records what was asked. */
function hubThat(answer: () => Promise<Response>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return answer();
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the order behind a link', () => {
  test('is asked for at the same origin, by the token in the address', async () => {
    const order = await mockOrder('phone-ready').load();
    const asked = hubThat(async () => Response.json(order.ok ? order.value : null));
    expect(await orderBehind(`/p/${token}`).load()).toEqual(order);
    expect(asked).toEqual([`/v1/phone/${token}`]);
  });

  test.each([404, 410, 400])('does not exist when the hub says %i', async (status) => {
    hubThat(async () => new Response('{}', { status }));
    expect(await orderBehind(`/p/${token}`).load()).toEqual({ ok: false, error: { kind: 'unknown' } });
  });

  test.each([429, 500, 502, 503])('is out of reach when the hub says %i', async (status) => {
    hubThat(async () => new Response('{}', { status }));
    expect(await orderBehind(`/p/${token}`).load()).toEqual({ ok: false, error: { kind: 'unreachable' } });
  });

  test('is out of reach without a network, and when what comes is no order', async () => {
    hubThat(() => Promise.reject(new TypeError('failed to fetch')));
    expect(await orderBehind(`/p/${token}`).load()).toEqual({ ok: false, error: { kind: 'unreachable' } });
    hubThat(async () => new Response('<html>a hotel network</html>'));
    expect(await orderBehind(`/p/${token}`).load()).toEqual({ ok: false, error: { kind: 'unreachable' } });
    hubThat(async () => Response.json({ storeName: 'x' }));
    expect(await orderBehind(`/p/${token}`).load()).toEqual({ ok: false, error: { kind: 'unreachable' } });
  });

  test.each(['/', '/p/', '/p/short', '/p/../v1/secret', `/p/${token}/x`, `/p/${'A'.repeat(65)}`, '/p/%2e%2e%2fadmin%2fsecret%2f', `/p/d/${token}`])(
    'is not asked for at %s',
    async (path) => {
      const asked = hubThat(async () => Response.json({}));
      expect(await orderBehind(path).load()).toEqual({ ok: false, error: { kind: 'unknown' } });
      expect(asked).toEqual([]);
    },
  );
});

describe('what a customer asks for', () => {
  test('is asked of the same order, and answered with how it is then', async () => {
    const order = await mockOrder('phone-ready').load();
    const asked = hubThat(async () => Response.json(order.ok ? order.value : null));
    expect(await orderBehind(`/p/${token}`).act('extend', { used: 0 })).toEqual(order);
    expect(asked).toEqual([`/v1/phone/${token}/extend`]);
  });

  test.each([
    [409, 'refused'],
    [404, 'refused'],
    [429, 'too-often'],
    [503, 'unreachable'],
  ])('and refused with %i is %s', async (status, kind) => {
    hubThat(async () => new Response('{}', { status }));
    expect(await orderBehind(`/p/${token}`).act('pin', { resets: 0 })).toEqual({ ok: false, error: { kind } });
  });

  test('and lost on the way is not done as far as the page knows', async () => {
    hubThat(() => Promise.reject(new TypeError('failed to fetch')));
    expect(await orderBehind(`/p/${token}`).act('pin', { resets: 0 })).toEqual({ ok: false, error: { kind: 'unreachable' } });
  });
});

describe('the second code behind a link', () => {
  test('is asked for under its own address and nowhere else', async () => {
    const second = { storeName: 'Pasillo', locale: 'es', state: 'over', code: null, until: null };
    const asked = hubThat(async () => Response.json(second));
    expect(await secondCodeBehind(`/p/d/${token}`)?.()).toEqual({ ok: true, value: second });
    expect([asked, secondCodeBehind(`/p/${token}`), await secondCodeBehind('/p/d/x')?.()]).toEqual([
      [`/v1/phone/delegate/${token}`],
      null,
      { ok: false, error: { kind: 'unknown' } },
    ]);
  });
});

describe('the payment of the order behind a link', () => {
  const known = {
    state: 'open',
    amount: { minor: 5990, currency: 'EUR' },
    ways: [{ way: 'card', kind: 'stripe', name: null }],
    made: 0,
    last: null,
    givingBack: [],
  };

  test('is asked for and begun at the same origin', async () => {
    const asked = hubThat(async () => Response.json(known));
    const link = orderBehind(`/p/${token}`);
    expect([await link.payment(), await link.pay('card', 0)]).toEqual([
      { ok: true, value: known },
      { ok: true, value: known },
    ]);
    expect(asked).toEqual([`/v1/phone/${token}/payment`, `/v1/phone/${token}/payment`]);
  });

  test.each([
    [409, 'refused'],
    [429, 'too-often'],
    [503, 'unreachable'],
  ])('is not begun when the hub says %i', async (status, kind) => {
    hubThat(async () => new Response('{}', { status }));
    expect(await orderBehind(`/p/${token}`).pay('card', 0)).toEqual({ ok: false, error: { kind } });
  });

  test('leads to no address but one of the web', async () => {
    const last = { way: 'card', state: 'open', pageUrl: 'javascript:alert(1)', begunAt: 1 };
    hubThat(async () => Response.json({ ...known, last }));
    expect(await orderBehind(`/p/${token}`).pay('card', 0)).toEqual({ ok: false, error: { kind: 'unreachable' } });
    expect(await orderBehind('/p/nothing').pay('card', 0)).toEqual({ ok: false, error: { kind: 'refused' } });
  });
});

describe('a link to pay by', () => {
  test('is asked for at the same origin, begins a payment there, and is no order’s page', async () => {
    const page = await mockPayLink('pay-link')?.load();
    const asked = hubThat(async () => Response.json(page?.ok === true ? page.value : null));
    const link = payLinkBehind(`/p/pay/${token}`);
    expect([await link?.load(), (await link?.payment())?.ok, (await link?.pay('card', 0))?.ok]).toEqual([page, true, true]);
    expect(asked).toEqual([`/v1/phone/pay/${token}`, `/v1/phone/pay/${token}`, `/v1/phone/pay/${token}`]);
    expect([await orderBehind(`/p/pay/${token}`).load(), secondCodeBehind(`/p/pay/${token}`)]).toEqual([{ ok: false, error: { kind: 'unknown' } }, null]);
  });

  test('leads nowhere with a token that is none, and is none at other addresses', async () => {
    const asked = hubThat(async () => Response.json({}));
    expect(await payLinkBehind('/p/pay/short')?.load()).toEqual({ ok: false, error: { kind: 'unknown' } });
    expect([payLinkBehind(`/p/${token}`), payLinkBehind(`/p/d/${token}`), payLinkBehind('/')]).toEqual([null, null, null]);
    expect(asked).toEqual([]);
  });
});
