import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './source-tree.ts';

describe.each(['tsconfig.node.json', 'tsconfig.dom.json'])('statements in %s', (config) => {
  const { ignoredResults, floatingPromises } = inspect(config);

  it('never ignore a Result', () => {
    expect(ignoredResults).toEqual([]);
  });

  it('never leave a promise unattended', () => {
    expect(floatingPromises).toEqual([]);
  });
});

/** Reads every statement that is only an expression, with the compiler's own types. */
function inspect(config: string): { ignoredResults: string[]; floatingPromises: string[] } {
  const program = programOf(config);
  const checker = program.getTypeChecker();
  const ignoredResults: string[] = [];
  const floatingPromises: string[] = [];
  for (const file of program.getSourceFiles()) {
    const path = relative(projectRoot, file.fileName).replaceAll('\\', '/');
    if (file.isDeclarationFile || path.startsWith('..') || path.startsWith('node_modules/')) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isExpressionStatement(node)) {
        const place = `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
        const value = isVoid(node.expression) ? node.expression.expression : node.expression;
        const type = checker.getTypeAtLocation(value);
        if (!isTest(path) && !isAssignment(value) && isResult(checker.getAwaitedType(type) ?? type)) ignoredResults.push(place);
        else if (!isVoid(node.expression) && !isAssignment(value) && isPromise(type) && !isAttended(value)) floatingPromises.push(place);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { ignoredResults, floatingPromises };
}

function programOf(config: string): ts.Program {
  const path = join(projectRoot, config);
  const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, projectRoot, undefined, path);
  return ts.createProgram(parsed.fileNames, parsed.options);
}

/** A test may put things in place and look only at what it is about. */
function isTest(path: string): boolean {
  return path.startsWith('test/');
}

/** Does the chain end with somebody who takes its failure? */
function isAttended(expression: ts.Expression): boolean {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
  const name = expression.expression.name.text;
  return name === 'catch' || (name === 'then' && expression.arguments.length === 2);
}

function isVoid(expression: ts.Expression): expression is ts.VoidExpression {
  return ts.isVoidExpression(expression);
}

function isAssignment(expression: ts.Expression): boolean {
  if (!ts.isBinaryExpression(expression)) return false;
  const operator = expression.operatorToken.kind;
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

/** A `Result` is known by its shape: every member of the union has `ok`, and one of them an `error`. */
function isResult(type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  return (
    members.length > 0 &&
    members.every((member) => member.getProperty('ok') !== undefined) &&
    members.some((member) => member.getProperty('error') !== undefined)
  );
}

function isPromise(type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.some((member) => member.getProperty('then') !== undefined && member.getProperty('catch') !== undefined);
}
