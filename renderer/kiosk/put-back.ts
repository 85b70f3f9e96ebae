import type { KioskSession } from '../../src/contract/station/views.ts';

/**
 * Adds a removed line again, piece by piece; stops at the first refusal, which says why. `onLeft` hears how many are still to come back, so that a second
 * try brings only those.
 */
export async function putBack<A extends { readonly ok: boolean }>(
  add: (input: { readonly sku: string }) => Promise<A>,
  line: Pick<KioskSession['bag'][number], 'sku' | 'quantity'>,
  onLeft: (left: number) => void,
): Promise<A> {
  let answer = await add({ sku: line.sku });
  for (let left = line.quantity - 1; left > 0 && answer.ok; left--) {
    onLeft(left);
    answer = await add({ sku: line.sku });
  }
  return answer;
}
