import { describe, expect, it } from 'vitest';
import { type OrderReaderParts, orderReader } from '../../../renderer/kiosk/use-order-reader.ts';
import { ok } from '../../../src/kernel/result.ts';

const LINK = 'https://brisal.example/p/AAAAAAAAAAAAAAAAAAAAAA';

/** A page with a session in which an order's code was just read, and a hub that has not answered yet. */
function asked() {
  const page = { session: 'a' as string | null, route: '/kiosk/bag' };
  const been: string[] = [];
  const answers: (() => void)[] = [];
  const parts: OrderReaderParts = {
    scan: () => new Promise((resolve) => answers.push(() => resolve(ok({ number: 'K1-00042-9' })))),
    session: () => page.session,
    route: () => page.route,
    goTo: (route) => {
      page.route = route;
      been.push(route);
    },
  };
  const taken = orderReader(parts).take(LINK);
  return {
    page,
    been,
    answer: async () => {
      for (const answer of answers) answer();
      await taken;
    },
  };
}

describe('the answer about an order’s code', () => {
  it('leads to the order', async () => {
    const { been, answer } = asked();
    await answer();
    expect(been).toEqual(['/kiosk/order', '/kiosk/order?number=K1-00042-9']);
  });

  it.each([
    ['the next person, who is asked about an order as well', { session: 'b', route: '/kiosk/order' }],
    ['whoever types a code and a PIN at the silo by then', { session: null, route: '/silo' }],
    ['the staff who signed in', { session: 'a', route: '/staff' }],
    ['the same person, who went on', { session: 'a', route: '/kiosk/p/77' }],
    ['the attract screen', { session: null, route: '/kiosk/order' }],
  ])('leads nobody else away: %s', async (_who, now) => {
    const { page, been, answer } = asked();
    Object.assign(page, now);
    await answer();
    expect(been).toEqual(['/kiosk/order']);
  });
});
