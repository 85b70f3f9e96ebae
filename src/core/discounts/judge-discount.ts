import type { DiscountLimits, DiscountTrouble, PriceMark } from '../../contract/discounts.ts';
import type { StaffRole } from '../../contract/staff.ts';
import type { Money } from '../../kernel/money.ts';
import { isWithin } from './marked-price.ts';

/** A discount on one line, with what is known of the people who gave it. */
export interface AskedDiscount {
  readonly list: Money;
  readonly price: Money;
  /** Of the goods; null: not known here, which excludes nothing. */
  readonly category: string | null;
  readonly mark: Pick<PriceMark, 'reason' | 'note' | 'staffId' | 'secondId'>;
  /** The roles of who gave it; null: nobody of this shop. */
  readonly roles: readonly StaffRole[] | null;
  /** The roles of the second person; null: there is none, or nobody of this shop. */
  readonly secondRoles: readonly StaffRole[] | null;
}

/**
 * Judges a discount by the limits: null where it may be. The station asks before it gives one, the hub again when it arrives: what a station says of
 * itself is not enough for money.
 *
 * ```
 *                      within own limit     within the manager's     beyond
 * assistant alone           yes              needs-second          above-limit
 * with a manager            yes                  yes               above-limit
 * manager alone             yes                  yes               above-limit
 * ```
 */
export function judgeDiscount(limits: DiscountLimits, asked: AskedDiscount): DiscountTrouble | null {
  const { list, price, category, mark, roles, secondRoles } = asked;
  if (roles === null || !sells(roles)) return 'unknown-staff';
  if (price.currency !== list.currency || price.minor < 0 || price.minor >= list.minor) return 'not-lower';
  if (category !== null && limits.excluded?.includes(category) === true) return 'excluded';
  if (mark.reason === 'other' && (mark.note ?? '').trim() === '') return 'no-reason';
  if (isWithin(list, price, limitOf(limits, roles))) return null;
  if (!isWithin(list, price, Math.max(limits.assistant, limits.manager))) return 'above-limit';
  if (mark.secondId === undefined) return 'needs-second';
  if (mark.secondId === mark.staffId) return 'same-person';
  if (secondRoles === null) return 'unknown-staff';
  return isWithin(list, price, limitOf(limits, secondRoles)) ? null : 'above-limit';
}

/** How much of a price somebody with these roles may take off alone, as a percentage. */
export function limitOf(limits: DiscountLimits, roles: readonly StaffRole[]): number {
  return Math.max(0, ...roles.map((role) => (role === 'technician' ? 0 : limits[role])));
}

/** Does somebody with these roles stand at the side of shoppers? */
export function sells(roles: readonly StaffRole[]): boolean {
  return roles.includes('assistant') || roles.includes('manager');
}
