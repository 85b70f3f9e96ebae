import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from './source-tree.ts';
import { placeOf, productFolders, sourcesUnder } from './source-tree.ts';

/** A file over 400 lines says at its top why it is one. */
const longFileReason = /^\/\*\*[^/]*more than 400 lines because/;

const product = sourcesUnder(productFolders);
const everything = [...product, ...sourcesUnder(['scripts', 'bench', 'test'])];

describe('files', () => {
  it('have at most 400 lines, or a reason at their top', () => {
    const long = everything.filter((file) => linesOf(file) > 400 && !longFileReason.test(file.text));
    expect(long.map((file) => `${file.path}: ${linesOf(file)} lines`)).toEqual([]);
  });

  it('are mostly short: half of the product under 150 lines, nine in ten under 250', () => {
    const lengths = product.map(linesOf);
    expect(quantile(lengths, 0.5)).toBeLessThan(150);
    expect(quantile(lengths, 0.9)).toBeLessThan(250);
  });
});

describe('functions', () => {
  const functions = [...product, ...sourcesUnder(['scripts', 'bench'])].flatMap(functionsOf);

  it('have at most 70 lines', () => {
    expect(functions.filter(({ lines }) => lines > 70).map(({ place, lines }) => `${place}: ${lines} lines`)).toEqual([]);
  });

  it('are mostly short: nine in ten within 35 lines', () => {
    expect(
      quantile(
        functions.map(({ lines }) => lines),
        0.9,
      ),
    ).toBeLessThanOrEqual(35);
  });
});

function linesOf(file: SourceFile): number {
  return file.text.trimEnd().split('\n').length;
}

function functionsOf(file: SourceFile): { place: string; lines: number }[] {
  const found: { place: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const lineAt = (position: number): number => file.syntax.getLineAndCharacterOfPosition(position).line;
      found.push({ place: placeOf(file, node), lines: lineAt(node.getEnd()) - lineAt(node.getStart(file.syntax)) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file.syntax);
  return found;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
