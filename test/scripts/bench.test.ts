import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BenchResult } from '../../bench/bench.ts';
import { projectRoot } from '../architecture/source-tree.ts';
import { postgresBinaries } from '../src/hub/support/engines.ts';

const folder = mkdtempSync(join(tmpdir(), 'pasillo-bench-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly problems: string;
}

function bench(...rest: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/bench.ts', ...rest], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', problems: '' };
  child.stdout.on('data', (bytes: Buffer) => {
    texts.out += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    texts.problems += bytes.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...texts })));
}

describe('npm run bench', { timeout: 240_000 }, () => {
  it('lists what can be measured when it is given no name', async () => {
    const { code, out } = await bench();
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}bus +\S/m);
    expect(out).toMatch(/^ {2}code +\S/m);
  });

  it('refuses a name that it does not know, and an option that it does not have', async () => {
    expect(await bench('buss')).toMatchObject({ code: 2, out: '', problems: expect.stringContaining('"buss"') });
    expect(await bench('bus', '--fast')).toMatchObject({ code: 2, out: '', problems: expect.stringContaining('--fast') });
  });

  it('measures every bench in a quick run, prints the figures, and writes them to a file', async () => {
    const file = join(folder, 'figures.json');
    const { code, out, problems } = await bench('bus', 'code', '--quick', '--json', file);
    expect({ code, problems: problems.split('\n').filter((line) => !/^(bus|code): /.test(line)) }).toEqual({ code: 0, problems: [''] });
    const written: { readonly results: Readonly<Record<string, BenchResult>> } = JSON.parse(readFileSync(file, 'utf8'));
    const { bus, code: ofCode } = written.results;
    expect(bus?.missing).toEqual([]);
    expect(bus?.tables.map((table) => table.rows.length > 0)).toEqual([true, true, true]);
    expect(bus?.budgets).toHaveLength(1);
    expect(ofCode?.budgets).toHaveLength(1);
    for (const table of [...(bus?.tables ?? []), ...(ofCode?.tables ?? [])]) {
      expect(out).toContain(table.title);
      expect(table.rows.filter((row) => row.length !== table.columns.length)).toEqual([]);
    }
  });

  it('drains a queue and pulls all goods on a PostgreSQL server of its own', async () => {
    const file = join(folder, 'sync.json');
    const { code, out, problems } = await bench('sync', '--quick', '--json', file);
    expect({ code, problems: problems.split('\n').filter((line) => !line.startsWith('sync: ')) }).toEqual({ code: 0, problems: [''] });
    const written: { readonly results: Readonly<Record<string, BenchResult>> } = JSON.parse(readFileSync(file, 'utf8'));
    const { sync } = written.results;
    if (postgresBinaries() === null) {
      expect(out).toContain('no PostgreSQL server');
      return;
    }
    expect(sync?.tables.map(({ rows }) => rows[0]?.[0])).toEqual([
      'pasillo',
      'all of it: read, known ones looked up, effects, audit, stored',
      'pasillo, by snapshot',
      'a full pull runs',
    ]);
    expect(sync?.missing.filter((sentence) => !/^(PouchDB|RxDB): .*npm install --prefix bench/.test(sentence))).toEqual([]);
  });
});
