import { enterGrid, leaveGrid, stepInGrid } from './key-grid.ts';
import { boxOf, firstStop, GRID, scopeOf, stopsOf } from './stops.ts';

/** So much of a page stays in view when it is turned. */
const OVERLAP = 0.2;

/** One stop further, or back. What lies between two stops and is not in view yet is shown first, a page at a time. */
export function walk(step: 1 | -1): void {
  const scope = scopeOf(document);
  const here = document.activeElement instanceof HTMLElement && scope.contains(document.activeElement) ? document.activeElement : null;
  const grid = here?.closest<HTMLElement>(GRID) ?? null;
  if (grid !== null && stepInGrid(grid, step)) return;
  const stops = stopsOf(scope);
  const at = stops.findIndex((stop) => stop === (grid ?? here));
  const next = at < 0 ? firstStop(scope, stops) : stops[(at + step + stops.length) % stops.length];
  // Who listens hears what lies between two stops; turning pages would only cost them presses.
  const listens = document.documentElement.dataset['speech'] === 'on';
  if (next === undefined || (!listens && turnedPage(scope, here, next, step))) return;
  if (grid !== null) leaveGrid(grid);
  goToStop(next, step);
}

/** Gives a stop the focus, and brings all of it into view. */
export function goToStop(stop: HTMLElement, step: 1 | -1 = 1): void {
  if (stop.matches(GRID)) enterGrid(stop, step === 1 ? 'first' : 'last');
  else stop.focus({ preventScroll: true });
  boxOf(stop).scrollIntoView({ block: 'nearest' });
}

/** Turns a page when the next stop lies further away than one, or outside of what has not been shown to its end. */
function turnedPage(scope: HTMLElement, here: HTMLElement | null, next: HTMLElement, step: 1 | -1): boolean {
  const area = scrollerOf(here) ?? scope.querySelector<HTMLElement>('main, .sheet-body');
  if (area === null || !canScroll(area, step)) return false;
  const page = area.clientHeight * (1 - OVERLAP);
  if (area.contains(next) && distance(area, boxOf(next), step) <= page) return false;
  if (!area.contains(next) && here !== null && !area.contains(here)) return false;
  area.scrollBy({ top: step * page });
  return true;
}

/** How far a box reaches beyond the visible part of an area, in CSS pixels; at most zero when all of it is in view. */
function distance(area: HTMLElement, box: HTMLElement, step: 1 | -1): number {
  const [seen, wanted] = [area.getBoundingClientRect(), box.getBoundingClientRect()];
  // Of what is higher than the page its beginning is enough.
  const height = Math.min(wanted.height, seen.height);
  return step === 1 ? wanted.top + height - seen.bottom : seen.top - (wanted.bottom - height);
}

function canScroll(area: HTMLElement, step: 1 | -1): boolean {
  if (step === -1) return area.scrollTop > 1;
  return area.scrollTop + area.clientHeight < area.scrollHeight - 1;
}

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  for (let box = element?.parentElement ?? null; box !== null; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return null;
}
