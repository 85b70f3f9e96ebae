import { createHash, scryptSync } from 'node:crypto';
import { done, expectOk } from '../../../src/kernel/result.ts';
import { good, type TestStation } from './test-station.ts';

/** A technician, and a colleague who can only be the second of two people. */
export const technician = {
  badge: 'PB1:TECHN1C1AN0000000000000000',
  pin: '8301',
  staffId: 'staff-8',
  number: '8001',
  name: 'Teo',
  roles: ['technician'],
} as const;
export const colleague = {
  badge: 'PB1:C0XXEAGVE00000000000000000',
  pin: '9402',
  staffId: 'staff-9',
  number: '9001',
  name: 'Luis',
  roles: ['assistant'],
} as const;

/** Puts both into the station's roster, as the hub does. */
export function hireTechnicians(shop: TestStation): void {
  const hired = shop.store.commitTables((tables) => {
    for (const { badge, pin, roles, ...member } of [technician, colleague]) {
      tables.staff.put({ ...member, roles: [...roles], badgeHash: createHash('sha256').update(badge).digest('hex'), pin: storedPin(pin) });
    }
    return done;
  });
  expectOk(hired, 'the roster');
}

/** Signs the technician in, after whoever is there. */
export async function signInTechnician(shop: TestStation): Promise<void> {
  good(await shop.station.intents.staff.signIn({ badge: technician.badge, pin: technician.pin }));
}

function storedPin(pin: string): string {
  const salt = Buffer.alloc(16, 5);
  return `scrypt$16$8$1$${salt.toString('hex')}$${scryptSync(pin, salt, 32, { N: 16, r: 8, p: 1 }).toString('hex')}`;
}
