import type { Location } from '../../contract/catalogue.ts';
import { type SiloRules, usualSiloRules } from '../../contract/hub/silo.ts';
import type { StaffMember, StaffRole } from '../../contract/staff.ts';
import { DEMO_DELIVERY } from './demo-delivery.ts';
import type { TenantSetupInput } from '../db/setup.ts';
import { DEMO_LOYALTY } from './demo-rules.ts';

/** The made-up retailer, its shop and the one station of the demo. */
export const DEMO = {
  tenantId: '01900000-0000-7000-8000-00000000da50',
  tenantName: 'Pasillo',
  storeId: 'gran-via',
  storeName: 'Pasillo Gran Vía',
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
  stationId: 'gran-via-1',
  stationCode: 'K1',
  bank: 1,
  /** Twice the 24 compartments of the demo's bank. */
  passPool: 48,
  operatorId: 'central',
} as const;

/** The rules of the demo's silo: as most shops have them, with a number to phone and help that hurries. */
export const DEMO_RULES: SiloRules = { ...usualSiloRules, extensions: 2, helpPhone: '900 123 456', helpAfterSeconds: 60 };

/** Where the demo's stock is: this shop first, two other shops, two warehouses. */
export const DEMO_LOCATIONS: readonly Location[] = [
  { locationId: 'gran-via', name: 'Pasillo Gran Vía', kind: 'shop', city: 'Madrid' },
  { locationId: 'diagonal', name: 'Pasillo Diagonal', kind: 'shop', city: 'Barcelona' },
  { locationId: 'colon', name: 'Pasillo Colón', kind: 'shop', city: 'Valencia' },
  { locationId: 'getafe', name: 'Almacén Getafe', kind: 'warehouse', city: 'Getafe' },
  { locationId: 'zaragoza', name: 'Almacén Zaragoza', kind: 'warehouse', city: 'Zaragoza' },
];

/** Where the goods of an imported file are in the demo: not in this shop, so that they have to be ordered. */
export const DEMO_IMPORT_LOCATION = 'getafe';

/** A person of the demo. Badge and PIN are no secrets: they are printed when the demo starts, and used nowhere else. */
export interface DemoStaff {
  readonly staffId: string;
  readonly name: string;
  readonly number: string;
  readonly badge: string;
  readonly pin: string;
  readonly roles: readonly StaffRole[];
}

/** The people of the demo's shop. The first one is who the demo signs in as. */
export const DEMO_STAFF: readonly [DemoStaff, ...DemoStaff[]] = [
  { staffId: 'lucia', name: 'Lucía', number: '1001', badge: 'PB1:DEM0PAS1110GRANV1A1VC1A001', pin: '246810', roles: ['assistant'] },
  { staffId: 'marcos', name: 'Marcos', number: '1002', badge: 'PB1:DEM0PAS1110GRANV1AMARC0S02', pin: '135790', roles: ['assistant', 'manager'] },
  { staffId: 'nadia', name: 'Nadia', number: '1003', badge: 'PB1:DEM0PAS1110GRANV1ANAD1A003', pin: '864209', roles: ['technician'] },
];

/** How a PIN and a badge are stored: never as they are. */
export interface StaffHashing {
  /** `scrypt$N$r$p$salt$hash` of a PIN. */
  hashPin(pin: string): Promise<string>;
  /** SHA-256 of UTF-8 text, hexadecimal. */
  sha256Hex(text: string): string;
}

/** The demo's people as a roster keeps them. */
export function demoRoster(hashing: StaffHashing): Promise<StaffMember[]> {
  return Promise.all(
    DEMO_STAFF.map(async ({ staffId, name, number, badge, pin, roles }) => ({
      staffId,
      name,
      number,
      badgeHash: hashing.sha256Hex(badge),
      pin: await hashing.hashPin(pin),
      roles: [...roles],
    })),
  );
}

/** Everything that the hub must be told about the demo's tenant. */
export function demoSetup(staff: readonly StaffMember[]): TenantSetupInput {
  const { stationId, stationCode, bank, passPool } = DEMO;
  return {
    tenantId: DEMO.tenantId,
    name: DEMO.tenantName,
    loyalty: DEMO_LOYALTY,
    locations: [...DEMO_LOCATIONS],
    operators: [{ operatorId: DEMO.operatorId, name: 'Central', rights: ['look', 'couriers', 'recall', 'open', 'refund', 'stock', 'people', 'catalogue'] }],
    stores: [
      {
        storeId: DEMO.storeId,
        name: DEMO.storeName,
        currency: DEMO.currency,
        locationId: DEMO_LOCATIONS[0]?.locationId ?? DEMO.storeId,
        timeZone: DEMO.timeZone,
        stations: [{ stationId, stationCode, bank, passPool }],
        staff: [...staff],
        silo: DEMO_RULES,
        delivery: DEMO_DELIVERY,
        remoteOpen: true,
      },
    ],
  };
}
