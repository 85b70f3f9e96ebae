import { until } from '../../world/until.ts';
import { lumaOfCode } from '../camera-feed.ts';
import { arrive, closeDoor, leaveWithThanks, openByCode, showCode } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { customerPhone } from '../phone.ts';
import { mailAbout, waitingOrder } from '../prepare.ts';
import { mustHold, sameDoor, untilEmptied } from '../proof.ts';
import { press } from '../screen.ts';

/** Somebody else collects: a second code, made and taken back on the phone. */
export const delegate: Flow = {
  name: 'delegate',
  title: 'somebody else collects with a second code',
  worksOffline: false,
  async setUp(stage) {
    const order = await waitingOrder(stage, 1, 'ocupada@example.com');
    const mail = await mailAbout(stage, order.number);
    const phone = customerPhone(mail.phoneUrl);
    const [parcel] = order.parcels;
    stage.tell('set-up', `order ${order.number} waits behind door ${parcel.door}; its customer has no time to come`);
    return {
      async play() {
        const { silo, words } = stage;
        const first = await phone.makeSecondCode();
        stage.tell('customer', 'makes a second code on the phone page, sends it to the wrong friend, and takes it back');
        await phone.takeBack(first.number);
        await until(
          'the silo has heard of it',
          60_000,
          async () => (await phone.order()).collect?.delegates.find((one) => one.number === first.number)?.known === true,
        );
        const second = await phone.makeSecondCode();
        stage.tell('customer', 'makes another and sends it to a friend');
        await arrive(stage);
        stage.tell('friend', 'the wrong one holds the first code to the camera');
        await showCode(stage, lumaOfCode(first.code), words['silo.refused.not-valid.title']);
        mustHold(stage.wire.count() === 0, 'A code that was taken back reached the bank.');
        stage.tell('silo', `"${words['silo.refused.not-valid.title']}", and no frame went to the bank`);
        await press(silo, words['silo.refused.again']);
        await arrive(stage);
        stage.tell('friend', 'the right one holds the second code to the camera');
        const door = await openByCode(stage, lumaOfCode(second.code));
        sameDoor(parcel.door, door.number);
        closeDoor(stage, door.number, 'takes the parcel and closes the door', 'friend');
        await leaveWithThanks(stage);
        await untilEmptied(stage, [parcel.door]);
      },
      async atHub() {
        await until('the phone page says that it was collected', 60_000, async () => (await phone.order()).parcels.some(({ state }) => state === 'collected'));
        stage.tell('customer', 'sees on the phone page that the parcel was collected with the second code');
      },
    };
  },
};
