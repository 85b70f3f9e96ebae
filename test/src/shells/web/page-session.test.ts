import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPageSession } from '../../../../src/shells/web/page-session.ts';
import { loadSessionSecret } from '../../../../src/shells/web/session-secret.ts';

const secret = new Uint8Array(32).fill(7);

describe('a page session', () => {
  it('trades its launch token for a cookie once, and then has another token', () => {
    const session = createPageSession(secret, counting(), 4310);
    const token = session.currentToken();
    expect(session.redeem(token)).not.toBeNull();
    expect(session.redeem(token)).toBeNull();
    expect(session.currentToken()).not.toBe(token);
  });

  it('knows its cookie again after a restart', () => {
    const before = createPageSession(secret, counting(), 4310);
    const cookie = before.redeem(before.currentToken());
    expect(createPageSession(secret, counting(), 4310).isKnown(`other=1; pasillo-4310=${cookie}; last=2`)).toBe(true);
  });

  it('does not know a cookie of another secret, another port, or one that was changed', () => {
    const session = createPageSession(secret, counting(), 4310);
    const cookie = session.redeem(session.currentToken()) ?? '';
    const changed = `${cookie.startsWith('A') ? 'B' : 'A'}${cookie.slice(1)}`;
    expect(createPageSession(new Uint8Array(32), counting(), 4310).isKnown(`pasillo-4310=${cookie}`)).toBe(false);
    expect(session.isKnown(`pasillo-4311=${cookie}`)).toBe(false);
    expect(session.isKnown(`pasillo-4310=${changed}`)).toBe(false);
  });

  it.each([undefined, '', 'pasillo-4310=', 'pasillo-4310=.', 'pasillo-4310=a.b.c', `pasillo-4310=${'a'.repeat(5000)}.b`])('does not know %j', (header) => {
    expect(createPageSession(secret, counting(), 4310).isKnown(header)).toBe(false);
  });

  it('keeps its cookie from scripts and other sites', () => {
    expect(createPageSession(secret, counting(), 4310).setCookie('v')).toBe('pasillo-4310=v; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000');
  });
});

describe('the session secret', () => {
  it('is made once, for its owner only, and read again', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pasillo-secret-')), 'keys', 'page-session');
    const made = loadSessionSecret(file, counting());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadSessionSecret(file, counting())).toEqual(made);
    expect(made).toEqual({ ok: true, value: new Uint8Array(readFileSync(file)) });
  });

  it('is refused when others could have read it', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pasillo-secret-')), 'page-session');
    writeFileSync(file, secret, { mode: 0o644 });
    expect(loadSessionSecret(file, counting())).toMatchObject({ ok: false, error: { kind: 'session-secret' } });
  });

  it('is refused when it is cut short', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pasillo-secret-')), 'page-session');
    writeFileSync(file, secret.subarray(1), { mode: 0o600 });
    expect(loadSessionSecret(file, counting())).toMatchObject({ ok: false, error: { kind: 'session-secret' } });
  });
});

function counting() {
  let next = 0;
  return (size: number) => new Uint8Array(size).map(() => next++ % 256);
}
