import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../renderer');
const filesOf = (ending: RegExp) =>
  readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => [name, readFileSync(join(renderer, name), 'utf8')] as const);

/** The longest that a screen may change without being asked: WCAG 2.3.1 allows three flashes a second. */
const SLOWEST_FLASH_MS = 334;

describe.each(filesOf(/\.css$/))('what moves in %s', (_, css) => {
  const lengths = [...css.matchAll(/(?:animation|transition)(?:-duration)?:\s*([^;]+);/g)].map(([, value]) => value ?? '');
  const endless = lengths.filter((value) => value.includes('infinite'));

  it('rests for who asked for less motion', () => {
    const calm = css.slice(css.search(/@media \(prefers-reduced-motion: reduce\)/));
    for (const value of lengths) {
      // The tokens for short changes are no time at all then; what goes on and on is switched off by its own file.
      if (endless.includes(value)) expect(calm).toMatch(/animation: none/);
      else if (value !== 'none') expect(value.replace(/\(.*?\)/g, '')).not.toMatch(/\d+m?s\b/);
    }
  });

  it('never flashes more than three times a second', () => {
    for (const value of endless) {
      const [, amount = '0', unit = 's'] = value.match(/([\d.]+)(ms|s)\b/) ?? [];
      expect(Number(amount) * (unit === 's' ? 1000 : 1)).toBeGreaterThan(SLOWEST_FLASH_MS);
    }
  });
});

it('gives the short changes no time at all for who asked for less motion', () => {
  const tokens = readFileSync(join(renderer, 'ui/tokens.css'), 'utf8');
  expect(tokens.slice(tokens.indexOf('prefers-reduced-motion'))).toMatch(/--quick: 0ms;\s+--calm: 0ms;/);
});

it('stops all of it for who asked for it on the screen', () => {
  const rules = ['tokens.css', 'base.css'].map((name) => readFileSync(join(renderer, 'ui', name), 'utf8')).join('');
  expect(rules).toMatch(/:root\[data-motion="still"\] \{\s+--quick: 0ms;\s+--calm: 0ms;/);
  expect(rules).toMatch(/\[data-motion="still"\] \*,[^{]+\{\s+animation: none !important;/);
});
