import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { z } from 'zod';
import type { StaffOrder, StaffView } from '../../src/contract/station/views.ts';
import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import type { StationClient } from './station-client.ts';
import { until } from './until.ts';
import { untilSomethingCanBeOrdered } from './goods.ts';

type Calls = StationClient['calls'];

const readyParcel = z.strictObject({ code: z.string(), door: z.number(), order: z.string() });
/** A parcel that waits in the bank: the code that opens its door, and the number on that door. */
export type ReadyParcel = z.infer<typeof readyParcel>;

const [assistant] = DEMO_STAFF;
const badge = { badge: assistant.number, pin: assistant.pin };
const patienceMs = 120_000;

/**
 * Sees to it that a parcel waits in the bank, so that the silo can be tried at once: the one of an earlier run, or a new one that is
 * ordered, paid and loaded here by the same calls that the screens make. Its QR code is drawn to `ready-code.png` in `folder`.
 */
export async function seedParcel(calls: Calls, folder: string, say: (line: string) => void): Promise<ReadyParcel> {
  const file = join(folder, 'ready-parcel.json');
  await until('the station has its staff from the hub', patienceMs, async () => (await calls.staff.signIn(badge)).ok);
  const known = readKnown(file);
  const parcel = known !== null && (await isWaiting(calls, known.door)) ? known : await loadNew(calls, say);
  must('sign out', await calls.staff.signOut({}));
  writeFileSync(file, JSON.stringify(parcel), { mode: 0o600 });
  await QRCode.toFile(join(folder, 'ready-code.png'), parcel.code, { errorCorrectionLevel: 'M', scale: 8 });
  return parcel;
}

function readKnown(file: string): ReadyParcel | null {
  if (!existsSync(file)) return null;
  const parsed = readyParcel.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

async function isWaiting(calls: Calls, number: number): Promise<boolean> {
  const status = await calls.staff.status({});
  return status.ok && status.value.doors.some(({ door, state }) => door.number === number && state === 'occupied');
}

async function loadNew(calls: Calls, say: (line: string) => void): Promise<ReadyParcel> {
  say('Putting a first parcel into the bank.');
  const order = await placeOrder(calls);
  must('take the payment', await calls.staff.takePayment({ orderId: order.orderId, tender: 'card', amount: order.total }));
  await until('the hub has signed codes and the bank answers', patienceMs, async () => {
    const begun = await calls.staff.beginLoad({ orderId: order.orderId, size: order.size });
    if (begun.ok) return true;
    if (!['no-blank-pass', 'doors-unreachable', 'busy'].includes(begun.error.kind))
      throw new Error(`The first parcel could not be loaded: ${begun.error.kind}.`);
    return false;
  });
  return await watchLoad(calls, order.number);
}

/** Goes along with the load: somebody closes the door, the parcel is confirmed, and the slip shows its code. */
async function watchLoad(calls: Calls, order: string): Promise<ReadyParcel> {
  const stop = new AbortController();
  try {
    for await (const view of await calls.staff.watch({}, { signal: stop.signal })) {
      const state = view.load?.state;
      if (state?.kind === 'did-not-open' || state?.kind === 'abandoned') throw new Error('The door for the first parcel did not open.');
      if (state?.kind === 'ask') must('confirm the parcel', await calls.staff.answerLoad({ answer: 'placed' }));
      if (state?.kind === 'loaded') {
        must('leave the load screen', await calls.staff.closeLoad({}));
        return { code: codeOf(state), door: state.door.number, order };
      }
    }
  } finally {
    stop.abort();
  }
  throw new Error('The station ended while the first parcel was loaded.');
}

async function placeOrder(calls: Calls): Promise<StaffOrder> {
  const sku = await untilSomethingCanBeOrdered(calls);
  must('begin a session', await calls.kiosk.start({ locale: 'es' }));
  must('put something into the bag', await calls.kiosk.add({ sku }));
  must('choose the silo', await calls.kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }));
  must('give an address', await calls.kiosk.setContact({ contact: { kind: 'email', email: 'clienta@example.com' } }));
  must('place the order', await calls.kiosk.place({}));
  const tillCode = await tillCodeOf(calls);
  must('end the session', await calls.kiosk.end({}));
  // The shopper's beginning signed the member out, as it does on the screen.
  must('sign in', await calls.staff.signIn(badge));
  return must('find the order at the till', await calls.staff.findOrder({ code: tillCode }));
}

async function tillCodeOf(calls: Calls): Promise<string> {
  for await (const view of await calls.kiosk.watch({})) {
    const code = view.session?.placed?.tillCode;
    if (code !== undefined) return code;
  }
  throw new Error('The station ended while the first order was placed.');
}

function codeOf(state: Extract<NonNullable<StaffView['load']>['state'], { kind: 'loaded' }>): string {
  for (const block of state.slip?.blocks ?? []) if (block.kind === 'qr') return block.data;
  throw new Error('The slip has no code.');
}

/** The value of a step that has to succeed. */
function must<T>(step: string, result: { readonly ok: true; readonly value?: T } | { readonly ok: false; readonly error: { readonly kind: string } }): T {
  if (!result.ok) throw new Error(`The first parcel: to ${step} was refused (${result.error.kind}).`);
  return result.value as T;
}
