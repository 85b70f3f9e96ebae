import type { StaffMember } from '../../../contract/staff.ts';
import { sells } from '../../../core/discounts/judge-discount.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { StaffSession } from './staff-access.ts';

/** Why somebody may not touch orders and their money. */
export interface NoSeller {
  readonly kind: 'not-signed-in' | 'not-allowed';
}

/** Who is signed in, if orders and their money are theirs to touch: whoever only repairs doors takes no money and hands nothing over. */
export function whoSells(staff: Pick<StaffSession, 'current'>): Result<StaffMember, NoSeller> {
  const member = staff.current();
  if (member === null) return err({ kind: 'not-signed-in' });
  return sells(member.roles) ? ok(member) : err({ kind: 'not-allowed' });
}
