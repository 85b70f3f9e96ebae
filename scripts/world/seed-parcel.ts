import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { z } from 'zod';
import { loadByCall, must, payOrder, placeOrder, signInByCall } from './order-calls.ts';
import type { StationClient } from './station-client.ts';

type Calls = StationClient['calls'];

const readyParcel = z.strictObject({ code: z.string(), door: z.number(), order: z.string() });
/** A parcel that waits in the bank: the code that opens its door, and the number on that door. */
export type ReadyParcel = z.infer<typeof readyParcel>;

/**
 * Sees to it that a parcel waits in the bank, so that the silo can be tried at once: the one of an earlier run, or a new one that is
 * ordered, paid and loaded here by the same calls that the screens make. Its QR code is drawn to `ready-code.png` in `folder`.
 */
export async function seedParcel(calls: Calls, folder: string, say: (line: string) => void): Promise<ReadyParcel> {
  const file = join(folder, 'ready-parcel.json');
  await signInByCall(calls);
  const known = readKnown(file);
  const parcel = known !== null && (await isWaiting(calls, known.door)) ? known : await loadNew(calls, say);
  must('sign out', await calls.staff.signOut({}));
  writeFileSync(file, JSON.stringify(parcel), { mode: 0o600 });
  await QRCode.toFile(join(folder, 'ready-code.png'), parcel.code, { errorCorrectionLevel: 'M', scale: 8 });
  return parcel;
}

function readKnown(file: string): ReadyParcel | null {
  if (!existsSync(file)) return null;
  const parsed = readyParcel.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

async function isWaiting(calls: Calls, number: number): Promise<boolean> {
  const status = await calls.staff.status({});
  return status.ok && status.value.doors.some(({ door, state }) => door.number === number && state === 'occupied');
}

async function loadNew(calls: Calls, say: (line: string) => void): Promise<ReadyParcel> {
  say('Putting a first parcel into the bank.');
  const order = await placeOrder(calls, 'clienta@example.com');
  await payOrder(calls, order);
  // The bank's own hands close doors meanwhile.
  const { code, door } = await loadByCall(calls, order, false, () => undefined);
  return { code, door, order: order.number };
}
