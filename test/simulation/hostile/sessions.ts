import { closeDoor, codeOfPass, storeParcel } from '../../flows/support/collecting.ts';
import { TestStation } from '../../flows/support/test-station.ts';
import { heldNow } from './memory.ts';

/** What many collections in one life of a station came to. */
export interface SessionReport {
  readonly sessions: number;
  readonly violations: readonly string[];
  readonly grownBytes: number;
  readonly grownResident: number;
  readonly grownHandles: number;
}

const WARM_UP = 20;

/** Customer after customer collects a parcel at one station that is never started again: each door opens once, and what it holds stays flat. */
export async function runSessions(count: number): Promise<SessionReport> {
  const shop = await TestStation.start({ passes: count + WARM_UP });
  const violations: string[] = [];
  try {
    for (let n = 1; n <= WARM_UP; n++) await collectOne(shop, n, violations);
    const before = heldNow();
    for (let n = WARM_UP + 1; n <= WARM_UP + count; n++) await collectOne(shop, n, violations);
    const after = heldNow();
    return {
      sessions: count,
      violations,
      grownBytes: after.bytes - before.bytes,
      grownResident: after.resident - before.resident,
      grownHandles: after.handles - before.handles,
    };
  } finally {
    await shop.close();
  }
}

async function collectOne(shop: TestStation, n: number, violations: string[]): Promise<void> {
  const parcel = storeParcel(shop, { n, door: 1 + (n % 20), pass: n });
  const outcome = await shop.scan(codeOfPass(n));
  await shop.advance(1000);
  const opened = shop.pulses.length;
  await closeDoor(shop, parcel);
  await shop.advance(9000);
  const status = shop.store.read.parcel(parcel.parcelId)?.status;
  if (outcome !== 'ok' || opened !== 1 || status !== 'collected') violations.push(`session ${n}: ${outcome}, ${opened} pulses, the parcel ${status}`);
  shop.events.length = 0;
  shop.beeps.length = 0;
}
