import { arrive, closeDoor, leaveWithThanks, openByPin, typeCodeAndPin } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { mailAbout, waitingOrder } from '../prepare.ts';
import { hubHasOrder, mustHold, sameDoor, untilEmptied } from '../proof.ts';
import { press, seeTitle } from '../screen.ts';

/** No phone at hand: the short code and the PIN of the message, typed at the silo. A wrong PIN opens nothing. */
export const pin: Flow = {
  name: 'pin',
  title: 'short code and PIN, without a phone',
  worksOffline: true,
  async setUp(stage) {
    const order = await waitingOrder(stage, 1, 'sin.movil@example.com');
    const mail = await mailAbout(stage, order.number);
    const [parcel] = order.parcels;
    mustHold(mail.shortCode === parcel.shortCode, 'The e-mail has another short code than the slip.');
    stage.tell('set-up', `order ${order.number} waits behind door ${parcel.door}; its message has a short code and a PIN`);
    return {
      async play() {
        const { silo, words } = stage;
        await arrive(stage);
        stage.tell('customer', 'types the short code and a PIN with a mistake in it');
        await typeCodeAndPin(stage, mail.shortCode, mistaken(mail.pin));
        await seeTitle(silo, words['silo.refused.not-valid.title'], 20_000);
        mustHold(stage.wire.count() === 0, 'A wrong PIN reached the bank.');
        stage.tell('silo', `"${words['silo.refused.not-valid.title']}", and no frame went to the bank`);
        await press(silo, words['silo.refused.again']);
        stage.tell('customer', 'types both again, the PIN as it is written');
        const door = await openByPin(stage, mail.shortCode, mail.pin);
        sameDoor(parcel.door, door.number);
        closeDoor(stage, door.number);
        await leaveWithThanks(stage);
        await untilEmptied(stage, [parcel.door]);
      },
      atHub: () => hubHasOrder(stage, mail, 'collected'),
    };
  },
};

/** The PIN with its last digit changed. */
function mistaken(right: string): string {
  return `${right.slice(0, -1)}${(Number(right.at(-1)) + 1) % 10}`;
}
