import type { ConsentGiven } from '../../contract/events/loyalty-operations.ts';
import type { ConsentPurpose } from '../../contract/loyalty/loyalty.ts';
import type { ShipAddress } from '../../contract/orders.ts';
import { toHex } from '../../kernel/ids.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type ConsentState, findConsentsOf, insertConsent, setConsent, type StoredConsent } from '../db/consents.ts';
import { findMemberByContact, publishMember, putMember, type StoredMember } from '../db/members.ts';
import { applied, audit, type Effect, type EffectContext, type Happening } from './context.ts';
import { queueMessage } from './messages.ts';
import type { Refusal } from './refusal.ts';

const DAY_MS = 86_400_000;
/** Most mails with a link that one mailbox is sent in a day: anybody can type anybody's address. */
const MOST_MAILS = 5;

/**
 * Somebody at a kiosk said yes. Nothing counts before the link was confirmed in the mailbox itself, so this only asks there, once for each thing;
 * whoever had confirmed it before is not asked again, and a mailbox that somebody plays with is left in peace.
 */
export async function giveConsent(c: EffectContext, op: ConsentGiven): Promise<Effect> {
  const { tenantId, storeId, stationId } = c.station;
  const who = { kind: 'email', email: op.email } as const;
  const known = await findConsentsOf(c.tx, tenantId, who, c.at - DAY_MS);
  const state = stateOf(known, op.purpose, (await findMemberByContact(c.tx, tenantId, who)) !== null);
  const kept = await insertConsent(c.tx, {
    tenantId,
    consentId: op.consentId,
    storeId,
    stationId,
    purpose: op.purpose,
    wording: op.wording,
    contact: who,
    address: null,
    locale: op.locale,
    memberId: op.memberId ?? null,
    token: c.phoneToken(tenantId, `consent ${op.consentId}`),
    state,
    askedAt: op.givenAt,
    confirmedAt: null,
    endedAt: null,
  });
  if (!kept) return { outcome: 'rejected', reason: 'a consent with this id exists already' };
  await audit(c, 'consent.given', { consentId: op.consentId, purpose: op.purpose.kind, state, wording: op.wording });
  // Who is a member already, and asked for it, finds their code in the mail: what they were promised on the screen.
  const member = op.purpose.kind === 'membership' && known.length < MOST_MAILS ? await findMemberByContact(c.tx, tenantId, who) : null;
  if (member !== null) await sendMemberCode(c, member);
  if (state === 'asked') await queueMessage(c, { orderId: null, kind: 'opt-in', about: op.consentId, happenedAt: op.givenAt, contact: who });
  return applied;
}

/** What a new member is made with, outside the transaction. */
export interface FreshMember {
  readonly memberId: string;
  readonly token: string;
}

/** Draws what a new member needs. */
export function freshMember(random: RandomBytes): FreshMember {
  return { memberId: toHex(random(16)), token: Buffer.from(random(16)).toString('base64url') };
}

/**
 * The person behind a mailbox confirmed. A new member is made now, and their code is sent to them; a box needs to know where it goes. Confirmed again
 * it changes nothing.
 */
export async function confirmConsent(
  c: Happening,
  consent: StoredConsent,
  { address, fresh }: { readonly address: ShipAddress | null; readonly fresh: FreshMember },
): Promise<Result<undefined, Refusal>> {
  if (consent.state === 'confirmed') return ok(undefined);
  if (consent.contact === null || consent.state !== 'asked') return err({ kind: 'not-now', message: 'this link is over' });
  if (consent.purpose.kind === 'box' && address === null) return err({ kind: 'not-now', message: 'a box needs an address' });
  const member = consent.purpose.kind === 'membership' ? await join(c, consent, fresh) : null;
  await setConsent(c.tx, {
    ...consent,
    state: 'confirmed',
    confirmedAt: c.at,
    address: consent.purpose.kind === 'box' ? address : null,
    memberId: member?.memberId ?? consent.memberId,
  });
  await audit(c, 'consent.confirmed', { consentId: consent.consentId, purpose: consent.purpose.kind, wording: consent.wording });
  return ok(undefined);
}

/** The person takes it back, at any time, before or after they confirmed. Who was a member stays one: leaving is on the member's own page. */
export async function withdrawConsent(c: Happening, consent: StoredConsent): Promise<void> {
  if (consent.state === 'withdrawn' || consent.state === 'expired') return;
  await setConsent(c.tx, { ...consent, state: 'withdrawn', endedAt: c.at });
  await audit(c, 'consent.withdrawn', { consentId: consent.consentId, purpose: consent.purpose.kind });
}

/** Sends a member their code, once more or for the first time. `about` is new for each: the page of whoever lost their card asks again. */
export async function sendMemberCode(c: Happening, member: StoredMember): Promise<void> {
  const about = `${member.memberId}.${member.generation}.${c.at}`;
  await queueMessage(c, { orderId: null, kind: 'member-code', about, happenedAt: c.at, contact: member.contact });
}

function stateOf(known: readonly StoredConsent[], purpose: ConsentPurpose, isMember: boolean): ConsentState {
  if (purpose.kind === 'membership' && isMember) return 'already';
  if (known.some((one) => one.state === 'confirmed' && isSame(one.purpose, purpose))) return 'already';
  return known.filter((one) => one.state === 'asked').length >= MOST_MAILS ? 'too-often' : 'asked';
}

function isSame(one: ConsentPurpose, two: ConsentPurpose): boolean {
  if (one.kind !== two.kind) return false;
  return one.kind !== 'box' || two.kind !== 'box' || one.boxId === two.boxId;
}

async function join(c: Happening, consent: StoredConsent, fresh: FreshMember): Promise<StoredMember | null> {
  const { tenantId, contact, locale } = consent;
  if (contact === null) return null;
  const known = await findMemberByContact(c.tx, tenantId, contact);
  const member: StoredMember = known ?? { ...fresh, tenantId, generation: 0, contact, address: null, sizes: [], locale, joinedAt: c.at, endedAt: null };
  if (known === null) {
    await putMember(c.tx, member);
    await publishMember(c.tx, tenantId, member.memberId, c.at);
    await audit(c, 'member.joined', { memberId: member.memberId });
  }
  await sendMemberCode(c, member);
  return member;
}
