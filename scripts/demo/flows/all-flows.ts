import type { Flow } from '../flow.ts';
import { collect } from './collect.ts';
import { delegate } from './delegate.ts';
import { help } from './help.ts';
import { load } from './load.ts';
import { multi } from './multi.ts';
import { pin } from './pin.ts';
import { recall } from './recall.ts';
import { remoteOpen } from './remote-open.ts';
import { bringBack } from './return.ts';
import { service } from './service.ts';

/** Every flow, in the order in which they are told. */
export const allFlows: readonly Flow[] = [collect, multi, bringBack, load, recall, delegate, pin, help, service, remoteOpen];
