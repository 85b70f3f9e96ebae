import { lumaOfPicture } from '../camera-feed.ts';
import { arrive, closeDoor, leaveWithThanks, openByCode } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { mailAbout, waitingOrder } from '../prepare.ts';
import { hubHasOrder, sameDoor, untilEmptied } from '../proof.ts';

/** One code, one door: the customer scans, takes the parcel, closes the door, and the code is used up. */
export const collect: Flow = {
  name: 'collect',
  title: 'one code, one door',
  worksOffline: true,
  async setUp(stage) {
    const order = await waitingOrder(stage, 1, 'clienta@example.com');
    const mail = await mailAbout(stage, order.number);
    const code = await lumaOfPicture(stage.browser, mail.png);
    const [parcel] = order.parcels;
    stage.tell('set-up', `order ${order.number} is paid and waits behind door ${parcel.door}; its e-mail was sent`);
    return {
      async play() {
        await arrive(stage);
        stage.tell('customer', 'holds the QR code of the e-mail to the camera');
        const door = await openByCode(stage, code);
        sameDoor(parcel.door, door.number);
        closeDoor(stage, door.number);
        await leaveWithThanks(stage);
        await untilEmptied(stage, [parcel.door]);
      },
      atHub: () => hubHasOrder(stage, mail, 'collected'),
    };
  },
};
