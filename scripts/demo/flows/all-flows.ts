import type { Flow } from '../flow.ts';
import { collect } from './collect.ts';
import { pin } from './pin.ts';

/** Every flow, in the order in which they are told. */
export const allFlows: readonly Flow[] = [collect, pin];
