import { describe, expect, it } from 'vitest';
import { attackJudge, attackSilo } from './attack-codes.ts';
import { codeKinds } from './code-forge.ts';

/** Bounded here; the big numbers are `npm run hostile`. The lines one by one: test/flows/hostile-codes.test.ts. */
describe('hostile codes', () => {
  it('at a whole station open nothing and leave one line each, as often as it looks', async () => {
    const report = await attackSilo(150, 1);
    expect([report.violations, report.codes]).toEqual([[], 150]);
  }, 60_000);

  it('of every kind are refused by the judge of codes', async () => {
    const report = await attackJudge(3000, 2);
    expect([report.violations, Object.keys(report.kinds).sort()]).toEqual([[], [...codeKinds].sort()]);
  }, 60_000);
});
