import { describe, expect, it } from 'vitest';
import { assertNever } from '../../../src/kernel/assert-never.ts';
import { done, err, expectOk, ok } from '../../../src/kernel/result.ts';

describe('Result', () => {
  it('is a plain object that survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(ok(3)))).toEqual({ ok: true, value: 3 });
    expect(JSON.parse(JSON.stringify(err({ kind: 'storage' })))).toEqual({ ok: false, error: { kind: 'storage' } });
    expect(done.ok).toBe(true);
  });

  it('gives its value, or throws with the reason where a failure would be a bug', () => {
    expect(expectOk(ok('x'), 'reading')).toBe('x');
    expect(() => expectOk(err({ kind: 'gone' }), 'reading')).toThrow('reading: {"kind":"gone"}');
  });
});

describe('assertNever', () => {
  it('names the value that no case expected', () => {
    expect(() => assertNever({ kind: 'odd' } as never)).toThrow('unhandled case: {"kind":"odd"}');
  });
});
