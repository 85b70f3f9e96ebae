import { languages } from '../../../src/kernel/language.ts';
import type { Cell } from './matrix.ts';
import type { Judged } from './run-proofs.ts';

/** The report as one Markdown file: the checklist, what axe found, and a row for each screen in each look. */
export function writeReport(judged: readonly Judged[], cells: readonly Cell[]): string {
  const found = cells.filter(({ problems }) => problems.length > 0);
  return [
    '# Accessibility',
    '',
    `${judged.filter(({ result }) => result === 'passed').length} of ${judged.length} items passed. ${cells.length} looks at ${new Set(cells.map(({ screen }) => screen)).size} screens, ${found.length} with findings.`,
    '',
    '## Checklist',
    '',
    '| item | asks | result | tests | by hand |',
    '|---|---|---|---|---|',
    ...judged.map(itemRow),
    '',
    '## Findings',
    '',
    ...(found.length === 0
      ? ['None.']
      : found.flatMap((cell) => cell.problems.map((problem) => `- \`${cell.screen}\` ${cell.language} ${cell.dress} ${cell.room}: ${safe(problem)}`))),
    '',
    '## Every screen',
    '',
    'Findings of axe (WCAG 2.0, 2.1 and 2.2 A and AA, EN 301 549, best practice) and of our own measures, one number for each size of panel and words.',
    '',
    `| screen | look | sizes | ${languages.join(' | ')} |`,
    `|---|---|---|${languages.map(() => '---').join('|')}|`,
    ...screenRows(cells),
    '',
  ].join('\n');
}

function itemRow({ item, result, proofs }: Judged): string {
  const words = result === 'none' ? 'NO TEST' : result === 'failed' ? 'FAILED' : result;
  const tests = proofs.map(({ proof, tests: seen }) => {
    const passed = seen.filter((one) => one.passed).length;
    const name = proof.name === '' ? 'all of it' : `“${proof.name}”`;
    return `${proof.file}: ${name} (${seen.length === 0 ? 'no such test' : `${passed} of ${seen.length} passed`})`;
  });
  return `| ${item.id} | ${item.asks} | ${words} | ${safe(tests.join('<br>')) || (item.notApplicable ?? 'no test')} | ${item.byHand ?? ''} |`;
}

function screenRows(cells: readonly Cell[]): readonly string[] {
  const rows = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = `${cell.screen} | ${cell.dress}`;
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  return [...rows].map(([key, own]) => {
    const sizes = [...new Set(own.map(({ room }) => room))];
    const columns = languages.map((language) =>
      sizes.map((size) => own.find((cell) => cell.language === language && cell.room === size)?.problems.length ?? '·').join(' '),
    );
    return `| ${key} | ${sizes.join(', ')} | ${columns.join(' | ')} |`;
  });
}

/** Words of a page may hold what cuts a table into other cells. */
function safe(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
