import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import type { StationStatus } from '../../src/contract/station/views.ts';
import type { OrderStatus } from '../../src/contract/orders.ts';
import { until } from '../world/until.ts';
import type { ReadyMail } from './mail.ts';
import { customerPhone } from './phone.ts';
import type { Stage } from './stage.ts';

/** Rejects when another door opened than the one that should. */
export function sameDoor(expected: number, opened: number): void {
  if (expected !== opened) throw new Error(`Door ${opened} opened, and the parcel lies behind door ${expected}.`);
}

/** Rejects with `sentence` when it does not hold. */
export function mustHold(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence);
}

/** Waits until these compartments are on the books as empty: a while after their doors closed, when no late pulse can come any more. */
export function untilEmptied(stage: Stage, doors: readonly number[]): Promise<void> {
  return untilDoors(stage, `door ${doors.join(', ')} is on the books as empty`, doors, (state) => state.startsWith('free'));
}

/** Waits until each of these doors is in a state that `isGood`. */
export async function untilDoors(
  stage: Stage,
  what: string,
  doors: readonly number[],
  isGood: (state: StationStatus['doors'][number]['state']) => boolean,
): Promise<void> {
  let states: string[] = [];
  await until(what, 60_000, async () => {
    const status = await statusOf(stage);
    const found = status.doors.filter(({ door }) => doors.includes(door.number));
    states = found.map(({ door, state }) => `${door.number} is ${state}`);
    return found.every(({ state }) => isGood(state));
  }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)} Door ${states.join(', door ')}.`);
  });
}

/** Waits until the page behind the message's link says where the order stands. */
export async function hubHasOrder({ tell }: Stage, mail: ReadyMail, status: OrderStatus): Promise<void> {
  const phone = customerPhone(mail.phoneUrl);
  await until(`the order is ${status} on its phone page`, 60_000, async () => (await phone.order()).status === status);
  tell('hub', `has the order as ${status}`);
}

/** The station's status page, as a member sees it. Whoever was signed in stays so; else the assistant signs in for the look. */
export function statusOf(stage: Stage): Promise<StationStatus> {
  const [assistant] = DEMO_STAFF;
  return stage.ask(async (calls) => {
    const first = await calls.staff.status({});
    if (first.ok) return first.value;
    // Refused sign-ins show in the question after them.
    await calls.staff.signIn({ badge: assistant.number, pin: assistant.pin }).then(() => undefined);
    const second = await calls.staff.status({});
    await calls.staff.signOut({}).then(() => undefined);
    if (!second.ok) throw new Error(`The status page was refused (${second.error.kind}).`);
    return second.value;
  });
}
