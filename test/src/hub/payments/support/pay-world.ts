import { type PhonePayment, phonePayment } from '../../../../../src/contract/hub/payments.ts';
import type { OrderPlaced } from '../../../../../src/contract/events/operations.ts';
import type { OpenWay, TenantPayments } from '../../../../../src/hub/payments/setup.ts';
import { PAYPAL_APP, type PaypalStandIn, startPaypal } from '../../../../support/providers/paypal-stand-in.ts';
import { SHOP_CARD_KEY, type ShopCardStandIn, startShopCard } from '../../../../support/providers/shop-card-stand-in.ts';
import { STRIPE_ACCOUNT, type StripeStandIn, startStripe } from '../../../../support/providers/stripe-stand-in.ts';
import { type Answer, makeApi, type TestApi } from '../../support/api.ts';
import { pgliteEngine, type TestEngine } from '../../support/engines.ts';
import { column, makeOutbox, makeWorld, NOW, paid, placed, push, type World } from '../../support/world.ts';

/** A shop that takes PayPal, cards and a card of its own on the phone, each at a stand-in that speaks HTTP. */
export interface PayWorld {
  readonly engine: TestEngine;
  readonly world: World;
  readonly api: TestApi;
  readonly paypal: PaypalStandIn;
  readonly stripe: StripeStandIn;
  readonly shopCard: ShopCardStandIn;
  /** The ways as a hub is told of them, for a second one. */
  readonly ways: readonly TenantPayments[];
  close(): Promise<void>;
}

/** An order and the page behind its link. */
export interface PayingOrder {
  readonly order: OrderPlaced;
  readonly look: () => Promise<PhonePayment>;
  readonly begin: (way: string, made: number) => Promise<Answer>;
  /** Begins and answers the provider's page. */
  readonly go: (way: string, made: number) => Promise<string>;
  /** The till takes the money, and the hub hears of it. */
  readonly till: () => Promise<readonly string[]>;
  /** The station tells of something else that happened to it. */
  readonly tell: (...operations: readonly unknown[]) => Promise<readonly string[]>;
  /** Status of the order, and what stands in the books for it. */
  readonly books: () => Promise<unknown>;
}

/** Opens the database, PGlite unless another is given, and the stand-ins, once per file; the stand-ins share the hub's time. */
export async function openPayWorld(open: () => Promise<TestEngine> = pgliteEngine): Promise<PayWorld> {
  const engine = await open();
  const world = await makeWorld(engine.db);
  let now = () => NOW;
  const [paypal, stripe, shopCard] = await Promise.all([startPaypal(() => now()), startStripe(() => now()), startShopCard(() => now())]);
  const ways: readonly OpenWay[] = [
    { kind: 'paypal', wayId: 'paypal', baseUrl: paypal.url, ...PAYPAL_APP },
    { kind: 'stripe', wayId: 'card', baseUrl: stripe.url, ...STRIPE_ACCOUNT },
    {
      kind: 'shop-card',
      wayId: 'own-card',
      name: { es: 'Tarjeta de la tienda', en: 'Shop card' },
      pageUrl: `${shopCard.url}/pay`,
      apiUrl: shopCard.url,
      merchant: 'moda',
      key: SHOP_CARD_KEY,
      lifeMinutes: 30,
      currencies: ['EUR', 'CLP'],
    },
  ];
  const limits = { action: { burst: 1000, perSecond: 100 }, phone: { burst: 10_000, perSecond: 100 } };
  const tenants = [{ tenantId: world.tenantId, ways }];
  const api = await makeApi(engine.db, limits, tenants);
  now = () => api.clock.now();
  const close = async () => {
    await Promise.all([api.close(), paypal.close(), stripe.close(), shopCard.close()]);
    await engine.close();
  };
  return { engine, world, api, paypal, stripe, shopCard, ways: tenants, close };
}

/** Places an order; of another total than usual it is one piece at that price. */
export async function placeOne({ engine, world, api }: PayWorld, change: Partial<OrderPlaced> = {}): Promise<PayingOrder> {
  const lines =
    change.total === undefined ? {} : { lines: placed().lines.map((line) => ({ ...line, quantity: 1, unitPrice: change.total ?? line.unitPrice })) };
  const order = placed({ ...lines, ...change });
  const out = makeOutbox();
  await push(engine.db, world.kiosk, out.request(out.add(order)));
  const [row] = await engine.db.query('SELECT phone_token FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, order.orderId]);
  const path = `/v1/phone/${String(row?.['phone_token'])}/payment`;
  const begin = (way: string, made: number) => api.plain('POST', path, JSON.stringify({ way, made }));
  return {
    order,
    begin,
    look: async () => phonePayment.parse((await api.plain('GET', path)).json),
    async go(way, made) {
      const page = phonePayment.parse((await begin(way, made)).json).last?.pageUrl ?? null;
      if (page === null) throw new Error(`no page of ${way}`);
      return page;
    },
    till: () => push(engine.db, world.kiosk, out.request(out.add(paid(order)))),
    tell: (...operations) => push(engine.db, world.kiosk, out.request(...operations.map((one) => out.add(one)))),
    async books() {
      const [found] = await engine.db.query('SELECT status FROM orders WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, order.orderId]);
      const payments = await engine.db.query('SELECT tender FROM payments WHERE tenant_id = $1 AND order_id = $2', [world.tenantId, order.orderId]);
      return [found?.['status'], ...payments.map((payment) => payment['tender'])];
    },
  };
}

/** Moves time and lets the worker ask whatever is due. */
export async function pass({ api }: Pick<PayWorld, 'api'>, ms: number): Promise<void> {
  api.clock.advance(ms);
  await api.payments.tendDue();
}

/** The alarms about payments, by kind. */
export async function paymentAlarms({ engine, world }: Pick<PayWorld, 'engine' | 'world'>): Promise<readonly unknown[]> {
  return (await column(engine.db, world, 'alarms', 'kind')).filter((kind) => String(kind).startsWith('payment-'));
}

/** Ends the alarms, as people do. */
export async function endAlarms({ engine, world }: Pick<PayWorld, 'engine' | 'world'>): Promise<void> {
  await engine.db.query('DELETE FROM alarms WHERE tenant_id = $1', [world.tenantId]);
}

/** News of a provider, as they arrive. */
export function ring(
  { api, world }: Pick<PayWorld, 'api' | 'world'>,
  way: string,
  news: { readonly body: string; readonly headers: Record<string, string> },
): Promise<Answer> {
  return api.plain('POST', `/v1/payments/${world.tenantId}/${way}/news`, news.body, news.headers);
}
