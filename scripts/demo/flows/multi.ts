import { lumaOfPicture } from '../camera-feed.ts';
import { arrive, closeDoor, doorOnScreen, leaveWithThanks, openByCode, seeDoorOpen } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { mailAbout, waitingOrder } from '../prepare.ts';
import { hubHasOrder, mustHold, untilEmptied } from '../proof.ts';
import { press, seeTitle } from '../screen.ts';
import { saying, type Stage } from '../stage.ts';
import { like } from '../words.ts';

/** One code for three parcels: two now, something forgotten, and the third at another visit. */
export const multi: Flow = {
  name: 'multi',
  title: 'one code, three parcels',
  worksOffline: true,
  async setUp(stage) {
    const order = await waitingOrder(stage, 3, 'tres@example.com');
    const mail = await mailAbout(stage, order.number);
    const code = await lumaOfPicture(stage.browser, mail.png);
    const doors = order.parcels.map(({ door }) => door);
    stage.tell('set-up', `order ${order.number} waits behind doors ${doors.join(', ')}; one code opens all of them`);
    return {
      async play() {
        await arrive(stage);
        stage.tell('customer', 'holds the code to the camera');
        const first = await openByCode(stage, code);
        closeDoor(stage, first.number, 'takes the first parcel and closes the door');
        const second = await openNext(stage);
        await leaveTheRest(stage);
        await untilEmptied(stage, [first.number, second.number]);
        await lookAgain(stage);
        await arrive(stage);
        stage.tell('customer', 'comes back for the rest with the same code');
        const third = await openByCode(stage, code);
        closeDoor(stage, third.number);
        await leaveWithThanks(stage);
        mustHold(
          [first, second, third].every(({ number }) => doors.includes(number)),
          'A door opened that belongs to somebody else.',
        );
        mustHold(new Set([first.number, second.number, third.number]).size === doors.length, 'A door opened twice before another opened once.');
        await untilEmptied(stage, doors);
      },
      atHub: () => hubHasOrder(stage, mail, 'collected'),
    };
  },
};

async function openNext(stage: Stage): ReturnType<typeof seeDoorOpen> {
  const { silo, words, wire, tell } = stage;
  await seeTitle(silo, words['collect.next.title'], 20_000);
  tell('silo', `"${words['collect.next.title']}": nothing opens before the customer is ready`);
  await wire.begin();
  await press(silo, like(words['collect.next.open']));
  tell('customer', 'presses for the next door');
  const door = await seeDoorOpen(stage);
  closeDoor(stage, door.number, 'takes the second parcel and closes the door');
  return door;
}

async function leaveTheRest(stage: Stage): Promise<void> {
  const { silo, words, tell } = stage;
  await seeTitle(silo, words['collect.next.title'], 20_000);
  await press(silo, words['collect.next.later']);
  await seeTitle(silo, words['silo.thanks.title']);
  await silo
    .getByText(saying(stage)('collect.thanks.left', { left: 1 }))
    .first()
    .waitFor();
  tell('customer', 'has no hand free for the third, and leaves it for later');
}

/** Something was forgotten in one of the two. */
async function lookAgain(stage: Stage): Promise<void> {
  const { silo, words, wire } = stage;
  await press(silo, words['collect.thanks.forgot']);
  await seeTitle(silo, words['collect.again.title']);
  await wire.begin();
  await silo
    .getByRole('button', { name: like(words['collect.again.door']) })
    .first()
    .click();
  await seeTitle(silo, words['collect.open.again']);
  const door = await doorOnScreen(silo);
  closeDoor(stage, door, `has forgotten something: door ${door} opens once more, and is closed again`);
  await leaveWithThanks(stage);
}
