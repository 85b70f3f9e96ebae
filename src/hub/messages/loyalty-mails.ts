import type { BoxOffer, ConsentPurpose } from '../../contract/loyalty/loyalty.ts';
import type { Locale } from '../../contract/schema.ts';
import { givenText } from '../../kernel/language.ts';
import type { OutgoingMessage } from '../connectors/messenger.ts';
import type { Queryable } from '../db/database.ts';
import { findConsent } from '../db/consents.ts';
import { findMember, readLoyalty } from '../db/members.ts';
import { readStore } from '../db/stores.ts';
import { codePng } from './code-picture.ts';
import { formatMoney } from './format.ts';
import { button, codePicture, notice, page, paragraph } from './mail-html.ts';
import { CODE_CID } from './mails.ts';
import type { QueuedMessage, Writing } from './writing.ts';
import { type LoyaltyTexts, loyaltyTexts } from './loyalty-texts.ts';

/** Asks a mailbox whether it was really its owner who said yes at a kiosk; null once it was answered, or is over. */
export async function composeOptIn(db: Queryable, message: QueuedMessage, { publicUrl }: Writing): Promise<OutgoingMessage | null> {
  const consent = await findConsent(db, message.tenantId, message.about);
  if (consent?.contact == null || consent.state !== 'asked') return null;
  const { locale, purpose } = consent;
  const t = loyaltyTexts[locale];
  const store = await readStore(db, message.tenantId, consent.storeId);
  const boxes = (await readLoyalty(db, message.tenantId))?.boxes ?? [];
  const what = whatOf(t, purpose, boxes, locale, store.name);
  // A box that is not offered any more cannot be said yes to.
  if (what === null) return null;
  const url = `${publicUrl}/p/c/${consent.token}`;
  const sections = [paragraph(what.lead), button(t.optIn.button, url), paragraph(t.optIn.notYou, 'soft')];
  const footer = t.optIn.footer(store.name);
  return {
    messageId: message.messageId,
    name: `opt-in-${purpose.kind}-${message.about.slice(-6)}`,
    to: consent.contact,
    country: store.country,
    senderName: store.name,
    subject: what.subject,
    html: page({ locale, preview: what.lead, store: store.name, title: what.title, sections, footer }),
    text: [what.title, '', what.lead, '', url, '', t.optIn.notYou, '', footer, ''].join('\n'),
    date: message.createdAt,
    pictures: [],
  };
}

/** A member's code, to be shown on the phone or printed; null where they left, or where a newer one was made meanwhile. */
export async function composeMemberCode(db: Queryable, message: QueuedMessage, { publicUrl, memberCode }: Writing): Promise<OutgoingMessage | null> {
  const [memberId = '', generation = ''] = message.about.split('.');
  const member = await findMember(db, message.tenantId, memberId);
  if (member?.contact == null || String(member.generation) !== generation) return null;
  const { locale } = member;
  const t = loyaltyTexts[locale];
  const code = memberCode(message.tenantId, member);
  const url = `${publicUrl}/p/m/${member.token}`;
  const name = await nameOf(db, message.tenantId);
  const sections = [paragraph(t.member.lead), codePicture(CODE_CID, t.member.codeAlt), notice(t.member.howTitle, t.member.how), button(t.member.button, url)];
  const footer = t.member.footer(name);
  return {
    messageId: message.messageId,
    name: `member-code-${memberId.slice(-6)}-${generation}`,
    to: member.contact,
    senderName: name,
    subject: t.member.subject(name),
    html: page({ locale, preview: t.member.lead, store: name, title: t.member.title, sections, footer }),
    text: [t.member.title, '', t.member.lead, '', ...t.member.how, '', url, '', footer, ''].join('\n'),
    date: message.createdAt,
    pictures: member.contact.kind === 'email' ? [{ cid: CODE_CID, fileName: 'codigo-qr.png', png: await codePng(code) }] : [],
  };
}

/** A member belongs to the company, not to one of its shops. */
async function nameOf(db: Queryable, tenantId: string): Promise<string> {
  const [row] = await db.query('SELECT name FROM tenants WHERE tenant_id = $1', [tenantId]);
  return typeof row?.['name'] === 'string' ? row['name'] : '';
}

function whatOf(
  t: LoyaltyTexts,
  purpose: ConsentPurpose,
  boxes: readonly BoxOffer[],
  locale: Locale,
  store: string,
): LoyaltyTexts['optIn']['newsletter'] | null {
  switch (purpose.kind) {
    case 'newsletter':
    case 'membership':
      return t.optIn[purpose.kind];
    case 'box': {
      const box = boxes.find((one) => one.boxId === purpose.boxId);
      return box === undefined ? null : t.optIn.box(givenText(box.name, locale), formatMoney(box.price, locale), t.every[box.every], store);
    }
  }
}
