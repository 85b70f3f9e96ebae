import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { until } from '../../world/until.ts';
import { waitingOrder } from '../prepare.ts';
import type { Flow } from '../flow.ts';
import { mustHold, statusOf, untilDoors } from '../proof.ts';
import { press, seeTitle, typeDigits } from '../screen.ts';
import { goToTask, people, signInAs, signOut } from '../staff-floor.ts';
import { saying, type Stage } from '../stage.ts';

/** A technician tries doors, takes one out and brings it back, is stopped where a parcel lies, looks for crossed wires, and exports the audit. */
export const service: Flow = {
  name: 'service',
  title: 'a technician at work, and where two people are needed',
  worksOffline: false,
  async setUp(stage) {
    const { parcels, number } = await waitingOrder(stage, 1, 'revision@example.com');
    const full = parcels[0].door;
    const empty = await freeDoor(stage);
    stage.tell('set-up', `order ${number} waits behind door ${full}; door ${empty} is empty, and its lock sounds odd`);
    return {
      async play() {
        const { staff, words, tell } = stage;
        await signInAs(stage, people.technician);
        await goToTask(stage, words['staff.home.status']);
        await press(staff, words['service.open']);
        await seeTitle(staff, words['service.title']);
        await takeOutAndBack(stage, empty);
        await twoPeople(stage, full);
        await searchWiring(stage);
        await exportAudit(stage);
        await staff.evaluate("location.hash = '#/staff'");
        await signOut(stage);
        await untilDoors(stage, `the parcel is still behind door ${full}`, [full], (state) => state === 'occupied');
        tell('technician', 'leaves; the parcel is where it was');
      },
      atHub: () => Promise.resolve(),
    };
  },
};

async function freeDoor(stage: Stage): Promise<number> {
  const { doors } = await statusOf(stage);
  const found = doors.find(({ state, lock }) => state.startsWith('free') && lock === 'closed');
  if (found === undefined) throw new Error('No compartment is free.');
  return found.door.number;
}

async function takeOutAndBack(stage: Stage, door: number): Promise<void> {
  const { staff, words, tell } = stage;
  const say = saying(stage);
  await openDoorPage(stage, door);
  await press(staff, words['service.door.out']);
  await press(staff, words['service.reason.lock']);
  await staff.getByText(say('service.door.done.out', { number: door })).waitFor();
  tell('technician', `takes door ${door} out of service: "${words['service.reason.lock']}"`);
  await lookInside(stage, door);
  // Its door is watched for a moment more, in case that a late pulse opens it.
  await until(`door ${door} is back in service`, 30_000, async () => {
    await press(staff, words['service.door.back']);
    const told = staff.getByText(say('service.door.done.back', { number: door }));
    return await told.waitFor({ timeout: 1_500 }).then(
      () => true,
      () => false,
    );
  });
  tell('technician', `has tried door ${door} and seen it empty: it is in service again`);
  await press(staff, words['service.back']);
  await seeTitle(staff, words['service.title']);
}

/** Tests the door on the screen: it opens, is closed by somebody, and was empty. */
async function lookInside(stage: Stage, door: number): Promise<void> {
  const { staff, words, wire, tell } = stage;
  const say = saying(stage);
  await wire.begin();
  await press(staff, words['service.door.test']);
  await seeTitle(staff, words['staff.check.open.title'], 40_000);
  stage.hands.close(door);
  tell('bank', `unlock frame ${(await wire.unlocked()).hex} for door ${door}`);
  await sayEmpty(stage, door);
  await seeTitle(staff, say('service.door.title', { number: door }));
}

/** The door is closed again, and was empty. */
async function sayEmpty(stage: Stage, door: number): Promise<void> {
  const { staff, words } = stage;
  await seeTitle(staff, words['staff.check.ask.title'], 40_000);
  await press(staff, words['staff.check.empty']);
  await seeTitle(staff, saying(stage)('staff.check.empty.title', { number: door }), 20_000);
  await press(staff, words['staff.check.leave']);
}

/** Behind this door lies a parcel: nothing opens before a second member of the staff has said so. */
async function twoPeople(stage: Stage, door: number): Promise<void> {
  const { staff, words, wire, tell } = stage;
  const { technician, manager } = people;
  await openDoorPage(stage, door);
  await wire.begin();
  await press(staff, words['service.door.test.two']);
  await enterSecond(stage, technician.number, technician.pin);
  await staff.getByText(words['service.problem.same-person']).first().waitFor();
  mustHold(wire.count() === 0, 'A door with a parcel opened for one person alone.');
  tell('technician', `wants to try door ${door}, where a parcel lies, as both people at once: "${words['service.problem.same-person']}"`);
  await press(staff, words['ui.back']);
  await enterSecond(stage, manager.number, manager.pin);
  await seeTitle(staff, words['staff.recall.open.title'], 40_000);
  stage.hands.close(door);
  await seeTitle(staff, words['staff.recall.ask.title'], 40_000);
  tell('bank', `unlock frame ${(await wire.unlocked()).hex} for door ${door}, once ${manager.name} had agreed with a PIN`);
  await press(staff, words['staff.recall.left']);
  await press(staff, words['staff.recall.done']);
  tell('technician', 'leaves the parcel inside, and says so');
  await press(staff, words['service.back']);
  await seeTitle(staff, words['service.title']);
}

async function enterSecond({ staff, words }: Stage, number: string, pin: string): Promise<void> {
  await seeTitle(staff, words['service.second.number.title']);
  await typeDigits(staff, number);
  await press(staff, words['service.second.next']);
  await seeTitle(staff, words['service.second.pin.title']);
  await typeDigits(staff, pin);
  await press(staff, words['service.second.go']);
}

/** Empty doors open one by one; the first is right, and that is enough for this story. */
async function searchWiring(stage: Stage): Promise<void> {
  const { staff, words, wire, tell } = stage;
  await press(staff, words['service.wiring.begin']);
  await wire.begin();
  await press(staff, words['service.wiring.next']);
  await seeTitle(staff, words['service.wiring.ask'], 40_000);
  const { hex } = await wire.unlocked();
  const door = Number(/\d+/.exec((await staff.getByRole('main').textContent()) ?? '')?.[0]);
  await press(staff, saying(stage)('service.wiring.same', { number: door }));
  stage.hands.close(door);
  tell('technician', `searches for crossed wires: ${hex} should open door ${door}, and did`);
  await sayEmpty(stage, door);
  await press(staff, words['service.wiring.end']);
  await seeTitle(staff, words['service.title']);
}

async function exportAudit(stage: Stage): Promise<void> {
  const { staff, words, tell } = stage;
  await staff.evaluate("location.hash = '#/staff/service/export'");
  await press(staff, words['service.export.go']);
  await seeTitle(staff, words['service.export.done']);
  const text = (await staff.getByRole('main').textContent()) ?? '';
  const sum = await staff.locator('.service-hash').first().textContent();
  const path = /\/[^\s]+?\.(jsonl|json|ndjson|txt)/.exec(text)?.[0] ?? '';
  mustHold(createHash('sha256').update(readFileSync(path)).digest('hex') === sum, `The export ${path} is not what its checksum says.`);
  tell('technician', `exports the audit to ${path}; its checksum is right`);
}

async function openDoorPage(stage: Stage, door: number): Promise<void> {
  const { staff } = stage;
  await staff.locator('.service-door', { hasText: new RegExp(`^${door}$`) }).click();
  await seeTitle(staff, saying(stage)('service.door.title', { number: door }));
}
