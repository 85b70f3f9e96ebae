import { expect, it } from 'vitest';
import { findGoods } from '../../../../src/hub/db/goods.ts';
import { migrate } from '../../../../src/hub/db/migrate.ts';
import { migrations } from '../../../../src/hub/db/migrations/all.ts';
import { shirt } from '../../../support/kiosk-world.ts';
import { pgliteBefore } from '../support/engines.ts';

it('a hub from before bags came to phones finds its goods by SKU, deleted ones too', async () => {
  const db = await pgliteBefore(74);
  const put = (key: string, revision: number, value: unknown) =>
    db.query("INSERT INTO bucket_rows (tenant_id, bucket, scope, key, revision, value) VALUES ('t', 'catalogue', '', $1, $2, $3::jsonb)", [
      key,
      revision,
      JSON.stringify(value),
    ]);
  await db.query("INSERT INTO tenants VALUES ('t', 'Moda')");
  await db.query("INSERT INTO bucket_counters (tenant_id, bucket, scope, revision) VALUES ('t', 'catalogue', '', 3)");
  await put('camisa', 1, shirt);
  await put('retirada', 2, {
    ...shirt,
    productId: 'retirada',
    published: false,
    variants: shirt.variants.map((variant) => ({ ...variant, sku: `R-${variant.sku}` })),
  });
  await put('borrada', 3, null);
  expect(await migrate(db, migrations)).toMatchObject({ ok: true });
  const found = await findGoods(db, 't', ['CAM-M', 'R-CAM-M', 'NOBODY', "' OR 1=1 --"]);
  expect([...found].map(([sku, { product, variant }]) => [sku, product.productId, variant.size])).toEqual([['CAM-M', 'camisa', 'M']]);
  expect((await findGoods(db, 'another', ['CAM-M'])).size).toBe(0);
  await db.close();
});
