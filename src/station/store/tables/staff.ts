import { z } from 'zod';
import { staffMember, staffRole, type StaffMember } from '../../../contract/staff.ts';
import type { StaffId } from '../../../kernel/ids.ts';
import { jsonColumn, type Sql } from '../sql.ts';

/** The table `staff`. */
export interface StaffTable {
  get(id: StaffId): StaffMember | null;
  /** Null also when two members carry the same badge or number: nobody is let in by a guess. */
  byBadgeHash(badgeHash: string): StaffMember | null;
  byNumber(number: string): StaffMember | null;
  put(member: StaffMember): void;
  drop(staffId: string): void;
  clear(): void;
}

const row = z.object({ ...staffMember.shape, roles: jsonColumn(z.array(staffRole)) });
const columns = 'staff_id AS staffId, name, number, badge_hash AS badgeHash, pin, roles';

/** Prepares the statements of `staff`. */
export function staffTable(sql: Sql): StaffTable {
  const get = sql.one(row, `SELECT ${columns} FROM staff WHERE staff_id = ?`);
  const byBadgeHash = sql.many(row, `SELECT ${columns} FROM staff WHERE badge_hash = ? LIMIT 2`);
  const byNumber = sql.many(row, `SELECT ${columns} FROM staff WHERE number = ? LIMIT 2`);
  const put = sql.run(`
    INSERT INTO staff (staff_id, name, number, badge_hash, pin, roles) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (staff_id) DO UPDATE SET
      name = excluded.name, number = excluded.number, badge_hash = excluded.badge_hash, pin = excluded.pin, roles = excluded.roles`);
  const drop = sql.run('DELETE FROM staff WHERE staff_id = ?');
  const clear = sql.run('DELETE FROM staff');
  return {
    get: (id) => get(id),
    byBadgeHash: (badgeHash) => only(byBadgeHash(badgeHash)),
    byNumber: (number) => only(byNumber(number)),
    put: (m) => {
      put(m.staffId, m.name, m.number, m.badgeHash, m.pin, JSON.stringify(m.roles));
    },
    drop: (staffId) => {
      drop(staffId);
    },
    clear: () => {
      clear();
    },
  };
}

function only(members: readonly StaffMember[]): StaffMember | null {
  return members.length === 1 ? (members[0] ?? null) : null;
}
