import type { StaffOrder } from '../../src/contract/station/views.ts';
import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import { until } from './until.ts';
import { untilSomethingCanBeOrdered } from './goods.ts';
import type { StationClient } from './station-client.ts';

type Calls = StationClient['calls'];

/** A parcel that lies behind a door: the code that opens it, as it stands on the slip, and its order. */
export interface LoadedParcel {
  readonly code: string;
  /** The nine letters and numbers below the code, for who cannot show it. */
  readonly shortCode: string;
  readonly door: number;
  readonly order: string;
  readonly orderId: string;
}

const [assistant] = DEMO_STAFF;
const badge = { badge: assistant.number, pin: assistant.pin };
const patienceMs = 120_000;

/** Waits until the station knows its staff, and signs the assistant in. */
export async function signInByCall(calls: Calls): Promise<void> {
  await until('the station has its staff from the hub', patienceMs, async () => (await calls.staff.signIn(badge)).ok);
}

/** Orders one piece for the silo as a shopper does, and signs the assistant in, who finds the order. `email` gets the messages. */
export async function placeOrder(calls: Calls, email: string): Promise<StaffOrder> {
  const sku = await untilSomethingCanBeOrdered(calls);
  must('begin a session', await calls.kiosk.start({ locale: 'es' }));
  must('put something into the bag', await calls.kiosk.add({ sku }));
  must('choose the silo', await calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
  must('give an address', await calls.kiosk.setContact({ contact: { kind: 'email', email } }));
  must('place the order', await calls.kiosk.place({}));
  const tillCode = await tillCodeOf(calls);
  must('end the session', await calls.kiosk.end({}));
  // The shopper's beginning signed the member out, as it does on the screen.
  must('sign in', await calls.staff.signIn(badge));
  return must('find the order at the till', await calls.staff.findOrder({ code: tillCode }));
}

/** Takes the money for an order. */
export async function payOrder(calls: Calls, order: StaffOrder): Promise<void> {
  must('take the payment', await calls.staff.takePayment({ orderId: order.orderId, tender: 'card', amount: order.total }));
}

/** Loads the parcel of a paid order, or with `another` a further one. `close` is called with the door that was seen open; somebody must close it. */
export async function loadByCall(calls: Calls, order: StaffOrder, another: boolean, close: (door: number) => void): Promise<LoadedParcel> {
  let refused = '';
  await until('a parcel may be loaded', patienceMs, async () => {
    const begun = await calls.staff.beginLoad({ orderId: order.orderId, size: order.size, another });
    if (begun.ok) return true;
    refused = begun.error.kind;
    // Codes come from the hub, boards answer, and doors come to rest; nothing else ends by itself.
    if (!['no-blank-pass', 'doors-unreachable', 'busy'].includes(refused)) throw new Error('The station will not.');
    return false;
  }).catch((error: unknown) => {
    throw new Error(`A parcel could not be loaded (${refused}). ${error instanceof Error ? error.message : String(error)}`);
  });
  const stop = new AbortController();
  // A view may be told once more while the answer to it is under way.
  let isAnswered = false;
  try {
    for await (const view of await calls.staff.watch({}, { signal: stop.signal })) {
      const state = view.load?.state;
      if (state?.kind === 'did-not-open' || state?.kind === 'abandoned') throw new Error('The door for a parcel did not open.');
      if (state?.kind === 'open') close(state.door.number);
      if (state?.kind === 'ask' && !isAnswered) {
        isAnswered = true;
        must('confirm the parcel', await calls.staff.answerLoad({ answer: 'placed' }));
      }
      if (state?.kind === 'loaded') {
        must('leave the load screen', await calls.staff.closeLoad({}));
        return { ...codesOf(state.slip?.blocks ?? []), door: state.door.number, order: order.number, orderId: order.orderId };
      }
    }
  } finally {
    stop.abort();
  }
  throw new Error('The station ended while a parcel was loaded.');
}

/** The value of a step that has to succeed. */
export function must<T>(
  step: string,
  result: { readonly ok: true; readonly value?: T } | { readonly ok: false; readonly error: { readonly kind: string } },
): T {
  if (!result.ok) throw new Error(`To ${step} was refused (${result.error.kind}).`);
  return result.value as T;
}

async function tillCodeOf(calls: Calls): Promise<string> {
  for await (const view of await calls.kiosk.watch({})) {
    const code = view.session?.placed?.tillCode;
    if (code !== undefined) return code;
  }
  throw new Error('The station ended while an order was placed.');
}

type Blocks = readonly { readonly kind: string; readonly data?: unknown; readonly text?: unknown }[];

/** The short code stands under the QR code, in groups. */
const shown = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/;

function codesOf(blocks: Blocks): { readonly code: string; readonly shortCode: string } {
  const code = blocks.find(({ kind }) => kind === 'qr')?.data;
  const shortCode = blocks.find(({ text }) => typeof text === 'string' && shown.test(text))?.text;
  if (typeof code !== 'string' || typeof shortCode !== 'string') throw new Error('The slip has no code.');
  return { code, shortCode: shortCode.replaceAll('-', '') };
}
