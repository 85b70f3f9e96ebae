import { expect, it } from 'vitest';
import { putBack } from '../../../renderer/kiosk/put-back.ts';

it('brings each removed piece back once, though one of them is refused at first', async () => {
  const bag: string[] = [];
  let isRefused = true;
  let left = 3;
  const add = async ({ sku }: { readonly sku: string }) => {
    if (bag.length === 2 && isRefused) return { ok: false };
    bag.push(sku);
    return { ok: true };
  };
  const undo = () => putBack(add, { sku: 'CAM-M', quantity: left }, (now) => (left = now));
  expect([await undo(), bag.length]).toEqual([{ ok: false }, 2]);
  isRefused = false;
  expect([await undo(), bag]).toEqual([{ ok: true }, ['CAM-M', 'CAM-M', 'CAM-M']]);
});
