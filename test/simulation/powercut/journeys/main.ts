/**
 * Walks one journey; started over the recorder, never by hand.
 *
 *  node main.ts JOURNEY
 */
import { journeys } from './journeys.ts';
import { openRecording } from './recorded-shop.ts';

const walk = journeys[process.argv[2] ?? ''];
if (walk === undefined) throw new Error(`no journey ${process.argv[2]}`);
await walk(openRecording());
// What still listens to virtual time would keep nothing alive, but a thread might.
process.exit(0);
