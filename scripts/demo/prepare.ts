import { join } from 'node:path';
import type { SizeClass } from '../../src/contract/schema.ts';
import { type LoadedParcel, loadByCall, must, payOrder, placeOrder, signInByCall } from '../world/order-calls.ts';
import { until } from '../world/until.ts';
import type { StaffOrder } from '../../src/contract/station/views.ts';
import { type ReadyMail, waitForReadyMail } from './mail.ts';
import { untilEmptied } from './proof.ts';
import { type Stage, untilDoorsRest } from './stage.ts';

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
    const first = await loadByCall(calls, order, false, stage.hands.close);
    const more: LoadedParcel[] = [];
    for (let i = 1; i < parcels; i++) more.push(await loadByCall(calls, order, true, stage.hands.close));
    must('end the round', await calls.staff.endLoadRound({}));
    must('sign out', await calls.staff.signOut({}));
    return { number: order.number, orderId: order.orderId, parcels: [first, ...more] };
  });
}

/** Loads what an order that is paid has for the silo, in the background. */
export function loadOrder(stage: Stage, number: string): Promise<LoadedParcel> {
  return stage.ask(async (calls) => {
    await signInByCall(calls);
    const order = must('find the order', await calls.staff.findOrder({ code: number }));
    const parcel = await loadByCall(calls, order, false, stage.hands.close);
    must('end the round', await calls.staff.endLoadRound({}));
    must('sign out', await calls.staff.signOut({}));
    return parcel;
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
  // A door that was closed just now opens for nobody.
  await untilDoorsRest();
  const [parcel] = order.parcels;
  await stage.ask(async (calls) => {
    must('show the code', await calls.silo.scan({ code: parcel.code, source: 'typed' }));
    let before = '';
    for await (const { state } of await calls.silo.watch({})) {
      if (state.kind === 'open') stage.hands.close(state.door.number);
      // A view may be told once more while the answer to it is under way.
      if (state.kind === 'next' && before !== 'next') must('open the next door', await calls.silo.openNext({}));
      if (state.kind === 'thanks') break;
      before = state.kind;
    }
    must('leave', await calls.silo.dismiss({ seen: 'thanks' }));
  });
  await untilEmptied(
    stage,
    order.parcels.map(({ door }) => door),
  );
}

/** Somebody of the staff looks into a free compartment, so that a customer may be given it. Answers its door's number. */
export function lookIntoOne(stage: Stage, size: SizeClass): Promise<number> {
  return stage.ask(async (calls) => {
    await signInByCall(calls);
    const { doors } = must('see the doors', await calls.staff.status({})) ?? { doors: [] };
    const found = doors.find(({ door, state, lock }) => door.size === size && state === 'free-unverified' && lock === 'closed');
    if (found === undefined) throw new Error(`No compartment of size ${size} is free.`);
    await until('its door opens', 20_000, async () => (await calls.staff.beginCheck({ compartmentId: found.door.compartmentId })).ok);
    let isSaid = false;
    for await (const { check } of await calls.staff.watch({})) {
      if (check?.kind === 'open') stage.hands.close(check.door.number);
      // The same question may be shown twice; the second answer is then refused.
      if (check?.kind === 'ask') isSaid ||= (await calls.staff.answerCheck({ answer: 'empty' })).ok;
      if (check?.kind === 'checked') break;
    }
    if (!isSaid) throw new Error('Nobody could say that it is empty.');
    must('leave the check', await calls.staff.closeCheck({}));
    must('sign out', await calls.staff.signOut({}));
    return found.door.number;
  });
}

/** The e-mail that tells the customer of an order's code. */
export function mailAbout(stage: Stage, order: string): Promise<ReadyMail> {
  return waitForReadyMail(join(stage.world.folder, 'hub', 'mailbox'), order);
}
