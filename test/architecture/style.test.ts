import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from './source-tree.ts';
import { filesUnder, isInside, placeOf, productFolders, projectRoot, sourcesUnder } from './source-tree.ts';

const product = sourcesUnder(productFolders);

/** Where time and chance come in as dependencies, so that a simulation can own them. */
const ownedBySimulation = [
  'src/kernel',
  'src/contract',
  'src/core',
  'src/station/app',
  'src/station/ports',
  'hardware/session',
  'hardware/wire',
  'hardware/lockers',
];
const timeAndChance = /\b(Date\.now|Math\.random|setTimeout|setInterval|setImmediate|performance\.now|new Date\(\)|randomUUID|getRandomValues)\b/;

/** Words that say that something is unfinished. Put together here so that this file does not contain them. */
const unfinished = new RegExp(
  ['\\bTO' + 'DO\\b', '\\bFIX' + 'ME\\b', '\\bX' + 'XX\\b', '\\bHA' + 'CK\\b', '[Nn]ot ' + 'implemented', '[Cc]oming ' + 'soon'].join('|'),
);

describe('exports', () => {
  it('are named', () => {
    const defaults = product.filter((file) => file.syntax.statements.some(isDefaultExport));
    expect(defaults.map((file) => file.path)).toEqual([]);
  });

  it('each carry a doc comment', () => {
    expect([...product, ...sourcesUnder(['bench'])].flatMap(undocumentedExports)).toEqual([]);
  });
});

describe('time and chance', () => {
  it('come in as dependencies wherever a simulation must own them', () => {
    const guarded = product.filter((file) => ownedBySimulation.some((folder) => isInside(file.path, folder)));
    expect(guarded.flatMap((file) => linesMatching(file.path, withoutComments(file), timeAndChance))).toEqual([]);
  });
});

describe('every text of the project', () => {
  it('is finished', () => {
    const paths = ['hardware', 'src', 'renderer', 'scripts', 'bench', 'test']
      .flatMap(filesUnder)
      .filter((path) => /\.(tsx?|mjs|md|css|html|json|sql)$/.test(path) && !isInside(path, 'test/fixtures'));
    expect([...paths, 'README.md'].flatMap((path) => linesMatching(path, readFileSync(join(projectRoot, path), 'utf8'), unfinished))).toEqual([]);
  });

  it('has no compiler suppression, no double assertion, and no lint suppression without a reason', () => {
    const escapes = /@ts-(ignore|nocheck)|\bas unknown as\b|biome-ignore(?!-?\w* [\w/]+: \S)/;
    const files = [...product, ...sourcesUnder(['scripts', 'bench'])];
    expect(files.flatMap((file) => linesMatching(file.path, file.text, escapes))).toEqual([]);
  });
});

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
}

/**
 * Exports without a doc comment. The type inferred from a schema is documented at the schema, and in a block of one-line
 * exports without a blank line between them the first comment speaks for all.
 */
function undocumentedExports(file: SourceFile): string[] {
  const missing: string[] = [];
  let previousEnd = -1;
  let previousDocumented = false;
  for (const statement of file.syntax.statements) {
    const exported = ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
    const start = statement.getStart(file.syntax);
    const documented = ts.getJSDocCommentsAndTags(statement).length > 0;
    const inBlock: boolean = previousDocumented && !file.text.slice(previousEnd, start).includes('\n\n');
    const fine: boolean = documented || inBlock || isInferred(statement) || isPropsOfDocumented(file, statement);
    if (exported && !fine) missing.push(placeOf(file, statement));
    previousEnd = statement.getEnd();
    previousDocumented = exported && fine;
  }
  return missing;
}

/** What a component takes is told where the component is told. */
function isPropsOfDocumented(file: SourceFile, statement: ts.Statement): boolean {
  if (!ts.isInterfaceDeclaration(statement) || !statement.name.text.endsWith('Props')) return false;
  const component = statement.name.text.slice(0, -'Props'.length);
  return file.syntax.statements.some(
    (other) => ts.isFunctionDeclaration(other) && other.name?.text === component && ts.getJSDocCommentsAndTags(other).length > 0,
  );
}

function isInferred(statement: ts.Statement): boolean {
  return ts.isTypeAliasDeclaration(statement) && /^z\.(infer|input|output)</.test(statement.type.getText());
}

function linesMatching(path: string, text: string, pattern: RegExp): string[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []));
}

function withoutComments(file: SourceFile): string {
  return file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}
