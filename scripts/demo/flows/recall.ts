import { until } from '../../world/until.ts';
import { doorOnScreen } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { headOffice } from '../head-office.ts';
import { waitingOrder } from '../prepare.ts';
import { mustHold, untilEmptied } from '../proof.ts';
import { press, seeTitle } from '../screen.ts';
import { goToTask, people, scanLabel, signInAs, signOut } from '../staff-floor.ts';
import type { Stage } from '../stage.ts';
import { filled, like } from '../words.ts';

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
    await untilListed(stage, numbers.length);
    stage.tell('set-up', `head office wants the parcels of ${numbers.join(', ')} taken out`);
    return {
      async play() {
        const { staff, words, tell } = stage;
        await signInAs(stage, people.assistant);
        await goToTask(stage, words['staff.home.recall']);
        await press(staff, like(words['staff.recall.start']));
        const first = await atDoor(stage);
        const label = numbers.find((number) => first.task.includes(number)) ?? '';
        await scanLabel(staff, label);
        tell('staff', `takes out what lies behind door ${first.door}; its label ${label} is the one that was expected`);
        const second = await atDoor(stage, first.door);
        await press(staff, words['staff.recall.taken']);
        tell('staff', `takes out what lies behind door ${second.door}`);
        const third = await atDoor(stage, second.door);
        await press(staff, words['staff.recall.missing']);
        await seeTitle(staff, words['staff.recall.found.missing.title']);
        tell('staff', `finds nothing behind door ${third.door}: the compartment is kept out of use, and the parcel is missing on the books`);
        await press(staff, words['staff.recall.next']);
        await seeTitle(staff, filled(words['staff.recall.finished.title'], { taken: 2, of: 3 }), 20_000);
        await press(staff, words['staff.recall.done']);
        await press(staff, words['staff.home']);
        await signOut(stage);
        await untilEmptied(stage, [first.door, second.door]);
      },
      async atHub() {
        const inside = (await office.parcels()).map(({ number }) => number);
        mustHold(
          numbers.every((number) => !inside.includes(number)),
          'Head office still believes a parcel inside that is not.',
        );
        stage.tell('head office', 'knows that two were taken out and one is missing');
      },
    };
  },
};

/** Waits until the question of what was behind the next door stands there. `before` is the door of the question before. */
async function atDoor({ staff, words, tell }: Stage, before = 0): Promise<{ readonly door: number; readonly task: string }> {
  await until('the next door of the round opens', 40_000, async () => {
    const digits = staff.locator('.door-number-digits').first();
    return (await digits.count()) > 0 && (await doorOnScreen(staff)) !== before;
  });
  const door = await doorOnScreen(staff);
  const task = (await staff.getByRole('main').textContent()) ?? '';
  tell('silo', `opens door ${door}: "${words['staff.recall.open.title']}"`);
  await seeTitle(staff, words['staff.recall.ask.title'], 40_000);
  return { door, task };
}

/** Waits until the station's own list has so many. */
function untilListed(stage: Stage, count: number): Promise<void> {
  return stage.ask(async (calls) => {
    await calls.staff.signIn({ badge: people.assistant.number, pin: people.assistant.pin });
    await until('the list at the silo is whole', 60_000, async () => {
      const list = await calls.staff.recallList({});
      return list.ok && list.value.length >= count;
    });
    await calls.staff.signOut({});
  });
}
