import type { esPhone } from '../es/phone.ts';
import type { Translation } from '../translation.ts';

/** Messages of the phone screens, in English. */
export const enPhone: Translation<typeof esPhone> = {};
