import type { Way } from '../../src/contract/orders.ts';
import type { IconName } from './icon.tsx';

/** The line drawing of each way in which goods reach a customer; the same on all screens. */
export const WAY_ICON: Readonly<Record<Way, IconName>> = { 'carry-out': 'bag', desk: 'staff', silo: 'locker', ship: 'truck' };
