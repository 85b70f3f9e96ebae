import type { Result } from '../../src/kernel/result.ts';
import { assistIntents } from './assist-intents.ts';
import { deskIntents } from './desk-intents.ts';
import { floorIntents } from './floor-intents.ts';
import { orderIntents } from './order-intents.ts';
import { serviceIntents } from './service-intents.ts';
import { siloIntents } from './silo-intents.ts';
import type { StationClient } from './link.ts';

/** The station did not answer: no connection, or no reply in time. What was asked may or may not have happened. */
export interface Unreachable {
  readonly kind: 'unreachable';
}

/** A failed result that says so. */
export interface UnreachableResult {
  readonly ok: false;
  readonly error: Unreachable;
}

/** Runs one procedure on the living link, if there is one. */
export type CallStation = <O>(run: (client: StationClient, signal: AbortSignal) => Promise<O>) => Promise<Result<O, Unreachable>>;

/** Everything a screen may ask. Nothing here rejects: a broken link is the error `unreachable`. */
export type StationIntents = ReturnType<typeof intentsOver>;

/** The contract's procedures over a way to call. Each answers with its own result widened by `unreachable`. */
export function intentsOver(call: CallStation) {
  /** A procedure that already answers with a result: the two kinds of failure become one union. */
  async function flat<O extends { readonly ok: boolean }>(run: (client: StationClient, signal: AbortSignal) => Promise<O>): Promise<O | UnreachableResult> {
    const outcome = await call(run);
    return outcome.ok ? outcome.value : outcome;
  }
  type In<G extends keyof StationClient, P extends keyof StationClient[G]> = StationClient[G][P] extends (input: infer I, ...rest: never[]) => unknown
    ? I
    : never;
  return {
    catalogue: {
      search: (input: In<'catalogue', 'search'>) => call((c, signal) => c.catalogue.search(input, { signal })),
      facets: (input: In<'catalogue', 'facets'>) => call((c, signal) => c.catalogue.facets(input, { signal })),
      scan: (input: In<'catalogue', 'scan'>) => flat((c, signal) => c.catalogue.scan(input, { signal })),
      categories: () => call((c, signal) => c.catalogue.categories({}, { signal })),
      similar: (input: In<'catalogue', 'similar'>) => call((c, signal) => c.catalogue.similar(input, { signal })),
      product: (input: In<'catalogue', 'product'>) => flat((c, signal) => c.catalogue.product(input, { signal })),
    },
    kiosk: {
      start: (input: In<'kiosk', 'start'>) => flat((c, signal) => c.kiosk.start(input, { signal })),
      touch: () => flat((c, signal) => c.kiosk.touch({}, { signal })),
      extend: () => flat((c, signal) => c.kiosk.extend({}, { signal })),
      setLimit: (input: In<'kiosk', 'setLimit'>) => flat((c, signal) => c.kiosk.setLimit(input, { signal })),
      add: (input: In<'kiosk', 'add'>) => flat((c, signal) => c.kiosk.add(input, { signal })),
      setQuantity: (input: In<'kiosk', 'setQuantity'>) => flat((c, signal) => c.kiosk.setQuantity(input, { signal })),
      setFulfilment: (input: In<'kiosk', 'setFulfilment'>) => flat((c, signal) => c.kiosk.setFulfilment(input, { signal })),
      setWay: (input: In<'kiosk', 'setWay'>) => flat((c, signal) => c.kiosk.setWay(input, { signal })),
      takeKnownAddress: () => flat((c, signal) => c.kiosk.takeKnownAddress({}, { signal })),
      setShipTo: (input: In<'kiosk', 'setShipTo'>) => flat((c, signal) => c.kiosk.setShipTo(input, { signal })),
      setContact: (input: In<'kiosk', 'setContact'>) => flat((c, signal) => c.kiosk.setContact(input, { signal })),
      place: (input: In<'kiosk', 'place'>) => flat((c, signal) => c.kiosk.place(input, { signal })),
      print: () => flat((c, signal) => c.kiosk.print({}, { signal })),
      bagCode: () => flat((c, signal) => c.kiosk.bagCode({}, { signal })),
      takeBag: (input: In<'kiosk', 'takeBag'>) => flat((c, signal) => c.kiosk.takeBag(input, { signal })),
      end: () => flat((c, signal) => c.kiosk.end({}, { signal })),
    },
    benefits: {
      enterCode: (input: In<'benefits', 'enterCode'>) => flat((c, signal) => c.benefits.enterCode(input, { signal })),
      dropCoupon: (input: In<'benefits', 'dropCoupon'>) => flat((c, signal) => c.benefits.dropCoupon(input, { signal })),
      forgetMember: () => flat((c, signal) => c.benefits.forgetMember({}, { signal })),
      spendPoints: (input: In<'benefits', 'spendPoints'>) => flat((c, signal) => c.benefits.spendPoints(input, { signal })),
      setGift: (input: In<'benefits', 'setGift'>) => flat((c, signal) => c.benefits.setGift(input, { signal })),
      setConsents: (input: In<'benefits', 'setConsents'>) => flat((c, signal) => c.benefits.setConsents(input, { signal })),
      signUp: (input: In<'benefits', 'signUp'>) => flat((c, signal) => c.benefits.signUp(input, { signal })),
      atTill: (input: In<'benefits', 'atTill'>) => flat((c, signal) => c.benefits.atTill(input, { signal })),
      pointsAtTill: (input: In<'benefits', 'pointsAtTill'>) => flat((c, signal) => c.benefits.pointsAtTill(input, { signal })),
    },
    orders: orderIntents(flat),
    assist: assistIntents(flat),
    ...siloIntents(flat),
    staff: {
      signIn: (input: In<'staff', 'signIn'>) => flat((c, signal) => c.staff.signIn(input, { signal })),
      signOut: () => flat((c, signal) => c.staff.signOut({}, { signal })),
      touch: () => flat((c, signal) => c.staff.touch({}, { signal })),
      findOrder: (input: In<'staff', 'findOrder'>) => flat((c, signal) => c.staff.findOrder(input, { signal })),
      takePayment: (input: In<'staff', 'takePayment'>) => flat((c, signal) => c.staff.takePayment(input, { signal })),
      ordersToPrepare: () => flat((c, signal) => c.staff.ordersToPrepare({}, { signal })),
      toDo: () => flat((c, signal) => c.staff.toDo({}, { signal })),
      deskOrders: () => flat((c, signal) => c.staff.deskOrders({}, { signal })),
      shortOrders: () => flat((c, signal) => c.staff.shortOrders({}, { signal })),
      deskReady: (input: In<'staff', 'deskReady'>) => flat((c, signal) => c.staff.deskReady(input, { signal })),
      handOver: (input: In<'staff', 'handOver'>) => flat((c, signal) => c.staff.handOver(input, { signal })),
      ...floorIntents(flat),
      printSlip: () => flat((c, signal) => c.staff.printSlip({}, { signal })),
      status: () => flat((c, signal) => c.staff.status({}, { signal })),
    },
    desk: deskIntents(flat),
    ...serviceIntents(flat),
  };
}
