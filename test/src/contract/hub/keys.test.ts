import { describe, expect, it } from 'vitest';
import { COMMAND_LIFE_MS, signCommand, verifyCommand } from '../../../../src/contract/hub/command.ts';
import { keyBundle, signBundle, verifyBundle } from '../../../../src/contract/hub/keys.ts';
import type { RemoteCommand } from '../../../../src/contract/hub/silo.ts';
import { seededKey, verifyWithNode } from '../../../support/ed25519.ts';
import { bundleOf, commandKey, issuingKeyOf, root, rootPublic, signedBundleOf } from '../../../support/key-bundle.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
const OTHER = '018f0000-0000-7000-8000-000000000002';
const key = issuingKeyOf(1, seededKey('11'.repeat(32)).publicKey);
const read = (row: { body: string; signature: string }, tenantId = TENANT, pinned = rootPublic) =>
  verifyBundle(row, { tenantId, root: pinned, verify: verifyWithNode });
const kindOf = (outcome: { readonly ok: boolean; readonly error?: { readonly kind: string } }) => (outcome.ok ? 'believed' : outcome.error?.kind);

describe('a bundle of keys', () => {
  it('is believed with the signature of the pinned root, and says what was signed', () => {
    expect(read(signedBundleOf(TENANT, [key], { seq: 7 }))).toEqual({ ok: true, value: bundleOf(TENANT, [key], { seq: 7 }) });
  });

  it('is not with another root, another tenant, another byte or a signature of another kind', () => {
    const good = signedBundleOf(TENANT, [key]);
    const command = signCommand(commandOf(), TENANT, root.sign);
    expect([
      kindOf(read(good, TENANT, issuingKeyOf(0, seededKey('78'.repeat(32)).publicKey).pub)),
      kindOf(read(good, OTHER)),
      kindOf(read({ ...good, body: good.body.replace('"seq":1', '"seq":2') })),
      kindOf(read({ ...good, body: `${good.body} ` })),
      kindOf(read({ ...good, signature: command.signature })),
      kindOf(read({ ...good, signature: 'A'.repeat(86) })),
      kindOf(read(good, TENANT, 'A'.repeat(43))),
      kindOf(read({ ...good, body: '\u00e9' })),
    ]).toEqual(Array(8).fill('signature'));
  });

  it('is not when it says of itself another tenant, a number twice, or what nobody knows, however well it is signed', () => {
    const sealed = (value: object) => signBundle(keyBundle.parse(value), root.sign);
    const foreign = sealed(bundleOf(OTHER, [key]));
    expect([kindOf(read(foreign, OTHER)), kindOf(read(sealed(bundleOf(TENANT, [key, key]))))]).toEqual(['believed', 'twice-a-number']);
    expect(() => sealed({ ...bundleOf(TENANT, [key]), more: 1 })).toThrow();
  });
});

function commandOf(change: Partial<RemoteCommand> = {}): RemoteCommand {
  return {
    commandId: '018f0000-0000-7000-8000-0000000000aa',
    bank: 7,
    compartmentId: '0-01',
    purpose: 'look',
    reason: 'Se oye un ruido; ¿qué hay dentro? 📦',
    orderedBy: 'ana',
    issuedAt: 1_760_000_000_000,
    expiresAt: 1_760_000_060_000,
    ...change,
  };
}

describe('a command from afar', () => {
  const keys = [issuingKeyOf(2, commandKey.publicKey, { purpose: 'command' })];
  const judge = (row: { body: string; signature: string }, tenantId = TENANT, by = keys) => verifyCommand(row, { tenantId, keys: by, verify: verifyWithNode });

  it('comes through in plain ASCII, whatever its words', () => {
    const row = signCommand(commandOf(), TENANT, commandKey.sign);
    expect([/^[\x20-\x7e]+$/.test(row.body), judge(row)]).toEqual([true, { ok: true, value: commandOf() }]);
  });

  it('is believed only by a command key of this tenant that signs at that time', () => {
    const row = signCommand(commandOf(), TENANT, commandKey.sign);
    const at = 1_760_000_000;
    const with_ = (change: Partial<(typeof keys)[number]>) => kindOf(judge(row, TENANT, [{ ...(keys[0] ?? key), ...change }]));
    expect([
      kindOf(judge(row, OTHER)),
      with_({ purpose: 'pass' }),
      with_({ purpose: 'audit' }),
      with_({ revoked: true }),
      with_({ nbf: at + 1 }),
      with_({ naf: at - 1 }),
      with_({ minNbf: at + 1 }),
      kindOf(judge({ ...row, body: row.body.replace('0-01', '0-02') })),
    ]).toEqual(Array(8).fill('signature'));
  });

  it('lives for a minute and not longer, also where its key says otherwise', () => {
    expect(() => signCommand(commandOf({ expiresAt: 1_760_000_000_001 + COMMAND_LIFE_MS }), TENANT, commandKey.sign)).toThrow('a command lives');
    expect(() => signCommand(commandOf({ expiresAt: 1_760_000_000_000 }), TENANT, commandKey.sign)).toThrow('a command lives');
  });
});
