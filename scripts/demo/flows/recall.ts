import { until } from '../../world/until.ts';
import { doorOnScreen } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { headOffice } from '../head-office.ts';
import { waitingOrder } from '../prepare.ts';
import { mustHold, untilEmptied } from '../proof.ts';
import { press, seeTitle } from '../screen.ts';
import { goToTask, people, scanLabel, signInAs, signOut } from '../staff-floor.ts';
import { saying, type Stage } from '../stage.ts';

/** What must go: a list that opens door after door, and what is found compared with what was expected. */
export const recall: Flow = {
  name: 'recall',
  title: 'staff take parcels out, door after door',
  worksOffline: true,
  async setUp(stage) {
    const office = headOffice(stage);
    const numbers: string[] = [];
    for (const reason of ['cancelled', 'damaged', 'requested'] as const) {
      const { number } = await waitingOrder(stage, 1, `${reason}@example.com`);
      const parcel = await until('head office sees the parcel', 60_000, async () => (await office.parcels()).find((one) => one.number === number) ?? false);
      await office.recall(parcel.parcelId, reason);
      numbers.push(number);
    }
    const listed = await untilListed(stage, numbers.length);
    stage.tell('set-up', `head office wants the parcels of ${numbers.join(', ')} taken out`);
    return {
      async play() {
        const { staff, words, tell } = stage;
        await signInAs(stage, people.assistant);
        await goToTask(stage, words['staff.home.recall']);
        await press(staff, saying(stage)('staff.recall.start', { count: listed }));
        const taken: number[] = [];
        for (let at = 1, before = 0; at < listed; at++) {
          before = await takeOut(stage, before, at === 1 ? numbers : []);
          taken.push(before);
        }
        const last = await atDoor(stage, taken.at(-1) ?? 0);
        await press(staff, words['staff.recall.missing']);
        await seeTitle(staff, words['staff.recall.found.missing.title']);
        tell('staff', `finds nothing behind door ${last.door}: the compartment is kept out of use, and the parcel is missing on the books`);
        await press(staff, words['staff.recall.next']);
        await seeTitle(staff, saying(stage)('staff.recall.finished.title', { taken: taken.length, of: listed }), 20_000);
        await press(staff, words['staff.recall.done']);
        await press(staff, words['staff.home']);
        await signOut(stage);
        await untilEmptied(stage, taken);
      },
      async atHub() {
        const inside = (await office.parcels()).map(({ number }) => number);
        mustHold(
          numbers.every((number) => !inside.includes(number)),
          'Head office still believes a parcel inside that is not.',
        );
        stage.tell('head office', 'knows what was taken out, and what is missing');
      },
    };
  },
};

/** Waits until the question of what was behind the next door stands there. `before` is the door of the question before. */
async function atDoor({ staff, words, hands, tell }: Stage, before = 0): Promise<{ readonly door: number; readonly task: string }> {
  await until('the next door of the round opens', 40_000, async () => {
    const isOpen = (await staff.getByRole('heading', { name: words['staff.recall.open.title'], exact: true }).count()) > 0;
    return isOpen && (await doorOnScreen(staff)) !== before;
  });
  const door = await doorOnScreen(staff);
  const task = (await staff.getByRole('main').textContent()) ?? '';
  tell('silo', `opens door ${door}: "${words['staff.recall.open.title']}"`);
  hands.close(door);
  await seeTitle(staff, words['staff.recall.ask.title'], 40_000);
  return { door, task };
}

/** Takes one out. Where its label can be read, that answers for it. Answers the door's number. */
async function takeOut(stage: Stage, before: number, labels: readonly string[]): Promise<number> {
  const { staff, words, tell } = stage;
  const { door, task } = await atDoor(stage, before);
  const label = labels.find((number) => task.includes(number));
  if (label === undefined) await press(staff, words['staff.recall.taken']);
  else await scanLabel(staff, label);
  tell('staff', `takes out what lies behind door ${door}${label === undefined ? '' : `; its label ${label} is the one that was expected`}`);
  return door;
}

/** Waits until the station's own list has at least so many, and answers how many: goods that came back are on it as well. */
function untilListed(stage: Stage, count: number): Promise<number> {
  return stage.ask(async (calls) => {
    await calls.staff.signIn({ badge: people.assistant.number, pin: people.assistant.pin }).then(() => undefined);
    const listed = await until('the list at the silo is whole', 60_000, async () => {
      const list = await calls.staff.recallList({});
      return list.ok && list.value.length >= count ? list.value.length : false;
    });
    await calls.staff.signOut({}).then(() => undefined);
    return listed;
  });
}
