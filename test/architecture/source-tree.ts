import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** One source file, parsed. `path` is relative to the project, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly syntax: ts.SourceFile;
}

/** One import, export-from or dynamic import: what is written, and the file that it means if it is one of ours. */
export interface ImportEdge {
  readonly from: string;
  readonly specifier: string;
  /** Path of the file inside the project, or null for a package or a Node module. */
  readonly to: string | null;
}

/** The project's root folder. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/** The folders that make up the product. */
export const productFolders = ['hardware', 'src', 'renderer'] as const;

/** Paths of all files under a folder of the project, nothing generated among them. */
export function filesUnder(folder: string): string[] {
  const entries = readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist|coverage)\//.test(path))
    .sort();
}

/** The TypeScript files under some folders, parsed. */
export function sourcesUnder(folders: readonly string[]): SourceFile[] {
  return folders.flatMap(filesUnder).filter(isTypeScript).map(parse);
}

/** Every import of a file, `import type` and `import()` included. */
export function importsOf(file: SourceFile): ImportEdge[] {
  const edges: ImportEdge[] = [];
  const add = (node: ts.Expression | undefined): void => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return;
    edges.push({ from: file.path, specifier: node.text, to: targetOf(file.path, node.text) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteralLike(node.argument.literal)) add(node.argument.literal);
    ts.forEachChild(node, visit);
  };
  visit(file.syntax);
  return edges;
}

/** `path:line` of a node, the way editors understand it. */
export function placeOf(file: SourceFile, node: ts.Node): string {
  return `${file.path}:${file.syntax.getLineAndCharacterOfPosition(node.getStart(file.syntax)).line + 1}`;
}

/** Is `path` the folder or something inside it? */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
}

function parse(path: string): SourceFile {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return { path, text, syntax: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) };
}

function targetOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const bare = specifier.replace(/\?.*$/, '');
  return relative(projectRoot, join(projectRoot, dirname(from), bare)).replaceAll('\\', '/');
}
