import type { esStaff } from '../es/staff.ts';
import type { Translation } from '../translation.ts';

/** Messages of the staff screens, in English. */
export const enStaff: Translation<typeof esStaff> = {};
