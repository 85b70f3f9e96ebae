import type { Migration } from '../migrate.ts';

/**
 * What silos need to check the PIN of an order that was collected in another one. Of passes that stations have not bound yet it stands in their
 * bucket, of reset PINs beside their parcels; those of passes that were bound before this cannot be known any more.
 */
export const collectedPins: Migration = {
  number: 50,
  name: 'collected-pins',
  statements: [
    'ALTER TABLE passes ADD COLUMN pin_hash text',
    `UPDATE passes SET pin_hash = r.value->>'pin' FROM bucket_rows r
     WHERE r.tenant_id = passes.tenant_id AND r.bucket = 'passes' AND r.scope = passes.station_id AND r.key = passes.pass_id AND r.value IS NOT NULL`,
    `UPDATE passes SET pin_hash = p.pin_hash FROM parcels p
     WHERE p.tenant_id = passes.tenant_id AND p.pass_id = passes.pass_id AND p.bound AND p.status = 'stored' AND p.pin_hash IS NOT NULL`,
    "CREATE INDEX passes_with_collected_pin ON passes (tenant_id, pass_id) WHERE state = 'used' AND pin_hash IS NOT NULL",
  ],
};
