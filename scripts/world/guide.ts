import { join } from 'node:path';
import { DEMO_STAFF } from '../../src/hub/demo/demo-shop.ts';
import type { Viewer } from './open-page.ts';
import type { ReadyParcel } from './seed-parcel.ts';
import type { World } from './world.ts';

/** What the guide tells about. `shown` writes a path the short way; `pageUrl` is null where a window was opened. */
export interface GuideFacts {
  readonly world: World;
  readonly parcel: ReadyParcel | null;
  readonly viewer: Viewer;
  readonly pageUrl: string | null;
  shown(path: string): string;
}

/** What runs where, how to try the main path, and how to stop: a screenful for the terminal. */
export function guide({ world, parcel, viewer, pageUrl, shown }: GuideFacts): string {
  const [assistant] = DEMO_STAFF;
  const mailbox = join(world.folder, 'hub', 'mailbox');
  const page =
    pageUrl === null
      ? `a window of ${viewer.kind === 'electron' ? 'Electron' : 'Chromium'}`
      : `${pageUrl}   (opens once; ${viewer.kind === 'print' ? viewer.why : ''})`;
  const lines = [
    '',
    'Pasillo is running.',
    `  page     ${page}`,
    `  hub      ${world.hubUrl}`,
    `  bank     24 simulated doors at ${world.bankAt}; somebody closes an opened door after 6 s`,
    ...(world.panelUrl === null ? [] : [`  panel    ${world.panelUrl}   (doors, faults, scanner and printer, with the mouse)`]),
    `  data     ${shown(world.folder)}   (npm start -- --fresh begins anew)`,
    '',
    'Try it:',
    '  order    touch the screen, choose a shirt in a size that is not here, have it brought to the silo',
    '  pay      open the address under the code for the phone in a browser: PayPal, a card, or the card of the shop, each at a stand-in',
    `  staff    badge ${assistant.number} (QR text ${assistant.badge}), PIN ${assistant.pin}: take the payment, then load the parcel`,
    `  e-mail   with its code it lies in ${shown(mailbox)}`,
    ...(parcel === null
      ? []
      : [`  collect  a parcel waits behind door ${parcel.door}; scan ${shown(join(world.folder, 'ready-code.png'))} or paste`, `           ${parcel.code}`]),
    '',
    'Keys, each with Enter:  l another address   h stop or start the hub   k kill -9 the station   q stop everything (or Ctrl-C)',
  ];
  return lines.join('\n');
}
