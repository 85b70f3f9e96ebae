import { until } from '../../world/until.ts';
import { type Luma, lumaOfPicture } from '../camera-feed.ts';
import { arrive, closeDoor, doorOnScreen, showCode } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { collectByCall, lookIntoOne, mailAbout, waitingOrder } from '../prepare.ts';
import { customerPhone } from '../phone.ts';
import { untilDoors } from '../proof.ts';
import { press, seeTitle } from '../screen.ts';
import type { Stage } from '../stage.ts';

/** What was collected comes back with the same code: which piece, why, which size, in, and a receipt. */
export const bringBack: Flow = {
  name: 'return',
  title: 'goods come back without staff',
  worksOffline: true,
  async setUp(stage) {
    const order = await waitingOrder(stage, 1, 'devuelve@example.com');
    const mail = await mailAbout(stage, order.number);
    const code = await lumaOfPicture(stage.browser, mail.png);
    await collectByCall(stage, order);
    const looked = await lookIntoOne(stage, 'M');
    stage.tell('set-up', `order ${order.number} was collected, and the shirt is too small; staff have seen that door ${looked} is empty`);
    let receipt = '';
    return {
      async play() {
        receipt = await bringBackAtSilo(stage, code);
      },
      async atHub() {
        const phone = customerPhone(mail.phoneUrl);
        await until(
          'the phone page shows the return',
          60_000,
          async () => (await phone.order()).returns?.deposits.some((one) => one.receipt === receipt) === true,
        );
        stage.tell('hub', `has the return ${receipt}, and the refund begins`);
      },
    };
  },
};

/** Brings the only piece of an order back with its code. Answers the receipt that the silo gives for it. */
export async function bringBackAtSilo(stage: Stage, code: Luma): Promise<string> {
  const { silo, words, tell } = stage;
  await arrive(stage);
  await press(silo, words['return.begin']);
  tell('customer', 'presses "return something" and holds the code of the order to the camera');
  await seeTitle(silo, words['return.identify.title']);
  await showCode(stage, code, words['return.goods.title']);
  await chooseGoods(stage);
  const door = await deposit(stage);
  const receipt = await takeReceipt(stage, door);
  await untilDoors(stage, `door ${door} is on the books as full`, [door], (state) => state === 'occupied');
  return receipt;
}

async function chooseGoods({ silo, words, tell }: Stage): Promise<void> {
  // The only piece of an order is chosen already.
  await silo.locator('.return-line[data-chosen="true"]').first().waitFor();
  await press(silo, /1/);
  await seeTitle(silo, words['return.reason.title']);
  await press(silo, words['return.reason.size']);
  tell('customer', `chooses one piece and the reason: "${words['return.reason.size']}"`);
}

/** The size that is proposed, the door, the answer. Answers the door's number. */
async function deposit(stage: Stage): Promise<number> {
  const { silo, words, wire, tell } = stage;
  await wire.begin();
  await press(silo, words['return.size.open']);
  await seeTitle(silo, words['return.open.title'], 40_000);
  const door = await doorOnScreen(silo);
  tell('silo', `opens door ${door} of the size that should fit: "${words['return.open.title']}"`);
  tell('bank', `unlock frame ${(await wire.unlocked()).hex}`);
  closeDoor(stage, door, 'puts it in, closes the door, and says that it is inside');
  await seeTitle(silo, words['return.ask.title'], 40_000);
  await press(silo, words['return.ask.placed']);
  return door;
}

async function takeReceipt({ silo, words, tell }: Stage, door: number): Promise<string> {
  await seeTitle(silo, words['return.done.title'], 20_000);
  const receipt = (await silo.locator('.return-receipt strong').textContent()) ?? '';
  tell('silo', `"${words['return.done.title']}", receipt ${receipt} for what lies behind door ${door}`);
  await press(silo, words['return.done.end']);
  return receipt;
}
