import type { esKiosk } from '../es/kiosk.ts';
import type { Translation } from '../translation.ts';

/** Messages of the kiosk, in English. */
export const enKiosk: Translation<typeof esKiosk> = {};
