import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { garment, product, stock } from '../../../../src/contract/catalogue.ts';
import { staffMember } from '../../../../src/contract/staff.ts';
import { readStaffClaim } from '../../../../src/core/staff/badge.ts';
import { tenantSetup } from '../../../../src/hub/db/setup.ts';
import { demoCatalogue, DEMO_WISH } from '../../../../src/hub/demo/demo-catalogue.ts';
import { DEMO_STAFF, demoRoster, demoSetup } from '../../../../src/hub/demo/demo-shop.ts';
import { isGtin } from '../../../../src/kernel/gtin.ts';

const NOW = 1_790_000_000_000;
const demo = demoCatalogue(2026, NOW);
const variants = demo.products.flatMap((entry) => entry.variants);

/** Pieces of a SKU here and anywhere. */
const pieces = new Map<string, { here: number; anywhere: number }>();
for (const figure of demo.stock) {
  const count = pieces.get(figure.sku) ?? { here: 0, anywhere: 0 };
  pieces.set(figure.sku, { here: count.here + (figure.locationId === 'gran-via' ? figure.quantity : 0), anywhere: count.anywhere + figure.quantity });
}

describe('the demo’s catalogue', () => {
  it('is the same for the same seed, and fits the contract', () => {
    expect(demoCatalogue(2026, NOW)).toEqual(demo);
    expect(demoCatalogue(2027, NOW)).not.toEqual(demo);
    expect(demo.products.filter((entry) => !product.safeParse(entry).success)).toEqual([]);
    expect(demo.stock.filter((entry) => !stock.safeParse(entry).success)).toEqual([]);
  });

  it('has some 160 products over all garments, no id, SKU or GTIN twice', () => {
    expect(demo.products.length).toBeGreaterThanOrEqual(155);
    expect(new Set(demo.products.map((entry) => entry.picture.garment))).toEqual(new Set(garment.options));
    for (const keys of [demo.products.map((entry) => entry.productId), variants.map((entry) => entry.sku), variants.map((entry) => entry.gtin)]) {
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('has valid in-store GTINs, known colours and prices that end in 95', () => {
    expect(variants.filter((entry) => entry.gtin === null || !isGtin(entry.gtin) || !entry.gtin.startsWith('2'))).toEqual([]);
    expect(variants.filter((entry) => entry.colourHex === null)).toEqual([]);
    expect(variants.filter((entry) => entry.price.minor % 100 !== 95 || entry.price.minor > (entry.compareAt?.minor ?? Number.POSITIVE_INFINITY))).toEqual([]);
  });

  it('has stock at five locations: many sizes missing here but elsewhere, a few nowhere', () => {
    expect(demo.locations).toHaveLength(5);
    expect(demo.stock).toHaveLength(variants.length * 5);
    const counts = [...pieces.values()];
    const elsewhere = counts.filter((count) => count.here === 0 && count.anywhere > 0).length;
    const nowhere = counts.filter((count) => count.anywhere === 0).length;
    expect(elsewhere / counts.length).toBeGreaterThan(0.3);
    expect(nowhere).toBeGreaterThan(10);
    expect(nowhere / counts.length).toBeLessThan(0.1);
  });

  it('has the shirt that the demo orders: not here, but in a warehouse', () => {
    const wished = demo.products.find((entry) => entry.productId === DEMO_WISH.productId);
    expect(wished).toMatchObject({ title: DEMO_WISH.title });
    expect(wished?.variants.find((entry) => entry.sku === DEMO_WISH.sku)?.size).toBe(DEMO_WISH.size);
    expect(pieces.get(DEMO_WISH.sku)).toEqual({ here: 0, anywhere: 48 });
  });

  it('has no figure from the future', () => {
    expect(demo.stock.filter((entry) => entry.asOf >= NOW)).toEqual([]);
  });
});

describe('the demo’s shop', () => {
  it('is a setup that the hub takes, with people whose badges and PINs can be read', async () => {
    const hashing = {
      hashPin: async (pin: string) => `scrypt$2$1$1$00$${Buffer.from(pin).toString('hex')}`,
      sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex'),
    };
    const roster = await demoRoster(hashing);
    expect(roster.filter((member) => !staffMember.safeParse(member).success)).toEqual([]);
    expect(tenantSetup.safeParse(demoSetup(roster)).success).toBe(true);
    expect(DEMO_STAFF.map((member) => [readStaffClaim(member.badge), readStaffClaim(member.number), /^\d{4,12}$/.test(member.pin)])).toEqual(
      DEMO_STAFF.map((member) => [
        { ok: true, value: { kind: 'badge', text: member.badge } },
        { ok: true, value: { kind: 'number', number: member.number } },
        true,
      ]),
    );
  });
});
