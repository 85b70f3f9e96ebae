import { arrive } from '../customer.ts';
import type { Flow } from '../flow.ts';
import { goToPlace, press, pressOnce } from '../screen.ts';
import { people, signInAs, signOut } from '../staff-floor.ts';
import { like } from '../words.ts';

/** Somebody calls, it rings on the staff's screens, somebody answers, and the silo says that they come and how long it took. */
export const help: Flow = {
  name: 'help',
  title: 'a customer calls, and somebody comes',
  worksOffline: true,
  async setUp(stage) {
    stage.tell('set-up', 'a customer stands before the silo and does not know how to go on');
    await goToPlace(stage.staff, '/staff');
    return {
      async play() {
        const { silo, staff, words, tell } = stage;
        await arrive(stage);
        await press(silo, words['ui.help']);
        await press(silo, words['help.call']);
        await silo.getByText(like(words['help.calling'])).first().waitFor();
        tell('customer', `presses Help and "${words['help.call']}"; the screen says that somebody is being called, and since when`);
        await staff.locator('.help-ringing').waitFor({ timeout: 20_000 });
        tell('staff', 'hears it ring and sees the call on the staff screen');
        await signInAs(stage, people.assistant);
        await pressOnce(staff, words['help.staff.answer'], words['help.staff.done']);
        tell('staff', `signs in and presses "${words['help.staff.answer']}"`);
        const coming = silo.getByText(like(words['help.coming'])).first();
        await coming.waitFor({ timeout: 20_000 });
        tell('silo', `"${((await coming.textContent()) ?? '').trim()}"`);
        await press(staff, words['help.staff.done']);
        await coming.waitFor({ state: 'detached', timeout: 20_000 });
        tell('staff', 'helps, and says that it is done');
        await silo.keyboard.press('Escape');
        await signOut(stage);
      },
      atHub: () => Promise.resolve(),
    };
  },
};
