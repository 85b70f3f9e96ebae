import { describe, expect, it } from 'vitest';
import { isOlderVersion } from '../../../../src/core/passes/app-version.ts';
import { type BundleFacts, judgeBundle } from '../../../../src/core/passes/judge-bundle.ts';
import { passKeysOf } from '../../../../src/core/passes/pass-keys.ts';
import { seededKey, verifyWithNode } from '../../../support/ed25519.ts';
import { bundleOf, issuingKeyOf, rootPublic, signedBundleOf } from '../../../support/key-bundle.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
const key = issuingKeyOf(1, seededKey('11'.repeat(32)).publicKey, { nbf: 1_000_000, naf: 2_000_000 });
const kept = signedBundleOf(TENANT, [key], { seq: 5 });
const facts: BundleFacts = {
  identity: { tenantId: TENANT, rootKey: rootPublic },
  kept: bundleOf(TENANT, [key], { seq: 5 }),
  keptText: kept.body,
  verify: verifyWithNode,
};
const wordOf = (verdict: ReturnType<typeof judgeBundle>) => (verdict.kind === 'refused' ? verdict.reason : verdict.kind);

describe('a bundle that comes from the hub', () => {
  it('is taken when its number is above the kept one, and never goes back', () => {
    const words = [6, 5, 4, 1].map((seq) => wordOf(judgeBundle(signedBundleOf(TENANT, [], { seq }), facts)));
    expect(words).toEqual(['taken', 'rollback', 'rollback', 'rollback']);
  });

  it('is the same when it comes again', () => {
    expect(wordOf(judgeBundle(kept, facts))).toBe('same');
  });

  it('is nothing without a pinned root', () => {
    expect(wordOf(judgeBundle(kept, { ...facts, identity: null }))).toBe('no-root');
    expect(wordOf(judgeBundle(kept, { ...facts, identity: { tenantId: TENANT, rootKey: null } }))).toBe('no-root');
  });
});

describe('the keys that sign passes', () => {
  it('are those of that purpose, each for passes that begin while it signs', () => {
    const command = { ...key, kid: 2, purpose: 'command' as const };
    const limited = { ...key, kid: 3, minNbf: 1_500_000, revoked: true };
    const keys = passKeysOf(bundleOf(TENANT, [key, command, limited]));
    expect([...keys.values()].map(({ publicKey: _, ...rest }) => rest)).toEqual([
      { keyId: 1, revoked: false, minNotBefore: 999_400, maxNotBefore: 2_000_000 },
      { keyId: 3, revoked: true, minNotBefore: 1_500_000, maxNotBefore: 2_000_000 },
    ]);
  });
});

describe('the least version that a bundle asks for', () => {
  it('is compared number by number, and what is no version is too old', () => {
    const judged = [
      ['1.2.3', null],
      ['1.2.3', '1.2.3'],
      ['1.10.0', '1.9.9'],
      ['2.0.0-beta', '1.9.9'],
      ['1.2.3', '1.2.4'],
      ['0.9.9', '1.0.0'],
      ['test', '0.0.1'],
    ] as const;
    expect(judged.map(([own, least]) => isOlderVersion(own, least))).toEqual([false, false, false, false, true, true, true]);
  });
});
