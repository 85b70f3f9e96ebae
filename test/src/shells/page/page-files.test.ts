import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../../../../src/kernel/result.ts';
import { pathOf, readPageFiles } from '../../../../src/shells/page/page-files.ts';
import { securityHeaders } from '../../../../src/shells/page/security-headers.ts';
import { traversalCorpus } from '../traversal-corpus.ts';

describe('the files of the page', () => {
  it('are the known files of the folder, by their path in the URL', () => {
    const files = expectOk(readPageFiles(builtPage()), 'page');
    expect([...files.keys()].sort()).toEqual(['/', '/assets/index-3fa9b2c1.js', '/assets/plain.css', '/index.html']);
  });

  it('may be kept for ever where their name carries a hash, and not otherwise', () => {
    const files = expectOk(readPageFiles(builtPage()), 'page');
    expect(['/', '/assets/index-3fa9b2c1.js', '/assets/plain.css'].map((path) => files.get(path)?.immutable)).toEqual([false, true, false]);
  });

  it('are missing where no page was built', () => {
    expect(readPageFiles(mkdtempSync(join(tmpdir(), 'pasillo-page-')))).toMatchObject({ ok: false, error: { kind: 'no-page' } });
    expect(readPageFiles('/nowhere/at/all')).toMatchObject({ ok: false, error: { kind: 'no-page' } });
  });

  it.each(traversalCorpus)('E-18 do not reach beyond their list by %j', (url) => {
    const files = expectOk(readPageFiles(builtPage()), 'page');
    expect(files.get(pathOf(url) ?? 'none')).toBeUndefined();
  });
});

describe('the headers of the page', () => {
  it('E-07 refuse everything and then name what the page needs', () => {
    for (const policy of ['web', 'electron'] as const) {
      const csp = securityHeaders(policy)['content-security-policy'] ?? '';
      expect(csp.startsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")).toBe(true);
      expect(csp).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
      expect(csp).toContain("frame-ancestors 'none'");
      expect(csp).toContain("require-trusted-types-for 'script'");
    }
  });

  it('allow the camera to the page and nothing else to anybody', () => {
    const policy = securityHeaders('web')['permissions-policy'] ?? '';
    expect(policy.split(', ').filter((entry) => !entry.endsWith('=()'))).toEqual(['camera=(self)']);
  });
});

/** A folder like the built page, with things in it that must never be served. */
function builtPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-3fa9b2c1.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'plain.css'), ':root {}');
  writeFileSync(join(folder, 'notes.txt'), 'not for serving');
  writeFileSync(join(folder, '.env'), 'not for serving');
  symlinkSync('/etc/passwd', join(folder, 'passwd.html'));
  return folder;
}
