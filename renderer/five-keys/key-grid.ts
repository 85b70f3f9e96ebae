/**
 * A set of keys on the screen, steered with two keys: first the row, then the key in it. OK goes from the row into it, and from the key
 * back to the row, after the key was pressed. Where the person is stands on the grid (`data-five`), on its row's keys, and in the focus.
 */
type Level = 'row' | 'key';

/** The rows of a grid, as they are seen: keys that begin at the same height. */
function rowsOf(grid: HTMLElement): readonly (readonly HTMLElement[])[] {
  const rows = new Map<number, HTMLElement[]>();
  for (const key of grid.querySelectorAll<HTMLElement>('button:not(:disabled)')) {
    const { top, height } = key.getBoundingClientRect();
    // Keys of one row may differ by a hair.
    const near = [...rows.keys()].find((other) => Math.abs(other - top) < height / 2) ?? top;
    rows.set(near, [...(rows.get(near) ?? []), key]);
  }
  return [...rows.entries()].toSorted(([one], [other]) => one - other).map(([, keys]) => keys);
}

/** Goes to a row: from above the first, from below the last, or the one with this number. */
export function enterGrid(grid: HTMLElement, row: 'first' | 'last' | number): void {
  const rows = rowsOf(grid);
  const last = rows.length - 1;
  const at = row === 'first' ? 0 : row === 'last' ? last : Math.min(row, last);
  show(grid, 'row', rows[at] ?? []);
}

/** One row or key further within a grid. False when that leads out of it, which it does where the keys have a place of their own on the screen. */
export function stepInGrid(grid: HTMLElement, step: 1 | -1): boolean {
  const rows = rowsOf(grid);
  const { row, column } = placeIn(rows);
  const keys = rows[row] ?? [];
  if (levelOf(grid) === 'key') {
    keys[(column + step + keys.length) % keys.length]?.focus();
    return true;
  }
  const next = rows[row + step] ?? (isBesideField(grid) ? rows.at(step === 1 ? 0 : -1) : undefined);
  if (next === undefined) return false;
  show(grid, 'row', next);
  return true;
}

/** OK within a grid: into the row, or the key is pressed and the row chosen again. */
export function okInGrid(grid: HTMLElement): void {
  const rows = rowsOf(grid);
  const { row } = placeIn(rows);
  if (levelOf(grid) === 'row') return show(grid, 'key', rows[row] ?? []);
  const key = document.activeElement;
  if (key instanceof HTMLElement) key.click();
  // A key may change all others.
  requestAnimationFrame(() => {
    if (grid.isConnected && (grid.contains(document.activeElement) || document.activeElement === document.body)) enterGrid(grid, row);
  });
}

/** Back within a grid: from a key to its row. False when the person is at a row already, and so leaves the grid. */
export function backInGrid(grid: HTMLElement): boolean {
  if (levelOf(grid) === 'row') return false;
  const rows = rowsOf(grid);
  enterGrid(grid, placeIn(rows).row);
  return true;
}

/** The person is somewhere else now. */
export function leaveGrid(grid: HTMLElement): void {
  delete grid.dataset['five'];
  for (const key of grid.querySelectorAll<HTMLElement>('[data-five-row]')) delete key.dataset['fiveRow'];
}

/** Did these keys come with a field? Then Back or their own "done" leads back to it. */
export function isBesideField(grid: HTMLElement): boolean {
  return grid.closest('.frame-low') !== null;
}

function show(grid: HTMLElement, level: Level, row: readonly HTMLElement[]): void {
  leaveGrid(grid);
  grid.dataset['five'] = level;
  for (const key of row) key.dataset['fiveRow'] = '';
  row[0]?.focus();
}

function levelOf(grid: HTMLElement): Level {
  return grid.dataset['five'] === 'key' ? 'key' : 'row';
}

function placeIn(rows: readonly (readonly HTMLElement[])[]): { readonly row: number; readonly column: number } {
  const row = rows.findIndex((keys) => keys.some((key) => key.matches(':focus')));
  const column = (rows[row] ?? []).findIndex((key) => key.matches(':focus'));
  return { row: Math.max(0, row), column: Math.max(0, column) };
}
