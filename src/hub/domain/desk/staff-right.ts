import { type StaffRole, staffMember } from '../../../contract/staff.ts';
import type { Queryable } from '../../db/database.ts';
import { parsed } from '../../db/rows.ts';
import type { StationIdentity } from '../context.ts';

/** Is somebody on the roster of a station's shop, with this role? `anybody`: whatever they may do else. */
export async function mayStaff(db: Queryable, { tenantId, storeId }: StationIdentity, staffId: string, role: StaffRole | 'anybody'): Promise<boolean> {
  const [row] = await db.query(`SELECT value FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'staff' AND scope = $2 AND key = $3 AND value IS NOT NULL`, [
    tenantId,
    storeId,
    staffId,
  ]);
  if (row === undefined) return false;
  const { roles } = parsed(row, 'value', staffMember);
  return role === 'anybody' ? roles.some((one) => one !== 'technician') : roles.includes(role);
}
