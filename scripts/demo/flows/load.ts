import { lumaOfCode } from '../camera-feed.ts';
import { arrive, doorOnScreen, speak } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { headOffice } from '../head-office.ts';
import { paidOrder } from '../prepare.ts';
import { mustHold, untilDoors, untilEmptied } from '../proof.ts';
import { press, seeTitle } from '../screen.ts';
import { goToTask, people, scanLabel, signInAs, signOut } from '../staff-floor.ts';
import { saying, type Stage } from '../stage.ts';
import { DEMO } from '../../../src/hub/demo/demo-shop.ts';
import { filled } from '../words.ts';

/** Parcel after parcel by their labels, one taken back, one that is for elsewhere; then a courier who brings another. */
export const load: Flow = {
  name: 'load',
  title: 'staff and a courier load parcel after parcel',
  worksOffline: true,
  async setUp(stage) {
    const orders: string[] = [];
    for (const name of ['uno', 'dos', 'tres', 'cuatro']) orders.push((await paidOrder(stage, `${name}.carga@example.com`)).number);
    const [first = '', second = '', third = '', fourth = ''] = orders;
    const courier = await headOffice(stage).makeCourier({ name: 'Mensajería Sol', rights: ['deposit'], stationIds: [DEMO.stationId], days: 2, pin: false });
    const code = courier.codes.find(({ right }) => right === 'deposit')?.code ?? '';
    stage.tell('set-up', `orders ${orders.join(', ')} are paid; a courier got a code that may only load`);
    return {
      async play() {
        const { staff, words, tell } = stage;
        await signInAs(stage, people.assistant);
        await goToTask(stage, words['staff.home.load']);
        await seeTitle(staff, words['staff.desk.title']);
        tell('staff', `scans the label of ${first}`);
        const doors = [await scanAndLoad(stage, first)];
        for (const number of [second, third]) {
          tell('staff', `scans the next label, ${number}: that says that the one before is inside`);
          doors.push(await scanAndLoad(stage, number));
        }
        await press(staff, words['staff.load.placed']);
        await press(staff, words['staff.load.next-parcel']);
        await seeTitle(staff, saying(stage)('staff.desk.done', { count: 3 }));
        tell('staff', `has three parcels inside, behind doors ${doors.join(', ')}`);
        await undo(stage, doors[2] ?? 0);
        await refuseStranger(stage);
        await press(staff, words['staff.desk.finish']);
        await signOut(stage);
        doors.push(await courierLoads(stage, code, fourth));
        await untilDoors(stage, 'three parcels are on the books', [doors[0] ?? 0, doors[1] ?? 0, doors[3] ?? 0], (state) => state === 'occupied');
        await untilEmptied(stage, [doors[2] ?? 0]);
      },
      async atHub() {
        const inside = (await headOffice(stage).parcels()).map(({ number }) => number);
        mustHold(
          [first, second, fourth].every((number) => inside.includes(number)),
          'Head office misses a parcel that was loaded.',
        );
        mustHold(!inside.includes(third), 'Head office believes in a parcel that was taken back.');
        stage.tell('head office', 'sees the three parcels that are inside, and not the one that was taken back');
      },
    };
  },
};

/** Scans a label, waits for its door, and for the question what was done. Answers the door's number. */
async function scanAndLoad({ staff, words, wire, hands, tell }: Stage, number: string): Promise<number> {
  await wire.begin();
  await scanLabel(staff, number);
  await staff.getByText(number).first().waitFor({ timeout: 20_000 });
  const { hex } = await wire.unlocked();
  await seeTitle(staff, words['staff.load.open.title'], 40_000);
  const door = await doorOnScreen(staff);
  tell('bank', `unlock frame ${hex} for door ${door}`);
  hands.close(door);
  await seeTitle(staff, words['staff.load.ask.title'], 40_000);
  return door;
}

/** The last parcel was the wrong one: one press opens its door again. */
async function undo(stage: Stage, door: number): Promise<void> {
  const { staff, words, hands, tell } = stage;
  await press(staff, saying(stage)('staff.desk.undo.label', { number: door }));
  tell('staff', 'takes the last one back: one press opens its door again');
  await seeTitle(staff, words['staff.recall.open.title'], 40_000);
  hands.close(door);
  await seeTitle(staff, words['staff.recall.ask.title'], 40_000);
  await press(staff, words['staff.recall.taken']);
  await seeTitle(staff, saying(stage)('staff.recall.finished.title', { taken: 1, of: 1 }), 20_000);
  await press(staff, words['staff.recall.done']);
  await seeTitle(staff, words['staff.desk.title']);
}

/** A parcel that is for another shop. */
async function refuseStranger({ staff, words, wire, tell }: Stage): Promise<void> {
  await wire.begin();
  await scanLabel(staff, 'Z9-00042-7');
  await seeTitle(staff, new RegExp(`^(${words['staff.stop.unknown-order.title']}|${words['staff.stop.unreadable.title']})$`), 20_000);
  mustHold(wire.count() === 0, 'A door opened for a parcel of another shop.');
  tell('staff', 'scans a parcel for another shop: the screen says so, and no door opens');
  await press(staff, words['staff.stop.leave']);
  await seeTitle(staff, words['staff.desk.title']);
}

async function courierLoads(stage: Stage, code: string, number: string): Promise<number> {
  const { silo, words, camera, hands, tell, language } = stage;
  await arrive(stage);
  tell('courier', 'holds the courier code to the camera');
  camera.show(lumaOfCode(code));
  await silo.locator('.load-desk').waitFor({ timeout: 40_000 });
  camera.clear();
  await speak(silo, language);
  await scanLabel(silo, number);
  await silo.getByText(number).first().waitFor({ timeout: 20_000 });
  await seeTitle(silo, words['staff.load.open.title'], 40_000);
  const door = await doorOnScreen(silo);
  tell('courier', `scans ${number}: door ${door} opens`);
  hands.close(door);
  await seeTitle(silo, words['staff.load.ask.title'], 40_000);
  await press(silo, words['staff.load.placed']);
  await seeTitle(silo, filled(words['staff.load.done.title'], { number: door }));
  await press(silo, words['staff.load.next-parcel']);
  await press(silo, words['courier.leave']);
  tell('courier', 'puts it in, closes the door, and leaves');
  await silo.locator('.ready').waitFor({ timeout: 20_000 });
  return door;
}
