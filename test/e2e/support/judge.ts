import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import ts from 'typescript';
import type { Signs } from './signs.ts';
import type { Dress } from './looks.ts';

/** What is wrong with the screen that a page shows; empty when nothing is. */
export async function judgeScreen(page: Page): Promise<readonly string[]> {
  return [...(await accessibilityProblems(page)), ...(await measureScreen(page))];
}

/** As `judgeScreen`, but of the rules of axe only the one about colours: for a second set of colours on screens judged already. */
export async function judgeColours(page: Page): Promise<readonly string[]> {
  return [...(await accessibilityProblems(page, ['color-contrast'])), ...(await measureScreen(page))];
}

/** As `judgeScreen`, and what a keypad of five keys does not reach. */
export async function judgeWithKeys(page: Page): Promise<readonly string[]> {
  return [...(await judgeScreen(page)), ...(await page.evaluate<string[]>(`(() => { ${reach} })()`))];
}

/** What does not fit or cannot be touched; the part of the judgement that depends on the size of screen and text. */
export async function measureScreen(page: Page): Promise<readonly string[]> {
  return await page.evaluate<string[]>(`(() => { ${measure} })()`);
}

/** A screen in one set of colours: what decides how axe judges it, and what does not fit on it. */
export interface Dressed {
  readonly signs: Signs;
  readonly problems: readonly string[];
}

/** Puts one set of colours after the other on the screen that a page shows, in one go. It is left in the last of them. */
export async function readDressed(page: Page, dresses: readonly Dress[]): Promise<readonly Dressed[]> {
  return await page.evaluate<Dressed[]>(`${JSON.stringify(dresses.map(({ contrast, theme }) => ({ contrast, theme })))}.map((dress) => {
    Object.assign(document.documentElement.dataset, dress);
    return { signs: (() => { ${signs} })(), problems: (() => { ${measure} })() };
  })`);
}

const measure = forPage('measure-screen.ts', 'measureScreen');
const signs = forPage('read-signs.ts', 'readSigns');
const reach = forPage('five-keys-reach.ts', 'fiveKeysReach');

/** A function that runs in the page and is typed for it is handed over as text: statements that end with its answer. */
function forPage(file: string, name: string): string {
  const source = readFileSync(join(import.meta.dirname, '../../renderer/support', file), 'utf8').replaceAll(
    /^(import type .*$|export (?=function|interface))/gm,
    '',
  );
  return `${ts.transpile(source, { target: ts.ScriptTarget.ES2024 })}; return ${name}();`;
}

/** The rules of the project's checklist: WCAG 2.2 AA, EN 301 549 and good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];

/** React Aria's own live region goes on naming a pending button for some seconds after its screen has gone. */
const ANNOUNCER = '[data-live-announcer]';

/** What axe says of a page, by some of its rules or all; asked in the page itself, because the list of all that is right with a screen takes longer to write than to find. */
export async function accessibilityProblems(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const runOnly = rules === undefined ? { type: 'tag', values: TAGS } : { type: 'rule', values: rules };
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  if (await page.evaluate<boolean>('window.axe === undefined')) await page.evaluate(axe.source);
  return await page.evaluate<string[]>(`axe.run({ exclude: ${JSON.stringify([[ANNOUNCER]])} }, ${options}).then(({ violations }) =>
    violations.map(({ id, nodes }) => 'axe ' + id + ': ' + nodes.map((node) => node.target.join(' ')).join(', ')))`);
}
