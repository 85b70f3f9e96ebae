import { kioskSheets } from './kiosk-sheets.ts';
import { kioskTroubles, kioskWalk } from './kiosk.ts';
import { phoneWalks } from './phone.ts';
import type { Walk } from './screen.ts';
import { siloEntry, siloPresses, siloStates } from './silo.ts';
import { staffTroubles, staffWalks } from './staff.ts';

/** Every screen of the product: what is judged by the browser tests is what can be leafed through. */
export const allWalks: readonly Walk[] = [
  kioskWalk,
  ...kioskSheets,
  ...kioskTroubles,
  ...siloStates,
  siloEntry,
  ...siloPresses,
  ...staffWalks,
  ...staffTroubles,
  ...phoneWalks,
];
