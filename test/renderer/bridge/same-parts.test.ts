import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepSameParts } from '../../../renderer/bridge/same-parts.ts';

it('says what the new value says, whatever was before', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, now) => {
      expect(JSON.parse(JSON.stringify(keepSameParts<unknown>(before, now)))).toEqual(JSON.parse(JSON.stringify(now)));
    }),
  );
});

it('is the old value itself where nothing has changed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(Object.is(keepSameParts(value, structuredClone(value)), value)).toBe(true);
    }),
  );
});

it('keeps the parts that say the same, and makes the way to what changed anew', () => {
  const before = { bag: [{ sku: 'a' }, { sku: 'b' }], idle: { endsAt: 1 }, help: 'none' };
  const now = keepSameParts<unknown>(before, { bag: [{ sku: 'a' }, { sku: 'b' }, { sku: 'c' }], idle: { endsAt: 2 } });
  expect(now).toEqual({ bag: [{ sku: 'a' }, { sku: 'b' }, { sku: 'c' }], idle: { endsAt: 2 } });
  expect(Object.is(Reflect.get(Reflect.get(now ?? {}, 'bag'), 0), before.bag[0])).toBe(true);
});
