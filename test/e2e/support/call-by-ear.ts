import { expect } from 'vitest';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es, filled } from '../../../scripts/demo/words.ts';
import { must, signInByCall } from '../../../scripts/world/order-calls.ts';
import { screen } from './by-ear.ts';
import type { Ears } from './ears.ts';

/** A call for help with the time since then, which goes on counting while nothing more is said of it. */
const CALLED = new RegExp(filled(es['help.calling'], { time: '0 s' }).replace(/\d.*$/, ''));

/** Calls from the help, hears that it rings, that somebody comes, and that they have done what there was to do. */
export async function callAndBeHelped(stage: Stage, ears: Ears): Promise<void> {
  await ears.key('F1');
  await ears.key('F1');
  await ears.hear(screen(es['ui.help']));
  await ears.press(es['help.call']);
  await ears.hear(CALLED);
  await stage.ask(async (calls) => {
    // Whoever signs in where it rings has come.
    await signInByCall(calls);
    const heard = await ears.hear('Alguien de la tienda viene hacia aquí');
    expect(heard.split(CALLED)).toHaveLength(2);
    must('end the call', await calls.help.end({ callId: await ringing(stage) }));
    must('sign out', await calls.staff.signOut({}));
  });
  await ears.hear(es['help.over']);
  await ears.key('Escape');
}

/** The call that rings on the screens of the staff. */
function ringing({ ask }: Stage): Promise<string> {
  return ask(async (calls) => {
    for await (const { calls: ringing = [] } of await calls.staff.watch({})) {
      const own = ringing.find(({ why }) => why === 'person');
      if (own !== undefined) return own.callId;
    }
    throw new Error('The station ended.');
  });
}
