import type { WornSize } from '../../contract/loyalty/loyalty.ts';
import { type Contact, contact, type ShipAddress, shipAddress } from '../../contract/orders.ts';
import { type Locale, locale } from '../../contract/schema.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { contactKey } from '../db/members.ts';
import type { TableKind, TableRow } from './table-file.ts';

const COLUMNS = ['email', 'phone', 'language', 'points', 'sizes', 'name', 'street', 'postcode', 'city', 'country', 'send_code'] as const;
type Column = (typeof COLUMNS)[number];

/** A member as a file tells of them. `points` is what they bring along from before, booked once. */
export interface MemberEntry {
  readonly contact: Contact;
  readonly locale: Locale;
  readonly points: number;
  readonly sizes: readonly WornSize[];
  readonly address: ShipAddress | null;
  readonly sendCode: boolean;
}

/** Most points that somebody brings along. */
const MOST_POINTS = 10_000_000;

/** A file of members: an e-mail address or a number each; sizes as `shirt=M; shoes=39`; an address whole or not at all. */
export const memberTable: TableKind<Column, MemberEntry> = {
  columns: COLUMNS,
  required: ['email', 'points'],
  read: (row) => {
    const member = readMember(row);
    // A report is read by many: it names lines, not people.
    return member.ok ? ok({ name: contactKey(member.value.contact), value: member.value }) : err({ name: '', detail: member.error });
  },
};

function readMember(row: TableRow<Column>): Result<MemberEntry, string> {
  const who = contactOf(row);
  if (who === null) return err('a member has an e-mail address or a telephone number, one of the two');
  const language = locale.safeParse(row.cell('language').toLowerCase() || 'es');
  if (!language.success) return err(`the language is ${locale.options.join(', ')}`);
  const points = row.cell('points') || '0';
  if (!/^\d{1,9}$/.test(points) || Number(points) > MOST_POINTS) return err(`the points are a whole number from 0 to ${MOST_POINTS}`);
  const sizes = sizesOf(row.cell('sizes'));
  if (sizes === null) return err('sizes are written as "shirt=M; shoes=39"');
  const address = addressOf(row);
  if (!address.ok) return address;
  const send = row.cell('send_code').toLowerCase();
  if (!['', 'yes', 'no', 'si', 'sí', 'sim', 'nao', 'não', '1', '0'].includes(send)) return err('"send_code" is yes or no');
  const sendCode = !['', 'no', 'nao', 'não', '0'].includes(send);
  return ok({ contact: who, locale: language.data, points: Number(points), sizes, address: address.value, sendCode });
}

function contactOf(row: TableRow<Column>): Contact | null {
  const [email, phone] = [row.cell('email'), row.cell('phone')];
  if ((email === '') === (phone === '')) return null;
  const parsed = contact.safeParse(email === '' ? { kind: 'phone', phone } : { kind: 'email', email });
  return parsed.success ? parsed.data : null;
}

function sizesOf(cell: string): readonly WornSize[] | null {
  const parts = cell.split(';').map((part) => part.trim());
  const sizes: WornSize[] = [];
  for (const part of parts.filter((one) => one !== '')) {
    const [, garment, size] = /^([a-z-]{1,40})\s*=\s*(\S.{0,39})$/.exec(part) ?? [];
    if (garment === undefined || size === undefined) return null;
    sizes.push({ garment, size });
  }
  return sizes.length > 20 ? null : sizes;
}

function addressOf(row: TableRow<Column>): Result<ShipAddress | null, string> {
  const parts = { name: row.cell('name'), street: row.cell('street'), postcode: row.cell('postcode'), city: row.cell('city'), country: row.cell('country') };
  if (Object.values(parts).every((part) => part === '')) return ok(null);
  const parsed = shipAddress.safeParse({ ...parts, country: parts.country.toUpperCase() });
  return parsed.success ? ok(parsed.data) : err('an address has name, street, postcode, city and country (ES), or none of them');
}
