import type { StockNote } from '../../src/contract/station/stock-views.ts';

/** What is missing, as one says it: `2 × Camisa de lino (M, azul)`. */
export function missingWords({ missing }: StockNote): string {
  return missing.map((one) => `${one.pieces} × ${named(one)}`).join('; ');
}

/** What comes from another place: `Camisa de lino (M, azul)`. */
export function movedWords({ moved }: StockNote): string {
  return moved.map(named).join('; ');
}

function named({ title, size, colour }: StockNote['moved'][number]): string {
  const detail = [size, colour].filter((part) => part !== null && part !== '').join(', ');
  return `${title}${detail === '' ? '' : ` (${detail})`}`;
}
