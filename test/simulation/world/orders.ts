import type { OrderSummary } from '../../../src/contract/orders.ts';
import { orderNumber } from '../../../src/core/orders/order-number.ts';
import type { Thing } from './floor.ts';
import { START } from '../../flows/support/shop.ts';

/** An order as it really is: who wants it, who paid, and the thing itself. */
export interface WorldOrder {
  readonly n: number;
  readonly orderId: string;
  readonly number: string;
  readonly owner: string;
  readonly thing: Thing;
  isPaid: boolean;
  /** Payments that were taken for it here. */
  payments: number;
  /** The pass that the customer was written to about, once the hub heard of the parcel. */
  passId: string | null;
  /** What the hub's mail said of where it lies. */
  compartmentId: string | null;
  /** Head office took it back. */
  isCancelled: boolean;
  isDelivered: boolean;
  /** Which code of the pass the customer has, and the highest that the station has seen open. */
  generation: number;
  seenGeneration: number;
  /** Ids of codes that were taken back: the customer's own, or a friend's. */
  readonly revoked: string[];
  /** The last screen that turned its customer away. */
  lastScreen: string | null;
}

/** Every order of the world. */
export class Orders {
  readonly all: WorldOrder[] = [];
  readonly #byId = new Map<string, WorldOrder>();

  find(orderId: string): WorldOrder | null {
    return this.#byId.get(orderId) ?? null;
  }

  /** A new order of a person. */
  add(owner: string, isPaid: boolean, known?: { readonly orderId: string; readonly number: string }): WorldOrder {
    const n = this.all.length + 1;
    const orderId = known?.orderId ?? `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
    const thing: Thing = { name: `parcel ${n}`, kind: 'parcel', owner, orderId };
    const number = known?.number ?? orderNumber('K2', n);
    const blank = {
      payments: 0,
      passId: null,
      compartmentId: null,
      isCancelled: false,
      isDelivered: false,
      lastScreen: null,
      generation: 0,
      seenGeneration: 0,
      revoked: [],
    };
    const order: WorldOrder = { n, orderId, number, owner, thing, isPaid, ...blank };
    this.all.push(order);
    this.#byId.set(orderId, order);
    return order;
  }

  /** Ids of codes that were taken back from whoever holds this pass, whichever of their orders it was for. */
  takenBack(passId: string | null): readonly string[] {
    return this.all.filter((order) => order.passId === passId).flatMap(({ revoked }) => revoked);
  }
}

/** What a person's own words on a screen look like: nobody else may ever see them. */
export function canaryOf(owner: string): string {
  return `prenda-de-${owner}.`;
}

/** The row with which the hub tells the station of an order. */
export function rowOf(order: WorldOrder, placedAt: number): OrderSummary {
  const price = { minor: 3995, currency: 'EUR' };
  const picture = { kind: 'drawing', garment: 'shirt', colour: '#2244aa', pattern: 'plain' } as const;
  return {
    orderId: order.orderId,
    number: order.number,
    status: order.isCancelled ? 'cancelled' : order.isPaid ? 'paid' : 'placed',
    placedAt: Math.max(START, Math.floor(placedAt)),
    lines: [{ sku: 'CAM-M', title: canaryOf(order.owner), size: 'M', colour: 'Azul', picture, quantity: 1, unitPrice: price }],
    total: price,
    fulfilmentKind: 'silo',
    locale: 'es',
    holder: holderOf(order.owner),
  };
}

/** The id of the code that the holder of pass `n` may give to a friend. */
export function delegateIdOf(n: number): string {
  return (0xcd0000 + n).toString(16).padStart(32, '0');
}

/** The opaque id of a person. */
export function holderOf(owner: string): string {
  return Buffer.from(owner.padEnd(16, '_').slice(0, 16)).toString('hex');
}
