import { lumaOfCode } from '../../../scripts/demo/camera-feed.ts';
import { arrive, leaveWithThanks, openByCode, seeDoorOpen, showCode } from '../../../scripts/demo/customer.ts';
import { waitingOrder } from '../../../scripts/demo/prepare.ts';
import { mustHold, sameDoor, statusOf, untilEmptied } from '../../../scripts/demo/proof.ts';
import { press, seeTitle } from '../../../scripts/demo/screen.ts';
import { type Stage, untilDoorsRest } from '../../../scripts/demo/stage.ts';
import { filled } from '../../../scripts/demo/words.ts';

/** What goes wrong with doors, each as a person meets it at the silo. Whatever it is, the parcel stays theirs and the code theirs to use. */
export const faults: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'a jammed door is told of, opens at the second try, and gives its parcel': jammed,
  'a door that its sensor calls closed is never taken for collected': contradicted,
  'a board without power opens nothing, and the code works when it is back': silent,
  'a door left open is mentioned until somebody closes it': leftOpen,
  'a door that was forced is asked to be closed, and its parcel is not written off': forced,
};

async function jammed(stage: Stage): Promise<void> {
  const { silo, words, hands } = stage;
  const { door, code } = await waiting(stage, 'atasco');
  hands.jam(door, true);
  await arrive(stage);
  await showCode(stage, code, filled(words['silo.stuck.title'], { number: door }));
  hands.jam(door, false);
  await stage.wire.begin();
  await press(silo, words['silo.stuck.retry']);
  sameDoor(door, (await seeDoorOpen(stage)).number);
  hands.close(door);
  await leaveWithThanks(stage);
  await untilEmptied(stage, [door]);
}

async function contradicted(stage: Stage): Promise<void> {
  const { silo, words, hands } = stage;
  const { door, code } = await waiting(stage, 'contradicha');
  hands.sensorSays(door, 'closed');
  await arrive(stage);
  await showCode(stage, code, filled(words['silo.stuck.title'], { number: door }));
  await press(silo, words['silo.stuck.later']);
  await silo.locator('.ready').waitFor();
  const { doors } = await statusOf(stage);
  const state = doors.find((one) => one.door.number === door)?.state ?? 'unknown';
  mustHold(!state.startsWith('free'), `Door ${door} counts as ${state} although nobody saw it open.`);
}

async function silent(stage: Stage): Promise<void> {
  const { silo, words, hands } = stage;
  const { door, code } = await waiting(stage, 'muda');
  hands.silence(door, true);
  await arrive(stage);
  await showCode(stage, code, filled(words['collect.stuck.silent.title'], { number: door }));
  hands.silence(door, false);
  // Nobody can tell whether a pulse arrived, so the silo says so, and keeps the parcel on its books.
  await seeTitle(silo, filled(words['collect.unsure.unseen.title'], { number: door }), 60_000);
  await press(silo, words['collect.unsure.scan']);
  await arrive(stage);
  sameDoor(door, (await openByCode(stage, code)).number);
  hands.close(door);
  await leaveWithThanks(stage);
  await untilEmptied(stage, [door]);
}

async function leftOpen(stage: Stage): Promise<void> {
  const { silo, words, hands } = stage;
  const { door, code } = await waiting(stage, 'abierta');
  await arrive(stage);
  sameDoor(door, (await openByCode(stage, code)).number);
  await silo
    .getByText(filled(words['silo.open.reminder'], { number: door }))
    .first()
    .waitFor({ timeout: 20_000 });
  hands.close(door);
  await seeTitle(silo, words['silo.thanks.title'], 20_000);
  await leaveWithThanks(stage);
  await untilEmptied(stage, [door]);
}

async function forced(stage: Stage): Promise<void> {
  const { silo, words, hands } = stage;
  const { door, code } = await waiting(stage, 'forzada');
  await arrive(stage);
  hands.force(door);
  await seeTitle(silo, filled(words['collect.close.title'], { number: door }), 20_000);
  hands.close(door);
  await arrive(stage);
  await untilDoorsRest();
  const { doors } = await statusOf(stage);
  const state = doors.find((one) => one.door.number === door)?.state ?? 'unknown';
  mustHold(!state.startsWith('free'), `Door ${door} counts as ${state}: whether its parcel is still there, nobody has looked.`);
  sameDoor(door, (await openByCode(stage, code)).number);
  hands.close(door);
  await leaveWithThanks(stage);
}

/** An order of somebody who has no other here: one code opens all parcels of a person. */
async function waiting(stage: Stage, who: string): Promise<{ readonly door: number; readonly code: Uint8Array }> {
  const { parcels } = await waitingOrder(stage, 1, `${who}@example.com`);
  const [parcel] = parcels;
  await untilDoorsRest();
  return { door: parcel.door, code: lumaOfCode(parcel.code) };
}
