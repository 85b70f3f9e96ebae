import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../scripts/world/paths.ts';
import type { Item, Proof } from './checklist.ts';

/** One test as this run saw it. */
export interface Seen {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
}

/** What became of an item in this run. */
export interface Judged {
  readonly item: Item;
  /** `none`: an item, or a part of it, has no test. */
  readonly result: 'passed' | 'failed' | 'none' | 'not applicable';
  readonly proofs: readonly { readonly proof: Proof; readonly tests: readonly Seen[] }[];
}

/** What vitest writes with `--reporter=json`, as far as it is read here. */
const written = z.object({
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

/** Runs the files that hold the proofs, project by project, and answers every test that ran. A file that broke off has failed as a whole. */
export function runProofs(items: readonly Item[], say: (line: string) => void): readonly Seen[] {
  const files = [...new Set(items.flatMap(({ proofs }) => proofs.map(({ file }) => file)))];
  const projects = [/^test\/(hardware|src|renderer|scripts)\//, /^test\/(flows|simulation)\//, /^test\/e2e\//].map((belongs) =>
    files.filter((file) => belongs.test(file)),
  );
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-a11y-'));
  try {
    return projects.flatMap((own, at) => {
      if (own.length === 0) return [];
      say(`Runs ${own.length} files of tests: ${own.map((file) => file.replace(/^test\//, '')).join(', ')}`);
      const report = join(folder, `${at}.json`);
      spawnSync(join(projectRoot, 'node_modules/.bin/vitest'), ['run', ...own, '--reporter=json', `--outputFile=${report}`], {
        cwd: projectRoot,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
      return readReport(report);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each item with the tests that were found for it. */
export function judgeItems(items: readonly Item[], seen: readonly Seen[]): readonly Judged[] {
  return items.map((item): Judged => {
    const proofs = item.proofs.map((proof) => ({ proof, tests: seen.filter(({ file, name }) => file === proof.file && name.includes(proof.name)) }));
    if (item.notApplicable !== undefined) return { item, result: 'not applicable', proofs };
    if (proofs.some(({ tests }) => tests.some(({ passed }) => !passed))) return { item, result: 'failed', proofs };
    return { item, result: proofs.length === 0 || proofs.some(({ tests }) => tests.length === 0) ? 'none' : 'passed', proofs };
  });
}

function readReport(path: string): readonly Seen[] {
  const { testResults } = written.parse(JSON.parse(readFileSync(path, 'utf8')));
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(projectRoot, name).replaceAll('\\', '/');
    const tests = assertionResults.map(({ fullName, status: result }) => ({ file, name: fullName, passed: result === 'passed' }));
    return status === 'failed' && tests.every(({ passed }) => passed)
      ? [{ file, name: 'the file as a whole', passed: false }, ...tests.map((one) => ({ ...one, passed: false }))]
      : tests;
  });
}
