import { join } from 'node:path';
import { type LoadedParcel, loadByCall, must, payOrder, placeOrder } from '../world/order-calls.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { type ReadyMail, waitForReadyMail } from './mail.ts';
import { untilEmptied } from './proof.ts';
import { type Stage, usualCloseMs } from './stage.ts';

/** An order whose parcels wait in the silo, all behind one code. */
export interface WaitingOrder {
  readonly number: string;
  readonly orderId: string;
  readonly parcels: readonly [LoadedParcel, ...LoadedParcel[]];
}

/** Orders, pays and loads in the background, as fast as doors allow: what a story begins with, not what it shows. */
export function waitingOrder(stage: Stage, parcels: number, email: string): Promise<WaitingOrder> {
  return stage.ask(async (calls) => {
    const order = await placeOrder(calls, email);
    await payOrder(calls, order);
    stage.hands.closeAfter(quickCloseMs);
    const first = await loadByCall(calls, order, false);
    const more: LoadedParcel[] = [];
    for (let i = 1; i < parcels; i++) more.push(await loadByCall(calls, order, true));
    stage.hands.closeAfter(usualCloseMs);
    must('sign out', await calls.staff.signOut({}));
    return { number: order.number, orderId: order.orderId, parcels: [first, ...more] };
  });
}

/** An order that is paid and waits to be loaded. */
export function paidOrder(stage: Stage, email: string): Promise<StaffOrder> {
  return stage.ask(async (calls) => {
    const order = await placeOrder(calls, email);
    await payOrder(calls, order);
    must('sign out', await calls.staff.signOut({}));
    return order;
  });
}

/** Collects everything of an order in the background: what a story about returns begins with. */
export async function collectByCall(stage: Stage, order: WaitingOrder): Promise<void> {
  const [parcel] = order.parcels;
  stage.hands.closeAfter(quickCloseMs);
  await stage.ask(async (calls) => {
    must('show the code', await calls.silo.scan({ code: parcel.code, source: 'typed' }));
    for await (const { state } of await calls.silo.watch({})) {
      if (state.kind === 'next') must('open the next door', await calls.silo.openNext({}));
      if (state.kind === 'thanks') break;
    }
    must('leave', await calls.silo.dismiss({}));
  });
  stage.hands.closeAfter(usualCloseMs);
  await untilEmptied(
    stage,
    order.parcels.map(({ door }) => door),
  );
}

/** The e-mail that tells the customer of an order's code. */
export function mailAbout(stage: Stage, order: string): Promise<ReadyMail> {
  return waitForReadyMail(join(stage.world.folder, 'hub', 'mailbox'), order);
}

/** How fast the set-up closes doors: as soon as the station can have seen for certain that they are open. */
const quickCloseMs = 800;
