import { err, ok, type Result } from '../../kernel/result.ts';

/** How a staff member says who they are: the badge's whole text (only its hash is ever compared), or their number. */
export type StaffClaim = { readonly kind: 'badge'; readonly text: string } | { readonly kind: 'number'; readonly number: string };

/**
 * Reads what a badge reader or a person gave: `PB1:` and 26 Crockford base32 characters (128 random bits), or a staff number of 4
 * to 8 digits. Blanks around it are forgiven, since people type numbers; nothing inside a badge is.
 */
export function readStaffClaim(input: string): Result<StaffClaim, { readonly kind: 'unreadable' }> {
  const text = input.length <= 128 ? input.trim() : '';
  if (/^PB1:[0-9A-HJKMNP-TV-Z]{26}$/.test(text)) return ok({ kind: 'badge', text });
  if (/^[0-9]{4,8}$/.test(text)) return ok({ kind: 'number', number: text });
  return err({ kind: 'unreadable' });
}
