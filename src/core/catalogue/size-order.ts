const LETTERS = ['xxxs', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', 'xxxxl'];

/** The order in which people expect sizes: letters from small to large, then numbers, then everything else by its name. */
export function compareSizes(one: string, two: string): number {
  const [a, b] = [placeOf(one), placeOf(two)];
  return a.group - b.group || a.value - b.value || one.localeCompare(two, 'es');
}

function placeOf(size: string): { readonly group: number; readonly value: number } {
  const plain = size
    .trim()
    .toLowerCase()
    .replace(/^(\d)xl$/, (_all, count: string) => `${'x'.repeat(Math.min(4, Number(count)))}l`);
  const letter = LETTERS.indexOf(plain);
  if (letter >= 0) return { group: 0, value: letter };
  const number = /^\d+(?:[.,]\d+)?/.exec(plain);
  if (number !== null) return { group: 1, value: Number(number[0].replace(',', '.')) };
  return { group: 2, value: 0 };
}
