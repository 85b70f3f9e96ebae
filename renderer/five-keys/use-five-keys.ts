import { useEffect } from 'react';
import { type FiveKey, fiveKeyOf } from './five-key.ts';
import { backInGrid, enterGrid, isBesideField, leaveGrid, okInGrid } from './key-grid.ts';
import { GRID, scopeOf, stopsOf } from './stops.ts';
import { goToStop, walk } from './walk.ts';
import './five-keys.css';

/** Marks the field whose keys the person has entered, so that Back leads to it. */
const TYPING = 'fiveTyping';

/**
 * Lets the whole page be used with a tactile keypad of five keys (EN 301 549 clause 5.1.6). It is always on: a panel without such a keypad never sends these keys.
 * Codes that a scanner types are stopped on the window before they come here.
 */
export function useFiveKeys(): void {
  useEffect(() => {
    // A field that somebody types into with real keys is sent by OK; one without opens its keys on the screen.
    let typedInto: EventTarget | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = fiveKeyOf(event);
      if (key === null) {
        if (event.key.length === 1) typedInto = event.target;
        return;
      }
      if (!press(key, typedInto)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Does what a key asks for. False where the page's own controls do it by themselves. */
function press(key: FiveKey, typedInto: EventTarget | null): boolean {
  switch (key) {
    case 'down':
      walk(1);
      return true;
    case 'up':
      walk(-1);
      return true;
    case 'ok':
      return ok(typedInto);
    case 'back':
      return back();
    case 'help':
      return pressMarked('help');
  }
}

function ok(typedInto: EventTarget | null): boolean {
  const here = document.activeElement;
  const grid = here?.closest<HTMLElement>(GRID) ?? null;
  if (grid !== null) {
    const field = fieldOf(grid);
    okInGrid(grid);
    // The keys may have gone with their own "done".
    if (field !== null) requestAnimationFrame(() => (grid.isConnected ? undefined : returnTo(field)));
    return true;
  }
  if (!(here instanceof HTMLInputElement)) return false;
  if (here.type === 'radio' || here.type === 'checkbox') {
    here.click();
    return true;
  }
  const keys = document.querySelector<HTMLElement>(`.frame-low ${GRID}`);
  if (keys === null || typedInto === here) return false;
  here.dataset[TYPING] = '';
  enterGrid(keys, 'first');
  return true;
}

function back(): boolean {
  const grid = document.activeElement?.closest<HTMLElement>(GRID) ?? null;
  if (grid !== null) {
    if (backInGrid(grid)) return true;
    leaveGrid(grid);
    const field = fieldOf(grid);
    if (field !== null) {
      returnTo(field);
      return true;
    }
  }
  // A dialog closes by itself.
  if (scopeOf(document) !== document.body) return false;
  if (!pressMarked('back')) toBeginning();
  return true;
}

/** Where there is no way back: from the middle of a long list to the first thing on the screen. */
function toBeginning(): void {
  const first = stopsOf(document.body)[0];
  document.querySelector('main')?.scrollTo({ top: 0 });
  if (first !== undefined) goToStop(first);
}

/** The field that a set of keys types into; null for keys that stand on a screen of their own. */
function fieldOf(grid: HTMLElement): HTMLElement | null {
  return isBesideField(grid) ? document.querySelector<HTMLElement>('[data-five-typing]') : null;
}

function returnTo(field: HTMLElement): void {
  delete field.dataset[TYPING];
  goToStop(field);
}

function pressMarked(key: 'back' | 'help'): boolean {
  const button = document.querySelector<HTMLElement>(`[data-five-key="${key}"]`);
  button?.click();
  return button !== null;
}
