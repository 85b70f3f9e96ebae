import type { StaffMember } from '../../../contract/staff.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';

/** Why nothing of a technician's is done for whoever asks. */
export interface NotMay {
  readonly kind: 'not-signed-in' | 'not-allowed';
}

/** The technician who is signed in now. Counts as a touch. */
export function technicianOf(staff: StaffSession): Result<StaffMember, NotMay> {
  const member = staff.current();
  if (member === null) return err({ kind: 'not-signed-in' });
  staff.touch();
  return member.roles.includes('technician') ? ok(member) : err({ kind: 'not-allowed' });
}
