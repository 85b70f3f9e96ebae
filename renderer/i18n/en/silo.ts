import type { esSilo } from '../es/silo.ts';
import type { Translation } from '../translation.ts';

/** Messages of the silo screens, in English. */
export const enSilo: Translation<typeof esSilo> = {};
