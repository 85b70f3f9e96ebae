import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../../../src/contract/pass/base45.ts';
import { decodePassBody, encodePassBody, MAX_PASS_SECONDS, readPassText, signPass } from '../../../../src/contract/pass/lk1.ts';
import type { PassBody, PassContext, PassKind } from '../../../../src/contract/pass/pass.ts';
import { looksLikeProductCode } from '../../../../src/contract/pass/product-code.ts';
import { verifyPass } from '../../../../src/contract/pass/verify.ts';
import type { PassId } from '../../../../src/kernel/ids.ts';
import { toHex } from '../../../../src/kernel/ids.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { verifyWithNode } from '../../../support/ed25519.ts';
import { makeLk1Vectors, vectorBody, vectorKeys, vectorText } from '../../../support/lk1-vectors.ts';

const file = makeLk1Vectors();
const context: PassContext = { ...file.context, keys: vectorKeys(file.keys), verify: verifyWithNode, checkTotp: () => false };
const valid = vectorText(vectorBody('a valid one'));

describe('the published vectors', () => {
  it('are the file that others use, byte for byte', async () => {
    await expect(`${JSON.stringify(file, null, 2)}\n`).toMatchFileSnapshot('../../../fixtures/lk1-vectors.json');
  });

  it('hold ten valid codes and more hostile ones', () => {
    expect(file.vectors.filter((vector) => vector.expect.ok)).toHaveLength(10);
    expect(file.vectors.filter((vector) => !vector.expect.ok).length).toBeGreaterThanOrEqual(10);
  });

  it.each(file.vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const expected = vector.expect.ok ? { ok: true, value: vector.expect.body } : vector.expect;
    expect(verifyPass(vector.text, { ...context, ...vector.context })).toEqual(expected);
  });
});

describe('a valid code', () => {
  it('is refused with any one of its 784 bits flipped', () => {
    const bytes = expectOk(decodeBase45(valid.slice(4)), 'the code decodes');
    const accepted: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (verifyPass(`LK1:${encodeBase45(flipped)}`, context).ok) accepted.push(bit);
    }
    expect(bytes.length * 8).toBe(784);
    expect(accepted).toEqual([]);
  });

  it('is refused with any one of its characters changed, dropped or doubled', () => {
    const accepted: string[] = [];
    for (let i = 0; i < valid.length; i++) {
      const other = valid[i] === 'Z' ? 'Y' : 'Z';
      for (const middle of [other, '', `${valid[i]}${valid[i]}`]) {
        const text = valid.slice(0, i) + middle + valid.slice(i + 1);
        if (verifyPass(text, context).ok) accepted.push(text);
      }
    }
    expect(accepted).toEqual([]);
  });

  it('is not looked at before its signature holds: a forged body for another bank is a wrong signature, not a wrong bank', () => {
    const bytes = expectOk(decodeBase45(valid.slice(4)), 'the code decodes');
    bytes[7] = 9;
    expect(verifyPass(`LK1:${encodeBase45(bytes)}`, context)).toEqual({ ok: false, error: { kind: 'R_SIG' } });
  });

  it('with a rotating code behind it still asks for what this station cannot check', () => {
    const text = vectorText(vectorBody('rotating', { flags: { pin: false, totp: true, assistOnly: false } }));
    expect(verifyPass(`${text}.12345678`, context)).toEqual({ ok: false, error: { kind: 'R_TOTP' } });
    expect(readPassText(`${text}.12345678`)).toMatchObject({ ok: true, value: { totp: '12345678' } });
  });
});

describe('a clock in doubt', () => {
  const now = file.context.nowSeconds;
  const judge = (body: Partial<PassBody>, change: Partial<PassContext> = {}) => {
    const judged = verifyPass(vectorText(vectorBody('doubt', body)), { ...context, clockSuspect: true, ...change });
    return judged.ok ? 'opens' : judged.error.kind;
  };

  it('gives a code a day after its end, and not a second more', () => {
    const ended = (seconds: number) => judge({ notBefore: now - 200_000, expires: now - seconds });
    expect([ended(86_400), ended(86_401)]).toEqual(['opens', 'R_TIME']);
  });

  it('takes no code behind which is only the time: couriers, staff, rotating', () => {
    const kinds: PassKind[] = ['collect', 'return', 'courier-deposit', 'courier-collect', 'staff-challenge'];
    expect(kinds.map((kind) => judge({ kind }))).toEqual(['opens', 'opens', 'R_TIME', 'R_TIME', 'R_TIME']);
    const rotating = vectorText(vectorBody('rotating', { flags: { pin: false, totp: true, assistOnly: false } }));
    const asked: string[] = [];
    const checkTotp = (_passId: PassId, digits: string) => asked.push(digits) > 0;
    expect([true, false].map((clockSuspect) => verifyPass(`${rotating}.12345678`, { ...context, clockSuspect, checkTotp }).ok)).toEqual([false, true]);
    expect(asked).toEqual(['12345678']);
  });
});

describe('hostile texts', () => {
  it('are all refused as a wrong format, quickly and without a throw', () => {
    const hostile = [
      ...['', 'A', 'A'.repeat(511), 'A'.repeat(512), 'A'.repeat(513), 'A'.repeat(2953), '1'.repeat(7089)],
      ...Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)),
      ...Array.from({ length: 256 }, (_, byte) => valid.slice(0, 60) + String.fromCharCode(byte) + valid.slice(60)),
      ...['\u0000', '\ufeff', '\u202e', '\u200b', '😀', ']Q2\\000026', ']C1', '\u001b[2J'].flatMap((head) => [head, head + valid, valid + head]),
      ...['https://example.org', 'javascript:alert(1)', 'file:///etc/passwd', 'tel:112', 'WIFI:S:a;;', 'BEGIN:VCARD', 'data:text/html,x'],
      ...[
        "' OR 1=1--",
        '$(reboot)',
        '../../etc/passwd',
        '{"__proto__":{}}',
        '%n%n%n',
        valid.replace('LK1', 'LK2'),
        valid.replaceAll('A', 'А'),
        valid.replaceAll('1', '１'),
      ],
    ];
    const wrong = hostile.filter((text) => JSON.stringify(verifyPass(text, context)) !== '{"ok":false,"error":{"kind":"R_FORMAT","productCode":false}}');
    expect(wrong).toEqual([]);
  });

  it('of any characters never pass and never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(verifyPass(text, context).ok).toBe(false);
      }),
    );
  });

  it('of any 98 bytes in a pass’s clothes never pass', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 98, maxLength: 98 }), (bytes) => {
        expect(verifyPass(`LK1:${encodeBase45(bytes)}`, context).ok).toBe(false);
      }),
    );
  });
});

describe('Ed25519 where libraries differ', () => {
  /** All encodings of y whose point has an order that divides 8, with either sign bit. */
  const small = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ].flatMap((hex) => [
    Buffer.from(hex, 'hex'),
    Buffer.concat([Buffer.from(hex, 'hex').subarray(0, 31), Buffer.from([Number.parseInt(hex.slice(62), 16) | 0x80])]),
  ]);

  it('a key or R of small order is refused, even by a verifier that would take anything', () => {
    const credulous: PassContext = { ...context, verify: () => true };
    const body = vectorBody('small order');
    const good = Buffer.from('5866666666666666666666666666666666666666666666666666666666666666', 'hex');
    for (const point of small) {
      const asR = `LK1:${encodeBase45(Uint8Array.from([...encodePassBody(body), ...point, ...new Uint8Array(32)]))}`;
      expect(verifyPass(asR, credulous)).toEqual({ ok: false, error: { kind: 'R_SIG' } });
      const asKey: PassContext = {
        ...credulous,
        keys: new Map([[1, { keyId: 1, publicKey: Uint8Array.from(point), revoked: false, minNotBefore: 0, maxNotBefore: 0xffffffff }]]),
      };
      const goodR = `LK1:${encodeBase45(Uint8Array.from([...encodePassBody(body), ...good, ...new Uint8Array(32)]))}`;
      expect(verifyPass(goodR, asKey)).toEqual({ ok: false, error: { kind: 'R_KEY' } });
      expect(verifyPass(goodR, credulous)).toMatchObject({ ok: true });
    }
  });

  it('S at the order of the group or above is refused, even by a verifier that would take anything', () => {
    const credulous: PassContext = { ...context, verify: () => true };
    const body = encodePassBody(vectorBody('large S'));
    const good = Buffer.from('58'.padEnd(64, '6'), 'hex');
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const judged = [order - 1n, order, order + 1n, 2n ** 256n - 1n].map((s) => {
      const bytes = Uint8Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 0xffn));
      return verifyPass(`LK1:${encodeBase45(Uint8Array.from([...body, ...good, ...bytes]))}`, credulous).ok;
    });
    expect(judged).toEqual([true, false, false, false]);
  });

  it('a key of the wrong length is no key', () => {
    const keys = new Map([[1, { keyId: 1, publicKey: new Uint8Array(31), revoked: false, minNotBefore: 0, maxNotBefore: 0xffffffff }]]);
    expect(verifyPass(valid, { ...context, keys })).toEqual({ ok: false, error: { kind: 'R_KEY' } });
  });
});

describe('a pass body', () => {
  const arbitraryBody: fc.Arbitrary<PassBody> = fc
    .record({
      kind: fc.constantFrom<PassKind>('collect', 'return', 'courier-deposit', 'courier-collect', 'staff-challenge'),
      flags: fc.record({ pin: fc.boolean(), totp: fc.boolean(), assistOnly: fc.boolean() }),
      keyId: fc.integer({ min: 0, max: 0xffff }),
      bank: fc.oneof(fc.integer({ min: 0, max: 0xfffffffe }), fc.constant('any' as const)),
      passId: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => toHex(bytes) as PassId),
      generation: fc.integer({ min: 0, max: 255 }),
      notBefore: fc.integer({ min: 0, max: 0xffffffff - MAX_PASS_SECONDS }),
      life: fc.integer({ min: 1, max: MAX_PASS_SECONDS }),
    })
    .map(({ life, ...body }) => ({ ...body, expires: body.notBefore + life }));

  it('comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(arbitraryBody, (body) => {
        expect(decodePassBody(encodePassBody(body))).toEqual({ ok: true, value: body });
      }),
    );
  });

  it('comes back from its signed text, and two bodies never share a text', () => {
    fc.assert(
      fc.property(arbitraryBody, (body) => {
        const text = vectorText(body);
        expect(text).toMatch(/^LK1:[0-9A-Z $%*+\-./:]{147}$/);
        expect(readPassText(text)).toMatchObject({ ok: true, value: { body } });
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, Partial<PassBody>]>([
    ['a key number above 65535', { keyId: 65_536 }],
    ['a bank that means any', { bank: 0xffffffff }],
    ['a generation above 255', { generation: 256 }],
    ['a life above 35 days', { expires: vectorBody('x').notBefore + MAX_PASS_SECONDS + 1 }],
    ['a pass id that is not 16 bytes', { passId: 'abcd' as PassId }],
    ['a time that is no whole second', { notBefore: 1.5, expires: 2 }],
  ])('with %s is a bug of the signer', (_name, change) => {
    expect(() => encodePassBody(vectorBody('x', change))).toThrow();
  });

  it('is not signed with a signature of the wrong size', () => {
    expect(() => signPass(vectorBody('x'), file.context.tenantId, () => new Uint8Array(63))).toThrow();
  });
});

describe('a product code', () => {
  it.each(['96385074', '036000291452', '4006381333931', '14006381333938', 'http://shop.example/a/01/04006381333931?x=1'])('is known: %s', (text) => {
    expect(looksLikeProductCode(text)).toBe(true);
  });
  it.each([
    '4006381333932',
    '400638133393',
    '1234',
    ' 4006381333931',
    'https://x.example/01/04006381333932',
    'ftp://x/01/04006381333931',
    '/01/04006381333931',
  ])('is not any other digits or address: %s', (text) => {
    expect(looksLikeProductCode(text)).toBe(false);
  });
});
