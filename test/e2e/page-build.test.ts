import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../scripts/world/paths.ts';

test('the page that the launcher serves is built for shops, also when tests had it built', () => {
  const assets = join(projectRoot, 'dist', 'renderer', 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(3);
  // What React's development build says at every start, and what only scripted stations are called.
  const forbidden = ['Download the React DevTools', 'pasilloMock'];
  expect(scripts.filter((name) => forbidden.some((words) => readFileSync(join(assets, name), 'utf8').includes(words)))).toEqual([]);
});
