import type { StockNote } from '../../src/contract/station/stock-views.ts';

/** What is missing, as one says it: `2 × Camisa de lino (M, azul)`. */
export function missingWords({ missing }: StockNote): string {
  return missing
    .map(({ title, size, colour, pieces }) => {
      const detail = [size, colour].filter((part) => part !== null && part !== '').join(', ');
      return `${pieces} × ${title}${detail === '' ? '' : ` (${detail})`}`;
    })
    .join('; ');
}
