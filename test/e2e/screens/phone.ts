import { bagScenes } from '../../../renderer/phone/mock-bag.ts';
import { clubScenes } from '../../../renderer/phone/mock-club.ts';
import { payLinkScenes, phoneScenes, secondCodeScenes } from '../../../renderer/phone/mock-orders.ts';
import type { TextKey } from '../../../renderer/i18n/text-key.ts';
import { asOpened, pressing, type Walk } from './screen.ts';

/** What a press opens on an order's page, and the scene on which it can be pressed. */
const steps: readonly (readonly [scene: string, step: TextKey])[] = [
  ['phone-ready', 'phone.step.more-days'],
  ['phone-ready', 'phone.step.other-person'],
  ['phone-ready', 'phone.step.send-again'],
  ['phone-ready', 'phone.step.new-pin'],
  ['phone-collected', 'phone.step.give-back'],
  ['phone-after', 'phone.step.claim'],
  ['phone-after', 'phone.step.withdraw'],
  ['phone-placed', 'phone.step.withdraw'],
  ['bag-phone', 'bag.order.begin'],
  ['member-page', 'member.page.leave'],
];

/** Every page of the phone. A new scene is a new page here by itself; what a press opens is named above. */
export const phoneWalks: readonly Walk[] = [
  ...[...phoneScenes, ...secondCodeScenes, ...payLinkScenes, ...bagScenes, ...clubScenes].map(
    (scene): Walk => ({ area: 'phone', name: scene, scene, place: '', stops: [{ name: scene, go: asOpened }] }),
  ),
  ...steps.map(([scene, step]): Walk => {
    const name = step.replace(/^phone\.step\.|^bag\.|^member\.page\./, '');
    return { area: 'phone', name: `${scene}-${name}`, scene, place: '', stops: [{ name, go: pressing((words) => words[step]) }] };
  }),
];
