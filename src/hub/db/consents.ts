import { z } from 'zod';
import { type ConsentPurpose, consentPurpose } from '../../contract/loyalty/loyalty.ts';
import { type Contact, contact, type ShipAddress, shipAddress } from '../../contract/orders.ts';
import { type Locale, locale } from '../../contract/schema.ts';
import type { Queryable, Row, Transaction } from './database.ts';
import { contactKey } from './members.ts';
import { num, numOrNull, parsed, str, strOrNull } from './rows.ts';

/**
 * Where a consent stands. `asked`: the mail with the link is out, and nothing counts yet; `already`: it had been given before; `too-often`: this mailbox
 * had been written to too often; only `confirmed` counts; `withdrawn` and `expired` are over and hold nobody's address.
 */
export const consentState = z.enum(['asked', 'already', 'too-often', 'confirmed', 'withdrawn', 'expired']);
export type ConsentState = z.infer<typeof consentState>;

/** What somebody said yes to, and what came of it. */
export interface StoredConsent {
  readonly tenantId: string;
  readonly consentId: string;
  readonly storeId: string;
  readonly stationId: string | null;
  readonly purpose: ConsentPurpose;
  readonly wording: string;
  /** Null once it is over. */
  readonly contact: Contact | null;
  /** Where a subscription box goes. */
  readonly address: ShipAddress | null;
  readonly locale: Locale;
  readonly memberId: string | null;
  readonly token: string;
  readonly state: ConsentState;
  readonly askedAt: number;
  readonly confirmedAt: number | null;
  readonly endedAt: number | null;
}

/** Keeps what was said yes to. Answers false where this id is there already. */
export async function insertConsent(tx: Transaction, consent: StoredConsent): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO consents (tenant_id, consent_id, store_id, station_id, purpose, wording, contact, contact_key, locale, member_id, token, state, asked_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7::jsonb, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      consent.tenantId,
      consent.consentId,
      consent.storeId,
      consent.stationId,
      JSON.stringify(consent.purpose),
      consent.wording,
      consent.contact === null ? null : JSON.stringify(consent.contact),
      consent.contact === null ? null : contactKey(consent.contact),
      consent.locale,
      consent.memberId,
      consent.token,
      consent.state,
      consent.askedAt,
    ],
  );
  return rows.length > 0;
}

/** Moves a consent on. What is over keeps when it was, and nobody's address. */
export async function setConsent(tx: Transaction, consent: StoredConsent): Promise<void> {
  const isOver = consent.state === 'withdrawn' || consent.state === 'expired';
  const { contact: who, address } = consent;
  await tx.query(
    `UPDATE consents SET state = $3, contact = $4::jsonb, contact_key = $5, address = $6::jsonb, member_id = $7, confirmed_at = $8, ended_at = $9
     WHERE tenant_id = $1 AND consent_id = $2`,
    [
      consent.tenantId,
      consent.consentId,
      consent.state,
      isOver || who === null ? null : JSON.stringify(who),
      isOver || who === null ? null : contactKey(who),
      isOver || address === null ? null : JSON.stringify(address),
      consent.memberId,
      consent.confirmedAt,
      consent.endedAt,
    ],
  );
}

/** The consent with this id, or null. */
export async function findConsent(db: Queryable, tenantId: string, consentId: string): Promise<StoredConsent | null> {
  const [row] = await db.query('SELECT * FROM consents WHERE tenant_id = $1 AND consent_id = $2', [tenantId, consentId]);
  return row === undefined ? null : readConsent(row);
}

/** The consent behind a link, locked until the transaction ends, or null. */
export async function lockConsentByToken(tx: Transaction, token: string): Promise<StoredConsent | null> {
  const [row] = await tx.query('SELECT * FROM consents WHERE token = $1 FOR UPDATE', [token]);
  return row === undefined ? null : readConsent(row);
}

/** The consent behind a link, or null. */
export async function findConsentByToken(db: Queryable, token: string): Promise<StoredConsent | null> {
  const [row] = await db.query('SELECT * FROM consents WHERE token = $1', [token]);
  return row === undefined ? null : readConsent(row);
}

/** What this mailbox said yes to from `since` on, and whatever of it counts. */
export async function findConsentsOf(db: Queryable, tenantId: string, who: Contact, since: number): Promise<readonly StoredConsent[]> {
  const rows = await db.query(
    `SELECT * FROM consents WHERE tenant_id = $1 AND contact_key = $2 AND (asked_at >= $3 OR state = 'confirmed') ORDER BY asked_at DESC LIMIT 200`,
    [tenantId, contactKey(who), since],
  );
  return rows.map(readConsent);
}

/** Every consent that counts, newest first. */
export async function findConfirmed(db: Queryable, tenantId: string, limit: number): Promise<readonly StoredConsent[]> {
  const rows = await db.query(`SELECT * FROM consents WHERE tenant_id = $1 AND state = 'confirmed' ORDER BY confirmed_at DESC, consent_id LIMIT $2`, [
    tenantId,
    limit,
  ]);
  return rows.map(readConsent);
}

/** Erases mailboxes whose links nobody confirmed. Answers how many. */
export async function expireConsents(db: Queryable, before: number, now: number): Promise<number> {
  const rows = await db.query(
    `UPDATE consents SET state = 'expired', contact = NULL, contact_key = NULL, address = NULL, ended_at = $2
     WHERE state IN ('asked', 'already', 'too-often') AND asked_at < $1 RETURNING 1`,
    [before, now],
  );
  return rows.length;
}

function readConsent(row: Row): StoredConsent {
  return {
    tenantId: str(row, 'tenant_id'),
    consentId: str(row, 'consent_id'),
    storeId: str(row, 'store_id'),
    stationId: strOrNull(row, 'station_id'),
    purpose: parsed(row, 'purpose', consentPurpose),
    wording: str(row, 'wording'),
    contact: parsed(row, 'contact', contact.nullable()),
    address: parsed(row, 'address', shipAddress.nullable()),
    locale: parsed(row, 'locale', locale),
    memberId: strOrNull(row, 'member_id'),
    token: str(row, 'token'),
    state: parsed(row, 'state', consentState),
    askedAt: num(row, 'asked_at'),
    confirmedAt: numOrNull(row, 'confirmed_at'),
    endedAt: numOrNull(row, 'ended_at'),
  };
}
