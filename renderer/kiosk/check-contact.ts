import { type Contact, contact as contactSchema } from '../../src/contract/orders.ts';

/** Shortest national number of the shops' countries, in digits. */
const SHORTEST_PHONE = 9;

/** The contact that somebody typed, or null when something is missing in it. The contract's own schema decides. */
export function contactFrom(kind: Contact['kind'], typed: string): Contact | null {
  const trimmed = typed.trim();
  if (kind === 'phone' && trimmed.replaceAll(/[^0-9]/g, '').length < SHORTEST_PHONE) return null;
  const parsed = contactSchema.safeParse(kind === 'phone' ? { kind, phone: trimmed } : { kind, email: trimmed });
  return parsed.success ? parsed.data : null;
}
