import { createHash, scryptSync } from 'node:crypto';
import { encodeBase64Url } from '../../../src/contract/hub/base64.ts';
import type { StaffMember } from '../../../src/contract/staff.ts';
import type { ConfiguredBank } from '../../../src/station/app/boot/seed-bank.ts';
import type { BankLayout } from '../../../src/station/demo-layout.ts';
import type { DeviceKey } from '../../../src/station/ports/sync.ts';
import { staff } from '../../flows/support/shop.ts';
import { seededKey } from '../../support/ed25519.ts';

/** The sizes of one column: few doors, so that people get in each other's way. */
const column = ['M', 'S', 'M', 'M', 'L', 'M'] as const;

/** The bank of the simulated shop: twelve doors on two boards. */
export const simLayout: BankLayout = {
  boards: [
    { address: 0, locks: 6 },
    { address: 1, locks: 6 },
  ],
  doors: [0, 1].flatMap((board) =>
    column.map((size, lock) => ({ number: board * 6 + lock + 1, board, lock, size, heightMm: size === 'L' ? 340 : 220, column: board, row: lock })),
  ),
};

/** The same, as the configuration says it. */
export const simBank: ConfiguredBank = { buses: [{ name: 'bank' }], doors: simLayout.doors.map((door) => ({ ...door, bus: 'bank' })) };

const device = seededKey('55'.repeat(32));

/** The key of the simulated station. */
export const stationKey: DeviceKey = {
  publicKey: encodeBase64Url(device.publicKey),
  sign: device.sign,
  sha256: (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest()),
};

/** Somebody who works in the shop, with what they have in their pocket. */
export interface Colleague {
  readonly badge: string;
  readonly pin: string;
  readonly member: StaffMember;
}

/** A PIN as a hub stores it, cheaply hashed. */
export function storedPin(pin: string): string {
  const salt = Buffer.alloc(16, 3);
  return `scrypt$16$8$1$${salt.toString('hex')}$${scryptSync(pin, salt, 32, { N: 16, r: 8, p: 1 }).toString('hex')}`;
}

function colleague(staffId: string, number: string, badge: string, pin: string, roles: StaffMember['roles']): Colleague {
  const badgeHash = createHash('sha256').update(badge).digest('hex');
  return { badge, pin, member: { staffId, name: `Colega ${number}`, number, badgeHash, pin: storedPin(pin), roles } };
}

/** Everybody who works in the simulated shop. */
export const colleagues: readonly Colleague[] = [
  colleague(staff.staffId, '1001', staff.badge, staff.pin, ['assistant']),
  colleague('staff-2', '1002', 'PB1:2222222222ABCDEFGHJKMNPQRS', '2222', ['assistant']),
  colleague('staff-3', '1003', 'PB1:3333333333ABCDEFGHJKMNPQRS', '3333', ['technician']),
];
