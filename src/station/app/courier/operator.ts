import type { CourierRight } from '../../../contract/hub/silo.ts';
import type { StaffId } from '../../../kernel/ids.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';

/** Whoever loads and takes out: a member of staff, who may do both, or a courier with their own rights. */
export interface Operator {
  /** What intents, operations and the audit keep: the staff id, or `courier:` and the id in the courier's code. */
  readonly id: StaffId;
  readonly kind: 'staff' | 'courier';
  readonly rights: readonly CourierRight[];
}

/** What a courier's session tells of the courier at work. */
export interface CourierAtWork {
  readonly courierId: string;
  readonly rights: readonly CourierRight[];
}

/** Who is at work at this moment. */
export interface Operators {
  /** Null when nobody is, or the screen has locked. */
  current(): Operator | null;
  /** The same, as long as they have this right; an intent counts as a touch. */
  acting(right: CourierRight): Operator | null;
}

/** Where the courier's session is asked. */
export interface CourierSource {
  atWork(): CourierAtWork | null;
  touch(): void;
}

/** Staff come first: a member who signs in takes over from a courier. */
export function createOperators(staff: StaffSession, courier: () => CourierSource): Operators {
  const current = (): Operator | null => {
    const member = staff.current();
    if (member !== null) return { id: member.staffId as StaffId, kind: 'staff', rights: ['deposit', 'collect'] };
    const at = courier().atWork();
    return at === null ? null : { id: `courier:${at.courierId}` as StaffId, kind: 'courier', rights: at.rights };
  };
  return {
    current,
    acting: (right) => {
      const operator = current();
      if (operator === null || !operator.rights.includes(right)) return null;
      if (operator.kind === 'staff') staff.touch();
      else courier().touch();
      return operator;
    },
  };
}
