import { z } from 'zod';
import { LOYALTY_ROW, type LoyaltyRules, loyaltyRules, type MemberRow, type WornSize, wornSize } from '../../contract/loyalty/loyalty.ts';
import { type Contact, contact, type ShipAddress, shipAddress } from '../../contract/orders.ts';
import { type Locale, locale } from '../../contract/schema.ts';
import { lockCounter, putRows } from './buckets.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/** A member as the hub knows them: the only place that knows who it is. */
export interface StoredMember {
  readonly tenantId: string;
  readonly memberId: string;
  readonly generation: number;
  /** The token of the member's own page. */
  readonly token: string;
  /** Null once they left. */
  readonly contact: Contact | null;
  readonly address: ShipAddress | null;
  readonly sizes: readonly WornSize[];
  readonly locale: Locale;
  readonly joinedAt: number;
  readonly endedAt: number | null;
}

/** Why points came or went. */
export type PointsKind = 'earned' | 'redeemed' | 'given-back' | 'returned' | 'imported';

/** One line of a member's points. `entryId` names what it is for, so that the same is never counted twice. */
export interface PointsEntry {
  readonly tenantId: string;
  readonly entryId: string;
  readonly memberId: string;
  readonly orderId: string | null;
  readonly kind: PointsKind;
  readonly points: number;
  readonly at: number;
}

/** What makes two spellings of one mail or number the same person; the form in which orders keep it, too. */
export function contactKey(who: Contact): string {
  return who.kind === 'email' ? `e:${who.email.trim().toLowerCase()}` : `p:${who.phone.replace(/[^0-9+]/g, '')}`;
}

/** The member, or null: nobody has this id, or they left. */
export async function findMember(db: Queryable, tenantId: string, memberId: string): Promise<StoredMember | null> {
  const [row] = await db.query('SELECT * FROM members WHERE tenant_id = $1 AND member_id = $2 AND ended_at IS NULL', [tenantId, memberId]);
  return row === undefined ? null : readMember(row);
}

/** The member, locked until the transaction ends, so that their points are counted one after the other. */
export async function lockMember(tx: Transaction, tenantId: string, memberId: string): Promise<StoredMember | null> {
  const [row] = await tx.query('SELECT * FROM members WHERE tenant_id = $1 AND member_id = $2 AND ended_at IS NULL FOR UPDATE', [tenantId, memberId]);
  return row === undefined ? null : readMember(row);
}

/** The member with this contact, or null. */
export async function findMemberByContact(db: Queryable, tenantId: string, who: Contact): Promise<StoredMember | null> {
  const [row] = await db.query('SELECT * FROM members WHERE tenant_id = $1 AND contact_key = $2 AND ended_at IS NULL', [tenantId, contactKey(who)]);
  return row === undefined ? null : readMember(row);
}

/** The member behind the link of their page, or null. */
export async function findMemberByToken(db: Queryable, token: string): Promise<StoredMember | null> {
  const [row] = await db.query('SELECT * FROM members WHERE token = $1 AND ended_at IS NULL', [token]);
  return row === undefined ? null : readMember(row);
}

/** Writes a member, new or as they are now. */
export async function putMember(tx: Transaction, member: StoredMember): Promise<void> {
  await tx.query(
    `INSERT INTO members (tenant_id, member_id, generation, token, contact, contact_key, address, sizes, locale, joined_at, ended_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7::jsonb, $8::jsonb, $9, $10, $11)
     ON CONFLICT (tenant_id, member_id) DO UPDATE SET generation = excluded.generation, contact = excluded.contact, contact_key = excluded.contact_key,
       address = excluded.address, sizes = excluded.sizes, locale = excluded.locale, ended_at = excluded.ended_at`,
    [
      member.tenantId,
      member.memberId,
      member.generation,
      member.token,
      member.contact === null ? null : JSON.stringify(member.contact),
      member.contact === null ? null : contactKey(member.contact),
      member.address === null ? null : JSON.stringify(member.address),
      JSON.stringify(member.sizes),
      member.locale,
      member.joinedAt,
      member.endedAt,
    ],
  );
}

/** Adds a line to a member's points, once. Answers whether it was new. */
export async function addPoints(tx: Transaction, entry: PointsEntry): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO points_ledger (tenant_id, entry_id, member_id, order_id, kind, points, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [entry.tenantId, entry.entryId, entry.memberId, entry.orderId, entry.kind, entry.points, entry.at],
  );
  return rows.length > 0;
}

/** What a member's points come to. */
export async function readBalance(db: Queryable, tenantId: string, memberId: string): Promise<number> {
  const [row] = await db.query('SELECT coalesce(sum(points), 0)::integer AS n FROM points_ledger WHERE tenant_id = $1 AND member_id = $2', [
    tenantId,
    memberId,
  ]);
  return num(row, 'n');
}

/** The last lines of a member's points, newest first. */
export async function readEntries(db: Queryable, tenantId: string, memberId: string, limit: number): Promise<readonly PointsEntry[]> {
  const rows = await db.query('SELECT * FROM points_ledger WHERE tenant_id = $1 AND member_id = $2 ORDER BY at DESC, entry_id LIMIT $3', [
    tenantId,
    memberId,
    limit,
  ]);
  return rows.map((row) => ({
    tenantId,
    entryId: str(row, 'entry_id'),
    memberId,
    orderId: strOrNull(row, 'order_id'),
    kind: parsed(row, 'kind', z.enum(['earned', 'redeemed', 'given-back', 'returned', 'imported'])),
    points: num(row, 'points'),
    at: num(row, 'at'),
  }));
}

/** Tells stations what a member is worth now: an id, points, sizes. Somebody who left is taken from them. */
export async function publishMember(tx: Transaction, tenantId: string, memberId: string, at: number): Promise<void> {
  const bucket = { tenantId, bucket: 'members', scope: '' } as const;
  await lockCounter(tx, bucket);
  const member = await findMember(tx, tenantId, memberId);
  await putRows(tx, bucket, [{ key: memberId, value: member === null ? null : await rowOf(tx, member, at) }]);
}

/** What a tenant offers its members, or null: nothing. */
export async function readLoyalty(db: Queryable, tenantId: string): Promise<LoyaltyRules | null> {
  const [row] = await db.query("SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'loyalty' AND scope = '' AND key = $2", [
    tenantId,
    LOYALTY_ROW,
  ]);
  return row === undefined ? null : parsed(row, 'value', loyaltyRules.nullable());
}

async function rowOf(db: Queryable, member: StoredMember, at: number): Promise<MemberRow> {
  const { tenantId, memberId, generation, contact: who, address, sizes } = member;
  const used = await db.query(
    `SELECT DISTINCT u.coupon_id FROM benefit_uses u JOIN coupons c ON c.tenant_id = u.tenant_id AND c.coupon_id = u.coupon_id
     WHERE u.tenant_id = $1 AND u.member_id = $2 AND u.state <> 'given-back' AND c.rule->>'oncePerPerson' = 'true' ORDER BY 1 LIMIT 200`,
    [tenantId, memberId],
  );
  return {
    memberId,
    generation,
    points: await readBalance(db, tenantId, memberId),
    asOf: at,
    reachedBy: who?.kind ?? null,
    ...(address === null ? {} : { hasAddress: true }),
    ...(sizes.length === 0 ? {} : { sizes: [...sizes] }),
    ...(used.length === 0 ? {} : { usedCoupons: used.map((row) => str(row, 'coupon_id')) }),
  };
}

function readMember(row: Row): StoredMember {
  return {
    tenantId: str(row, 'tenant_id'),
    memberId: str(row, 'member_id'),
    generation: num(row, 'generation'),
    token: str(row, 'token'),
    contact: parsed(row, 'contact', contact.nullable()),
    address: parsed(row, 'address', shipAddress.nullable()),
    sizes: parsed(row, 'sizes', z.array(wornSize)),
    locale: parsed(row, 'locale', locale),
    joinedAt: num(row, 'joined_at'),
    endedAt: numOrNull(row, 'ended_at'),
  };
}
