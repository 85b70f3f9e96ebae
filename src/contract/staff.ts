import { z } from 'zod';
import { pinHash, text } from './schema.ts';

/** What a staff member may do. */
export const staffRole = z.enum(['assistant', 'manager', 'technician']);
export type StaffRole = z.infer<typeof staffRole>;

/**
 * A staff member as a station of their shop knows them. `badgeHash` is the SHA-256 (hex) of the badge's text, so that the
 * roster cannot be turned into badges; `pin` is a stored scrypt hash, `scrypt$N$r$p$saltHex$hashHex`.
 */
export const staffMember = z.strictObject({
  staffId: text(60).min(1),
  name: text(80),
  number: z.string().regex(/^[0-9]{4,8}$/),
  badgeHash: z.string().regex(/^[0-9a-f]{64}$/),
  pin: pinHash,
  roles: z.array(staffRole).min(1).max(3),
});
export type StaffMember = z.infer<typeof staffMember>;
