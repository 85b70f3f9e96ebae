import { z } from 'zod';
import { location } from '../../contract/catalogue.ts';
import { discountLimits } from '../../contract/discounts.ts';
import { deliveryRules, usualDeliveryRules } from '../../contract/hub/delivery.ts';
import { operatorRight } from '../../contract/hub/operator.ts';
import { siloRules, usualSiloRules } from '../../contract/hub/silo.ts';
import { LOYALTY_ROW, loyaltyRules, type MemberKey } from '../../contract/loyalty/loyalty.ts';
import { locale, text, theme, uuid } from '../../contract/schema.ts';
import { staffMember } from '../../contract/staff.ts';
import { stockRules, usualStockRules } from '../../contract/stock.ts';
import { putRows } from './buckets.ts';
import { putSafety } from './stock.ts';
import type { Database, Transaction } from './database.ts';

/** A station to be: its place, its bank's number, and how many blank passes it keeps (twice its compartments; 0 for a kiosk). */
export const stationSetup = z.strictObject({
  stationId: z.string().regex(/^[A-Za-z0-9._-]{1,60}$/),
  stationCode: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{2}$/),
  bank: z.number().int().min(0).max(0xfffffffe),
  passPool: z.number().int().min(0).max(2000).default(48),
});

/** Somebody, or a program, at head office. Their token is made by the hub (`--operator`), and only its hash is kept. */
export const operatorSetup = z.strictObject({
  operatorId: z.string().regex(/^[A-Za-z0-9._-]{1,60}$/),
  name: text(80).min(1),
  rights: z.array(operatorRight).min(1).max(operatorRight.options.length),
});

/**
 * A shop, its stations and its people, the rules of its silos, and the ways that goods go. `remoteOpen`: may head office open doors here at all? `contactDays`: how long
 * contacts and addresses are kept once nothing of an order is left to do.
 */
export const storeSetup = z.strictObject({
  storeId: text(60).min(1),
  name: text(120).min(1),
  currency: z.string().regex(/^[A-Z]{3}$/),
  locationId: text(60).min(1),
  timeZone: text(60).default('Europe/Madrid'),
  /** ISO 3166-1, two letters: whose law its orders follow. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('ES'),
  stations: z.array(stationSetup).max(100),
  staff: z.array(staffMember).max(1000),
  silo: siloRules.default(usualSiloRules),
  delivery: deliveryRules.default(usualDeliveryRules),
  remoteOpen: z.boolean().default(false),
  contactDays: z.number().int().min(1).max(730).default(90),
  /** How its screens look, and the language in which they begin. */
  theme: theme.optional(),
  language: locale.optional(),
  /** How much its staff may take off prices. */
  discounts: discountLimits.optional(),
});

/** Everything that a hub must be told about a tenant before its stations can enrol. */
export const tenantSetup = z.strictObject({
  tenantId: uuid,
  name: text(120).min(1),
  locations: z.array(location).max(200),
  stores: z.array(storeSetup).min(1).max(200),
  operators: z.array(operatorSetup).max(200).default([]),
  /** How its stock is kept true. */
  stock: stockRules.default(usualStockRules),
  /** What members get, and what people may sign up for; left out: nothing of all that. */
  loyalty: loyaltyRules.omit({ memberKeys: true }).optional(),
});
export type TenantSetup = z.infer<typeof tenantSetup>;
/** The same before defaults are filled in: what one writes by hand. */
export type TenantSetupInput = z.input<typeof tenantSetup>;
type StoreSetup = z.infer<typeof storeSetup>;

/**
 * Writes a tenant's shops, stations, staff and configuration. Running it again with the same setup changes nothing; with
 * another it updates names, people and sizes, and never an enrolled station's key.
 */
export async function applySetup(db: Database, input: TenantSetupInput, phoneBaseUrl: string, sendsTexts = false): Promise<void> {
  const setup = tenantSetup.parse(input);
  await db.transaction(async (tx) => {
    await tx.query('INSERT INTO tenants (tenant_id, name) VALUES ($1, $2) ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name', [
      setup.tenantId,
      setup.name,
    ]);
    for (const store of setup.stores) await applyStore(tx, setup, store, { phoneBaseUrl, sendsTexts });
    await applyOperators(tx, setup);
    await applyStockRules(tx, setup);
  });
}

async function applyStore(
  tx: Transaction,
  setup: TenantSetup,
  store: StoreSetup,
  hub: { readonly phoneBaseUrl: string; readonly sendsTexts: boolean },
): Promise<void> {
  const { tenantId, locations } = setup;
  const { storeId, name, currency, locationId } = store;
  await tx.query(
    `INSERT INTO stores (tenant_id, store_id, name, currency, location_id, time_zone, silo_rules, remote_open, contact_days, country)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10)
     ON CONFLICT (tenant_id, store_id) DO UPDATE
     SET name = excluded.name, currency = excluded.currency, location_id = excluded.location_id, time_zone = excluded.time_zone,
       silo_rules = excluded.silo_rules, remote_open = excluded.remote_open, contact_days = excluded.contact_days, country = excluded.country`,
    [tenantId, storeId, name, currency, locationId, store.timeZone, JSON.stringify(store.silo), store.remoteOpen, store.contactDays, store.country],
  );
  for (const station of store.stations) {
    await tx.query(
      `INSERT INTO stations (tenant_id, station_id, store_id, station_code, bank, pass_pool) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, station_id) DO UPDATE SET pass_pool = excluded.pass_pool`,
      [tenantId, station.stationId, storeId, station.stationCode, station.bank, station.passPool],
    );
  }
  // A kiosk has a bank's number too, but nothing is ever signed for it.
  const banks = setup.stores.flatMap((shop) => shop.stations.map(({ bank }) => ({ bank, name: shop.name })));
  const { silo, country, timeZone, delivery, theme: look, language, discounts } = store;
  const { phoneBaseUrl, sendsTexts } = hub;
  // A station from before looks, first languages, limits and text messages refuses what it does not know: they are told only where there are any.
  const chosen = {
    ...(look === undefined ? {} : { theme: look }),
    ...(language === undefined ? {} : { language }),
    ...(discounts === undefined ? {} : { discounts }),
    ...(sendsTexts ? { texts: true } : {}),
  };
  const config = { storeName: name, currency, locationId, locations, phoneBaseUrl, banks, silo, country, timeZone, delivery, ...chosen };
  await putRows(tx, { tenantId, bucket: 'config', scope: storeId }, [{ key: 'station', value: config }]);
  const known = await tx.query("SELECT key FROM bucket_rows WHERE tenant_id = $1 AND bucket = 'staff' AND scope = $2", [tenantId, storeId]);
  const gone = known.map((row) => ({ key: String(row['key']), value: null }));
  const people = store.staff.map((member) => ({ key: member.staffId, value: member }));
  await putRows(tx, { tenantId, bucket: 'staff', scope: storeId }, [...gone, ...people]);
}

/** Tells stations what members get, and which keys their codes are checked with; nothing where the setup names nothing. */
export async function applyLoyalty(db: Database, input: TenantSetupInput, memberKeys: readonly MemberKey[]): Promise<void> {
  const { tenantId, loyalty } = tenantSetup.parse(input);
  const value = loyalty === undefined ? null : { ...loyalty, memberKeys: [...memberKeys] };
  await db.transaction((tx) => putRows(tx, { tenantId, bucket: 'loyalty', scope: '' }, [{ key: LOYALTY_ROW, value }]));
}

/** Whoever is not named any more has no access from now on; whoever is keeps their token. */
async function applyOperators(tx: Transaction, { tenantId, operators }: TenantSetup): Promise<void> {
  const ids = JSON.stringify(operators.map((operator) => operator.operatorId));
  await tx.query('DELETE FROM operators WHERE tenant_id = $1 AND operator_id NOT IN (SELECT jsonb_array_elements_text($2::jsonb))', [tenantId, ids]);
  for (const { operatorId, name, rights } of operators) {
    await tx.query(
      `INSERT INTO operators (tenant_id, operator_id, name, rights) VALUES ($1, $2, $3, $4::jsonb)
       ON CONFLICT (tenant_id, operator_id) DO UPDATE SET name = excluded.name, rights = excluded.rights`,
      [tenantId, operatorId, name, JSON.stringify(rights)],
    );
  }
}

async function applyStockRules(tx: Transaction, { tenantId, stock }: TenantSetup): Promise<void> {
  const { safety, ...rules } = stock;
  await tx.query('UPDATE tenants SET stock_rules = $2::jsonb WHERE tenant_id = $1', [tenantId, JSON.stringify(rules)]);
  await putSafety(tx, tenantId, safety);
}
