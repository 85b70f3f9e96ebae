import type { BenchResult, FigureTable } from './bench.ts';
import type { Circumstances } from './machine.ts';

/** Text of a result, in tables that Markdown understands as well as people do. */
export function printed(name: string, result: BenchResult, { at, commit, machine, node, load }: Circumstances): string {
  const head = `# ${name}\n\n${at}, commit ${commit ?? 'unknown'}, ${machine}, Node ${node}, load ${load.toFixed(1)} per processor`;
  const warning = load > 1 ? ['Others used this machine: what waits for a processor is too slow here, whatever it is compared with.'] : [];
  return [head, ...warning, ...result.tables.map(table), ...missing(result), ...budgets(result)].join('\n\n');
}

function table({ title, columns, rows, notes }: FigureTable): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [`## ${title}`, '', line(columns), rule, ...rows.map(line), ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

function missing(result: BenchResult): string[] {
  return result.missing.length === 0 ? [] : [`Not measured here: ${result.missing.join(' ')}`];
}

function budgets(result: BenchResult): string[] {
  return result.budgets.map(({ what, beside, ratio, most, isKept }) => {
    const verdict = isKept ? 'KEPT' : 'EXCEEDED';
    return `Budget ${verdict}: ${what} is ${ratio.toFixed(2)} x ${beside}; at most ${most} x.`;
  });
}
