import type { UnixMs } from '../../kernel/clock.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { putCoupons, type StoredCoupon } from '../db/coupons.ts';
import type { Database, Transaction } from '../db/database.ts';
import { addPoints, findMemberByContact, publishMember, putMember, type StoredMember } from '../db/members.ts';
import { freshMember, sendMemberCode } from '../domain/consents.ts';
import { type CouponPlace, couponTable } from './coupon-table.ts';
import { type MemberEntry, memberTable } from './member-table.ts';
import type { FileProblem } from './rejection.ts';
import { readTableFile, type TableFile } from './table-file.ts';

/** What an import of coupons or members did. */
export interface LoyaltyCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Where a file's rows come from, and when. */
interface Source {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly now: UnixMs;
}

/** Reads a file of coupons and writes them, all in one transaction or nothing. The same file again changes nothing. */
export async function importCoupons(
  db: Database,
  place: CouponPlace,
  { chunks, now }: Source,
): Promise<Result<{ readonly file: TableFile<StoredCoupon>; readonly counts: LoyaltyCounts }, FileProblem>> {
  const file = await readTableFile(chunks, couponTable(place));
  if (!file.ok) return file;
  const coupons = file.value.taken.map((one) => (one.endedAt === null ? one : { ...one, endedAt: now }));
  const counts = await db.transaction((tx) => putCoupons(tx, coupons));
  await db.flush();
  return ok({ file: file.value, counts: { ...counts, unchanged: coupons.length - counts.created - counts.changed } });
}

/**
 * Reads a file of members and writes them, all in one transaction or nothing. Whoever is a member already keeps their code and their points; what the
 * file says of sizes and address is taken. Points that people bring along are booked once, whatever is read again.
 */
export async function importMembers(
  db: Database,
  tenantId: string,
  { chunks, now, random }: Source & { readonly random: RandomBytes },
): Promise<Result<{ readonly file: TableFile<MemberEntry>; readonly counts: LoyaltyCounts }, FileProblem>> {
  const file = await readTableFile(chunks, memberTable);
  if (!file.ok) return file;
  const counts = { created: 0, changed: 0, unchanged: 0 };
  await db.transaction(async (tx) => {
    for (const entry of file.value.taken) counts[await writeMember(tx, { tenantId, entry, now, random })] += 1;
  });
  await db.flush();
  return ok({ file: file.value, counts });
}

async function writeMember(
  tx: Transaction,
  { tenantId, entry, now, random }: { readonly tenantId: string; readonly entry: MemberEntry; readonly now: UnixMs; readonly random: RandomBytes },
): Promise<keyof LoyaltyCounts> {
  const known = await findMemberByContact(tx, tenantId, entry.contact);
  const { contact, locale, sizes, address } = entry;
  const member: StoredMember =
    known === null
      ? { ...freshMember(random), tenantId, generation: 0, contact, address, sizes, locale, joinedAt: now, endedAt: null }
      : { ...known, sizes: sizes.length === 0 ? known.sizes : sizes, address: address ?? known.address };
  const isSame = known !== null && JSON.stringify(known) === JSON.stringify(member);
  if (!isSame) await putMember(tx, member);
  const { memberId } = member;
  const entryId = `imported-${memberId}`;
  const booked = entry.points > 0 && (await addPoints(tx, { tenantId, entryId, memberId, orderId: null, kind: 'imported', points: entry.points, at: now }));
  if (!isSame || booked) await publishMember(tx, tenantId, memberId, now);
  if (known === null && entry.sendCode) await sendMemberCode({ tx, at: now, station: { tenantId, stationId: null } }, member);
  return known === null ? 'created' : isSame && !booked ? 'unchanged' : 'changed';
}
