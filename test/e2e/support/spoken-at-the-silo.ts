import { describe, expect, it } from 'vitest';
import { lumaOfCode } from '../../../scripts/demo/camera-feed.ts';
import { closeDoor } from '../../../scripts/demo/customer.ts';
import { customerPhone } from '../../../scripts/demo/phone.ts';
import { mailAbout, waitingOrder } from '../../../scripts/demo/prepare.ts';
import { untilEmptied } from '../../../scripts/demo/proof.ts';
import { type Stage, untilDoorsRest } from '../../../scripts/demo/stage.ts';
import { es, filled } from '../../../scripts/demo/words.ts';
import { callAndBeHelped } from './call-by-ear.ts';
import { DOOR, doorIn, listen, screen } from './by-ear.ts';
import { earsAt, type Ears } from './ears.ts';

/** An order that was collected, and the address that it was placed with. */
export interface Collected {
  readonly number: string;
  readonly email: string;
}

const EMAIL = 'd@a.es';

/** Journeys at the lockers of somebody who cannot see, on the stage of a file that plays in Spanish. Answers what the first of them took home. */
export function spokenAtTheSilo(stage: () => Stage): () => Collected {
  let collected: Collected | null = null;
  describe('at the lockers by ear and five keys', () => {
    it('a customer takes two parcels with one code, hears which door each time, and says that one is not theirs', async () => {
      const order = await waitingOrder(stage(), 2, EMAIL);
      const doors = order.parcels.map(({ door }) => door);
      const ears = await atTheSilo(stage());
      // A parcel whose door was closed just now counts only when the door is at rest.
      await untilDoorsRest();
      stage().world.bank.tell({ scan: { code: order.parcels[0].code } });
      const heard = await ears.hear(DOOR);
      const first = doorIn(heard);
      expect(heard).toContain(filled(es['collect.count'], { at: '1', of: '2' }));
      closeDoor(stage(), first);
      const [, next] = /La siguiente es la puerta (\d+)\..*columna/.exec(await ears.hear(screen('La siguiente es la puerta'))) ?? [];
      await ears.press(filled(es['collect.next.open'], { number: next ?? '' }));
      const second = doorIn(await ears.hear(DOOR));
      expect([first, second].sort()).toEqual([...doors].sort());
      expect(Number(next)).toBe(second);
      await ears.press(es['collect.problem']);
      await ears.hear(screen(es['collect.report.title']));
      await ears.press(es['collect.report.wrong-item']);
      await ears.hear(screen(es['collect.report.keep.title']));
      await ears.press(es['collect.report.take']);
      await ears.hear(es['collect.open.taken']);
      closeDoor(stage(), second);
      await ears.hear(es['collect.thanks.taken']);
      await ears.press(es['silo.thanks.done'], 'up');
      await untilEmptied(stage(), [first]);
      collected = { number: order.number, email: EMAIL };
    });

    it('somebody collects for another, hears that the door is stuck, calls, hears that they come and that it is over, and tries again', async () => {
      const { silo, camera, hands } = stage();
      const order = await waitingOrder(stage(), 1, 'otra@a.es');
      const [{ door }] = order.parcels;
      const mail = await mailAbout(stage(), order.number);
      const second = await customerPhone(mail.phoneUrl).makeSecondCode();
      const ears = await atTheSilo(stage());
      hands.jam(door, true);
      camera.show(lumaOfCode(second.code));
      await ears.hear(screen(`La puerta ${door} no se ha abierto`));
      camera.clear();
      await callAndBeHelped(stage(), ears);
      hands.jam(door, false);
      await ears.press(es['silo.stuck.retry']);
      expect(doorIn(await ears.hear(DOOR))).toBe(door);
      closeDoor(stage(), door);
      await ears.hear(es['silo.say.thanks']);
      await ears.press(es['silo.thanks.done'], 'up');
      await silo.locator('.ready').waitFor({ timeout: 40_000 });
      await untilEmptied(stage(), [door]);
    });
  });
  return () => {
    if (collected === null) throw new Error('Nothing was collected.');
    return collected;
  };
}

/** Somebody who listens comes to the silo while it waits for a code. */
async function atTheSilo({ silo }: Stage): Promise<Ears> {
  await silo.locator('.ready').waitFor({ timeout: 40_000 });
  const ears = await earsAt(silo);
  await listen(ears);
  return ears;
}
