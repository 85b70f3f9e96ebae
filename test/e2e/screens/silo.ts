import type { MockScript } from '../../../renderer/bridge/mock/mock-station.ts';
import { siloScripts } from '../../../renderer/silo/mock-scripts.ts';
import type { Words } from '../../../scripts/demo/words.ts';
import { drawn } from '../support/scene.ts';
import { inTurn, pressing, showing, type Stop, type Walk } from './screen.ts';

/** Every state of the silo: of collecting, and of a return. A new scene of the mock station is a new screen here by itself. */
export const siloStates: readonly Walk[] = [
  walkThrough('collecting', (name) => !name.startsWith('return-')),
  walkThrough('returning', (name) => name.startsWith('return-')),
];

/** Typing a code, and help beside it. */
export const siloEntry: Walk = {
  area: 'silo',
  name: 'silo-entry',
  scene: 'silo-ready',
  place: '/silo',
  stops: [
    { name: 'code', go: pressing((words) => words['silo.ready.pin']) },
    {
      name: 'typo',
      follows: true,
      go: inTurn(
        ({ page }) => page.keyboard.type('7K3M9QRT2', { delay: 40 }),
        ({ page }) => drawn(page),
      ),
    },
    { name: 'help', follows: true, go: pressing((words) => words['ui.help']) },
    {
      name: 'accessibility',
      follows: true,
      go: inTurn(
        pressing((words) => words['ui.close']),
        pressing((words) => words['ui.access']),
      ),
    },
  ],
};

/** What a press opens over a state. */
export const siloPresses: readonly Walk[] = [
  pressed('silo-open', 'problem', (words) => words['collect.problem'], 'what to do'),
  pressed('silo-thanks-forgot', 'problem', (words) => words['collect.problem'], 'what to do'),
  pressed('return-identify', 'number', (words) => words['return.identify.pin'], null),
  pressed('return-size', 'size', (words) => words['return.size.other'], null),
  pressed('return-size', 'mail', (words) => words['return.email.change'], null),
];

function walkThrough(task: string, belongs: (name: string) => boolean): Walk {
  const stops = Object.entries(siloScripts).flatMap(([name, script]): readonly Stop[] => {
    if (script().silo === undefined || !belongs(name)) return [];
    return [{ name, go: showing(() => viewsOf(script())) }];
  });
  return { area: 'silo', name: `silo-${task}`, scene: 'silo-ready', place: '/silo', stops };
}

/** A courier at work is the staff's view on the silo's screen. Scenes carry times near now, so each is made when it is shown. */
function viewsOf({ silo, staff }: MockScript): Pick<MockScript, 'silo' | 'staff'> {
  return { ...(silo === undefined ? {} : { silo }), ...(staff === undefined ? {} : { staff }) };
}

function pressed(scene: string, name: string, button: (words: Words) => string, then: string | null): Walk {
  const first: Stop = { name, go: pressing(button) };
  const second: Stop = {
    name: then ?? '',
    follows: true,
    go: async ({ page }) => {
      await page.locator('.report-choices button').first().click();
      await drawn(page);
    },
  };
  return { area: 'silo', name: `${scene}-${name}`, scene, place: '/silo', stops: then === null ? [first] : [first, second] };
}
