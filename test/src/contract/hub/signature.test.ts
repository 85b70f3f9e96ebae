import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from '../../../../src/contract/hub/base64.ts';
import {
  asciiBytes,
  checkSignature,
  contentDigest,
  readSignature,
  type SignableRequest,
  type SignatureParameters,
  signatureBase,
  signRequest,
} from '../../../../src/contract/hub/signature.ts';
import { expectOk } from '../../../../src/kernel/result.ts';

/** RFC 9421, appendix B.1.4. */
const jwk = { kty: 'OKP', crv: 'Ed25519', d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' };
const privateKey = createPrivateKey({ format: 'jwk', key: jwk });
const publicKey = createPublicKey({ format: 'jwk', key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x } });
const rawPublicKey = expectRaw(jwk.x);

const crypto = {
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
  sign: (message: Uint8Array) => sign(null, message, privateKey),
  verify: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    Buffer.compare(key, rawPublicKey) === 0 && verify(null, message, publicKey, signature),
};

const request: SignableRequest = {
  method: 'POST',
  targetUri: 'https://hub.example/v1/push?x=1',
  body: new TextEncoder().encode('{"hello": "world"}'),
};
const parameters: SignatureParameters = { created: 1_760_000_000, expires: 1_760_000_060, nonce: 'AAAAAAAAAAAAAAAAAAAAAA', keyId: 'station-1' };

describe('published vectors', () => {
  it('digests the content of RFC 9530, appendix B', () => {
    expect(contentDigest(crypto.sha256(request.body))).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:');
  });

  it('builds the base of RFC 9421, appendix B.2.6, whose signature verifies', () => {
    const base = signatureBase(
      [
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['@method', 'POST'],
        ['@path', '/foo'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ],
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    const published = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
    expect(encodeBase64(crypto.sign(asciiBytes(base)))).toBe(published);
  });
});

describe('a signed request', () => {
  it('carries exactly these headers', () => {
    expect(signRequest(request, parameters, crypto)).toEqual({
      'content-digest': 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
      'signature-input':
        'sig1=("@method" "@target-uri" "content-digest");created=1760000000;expires=1760000060;nonce="AAAAAAAAAAAAAAAAAAAAAA";keyid="station-1";alg="ed25519"',
      signature: 'sig1=:5HY9kREczXEIG5hyizwOE0g3hngDNQrDmiDg4ceZQMydQUiQoDtntU6jAM/w0SffF3E3BPBZijJ8/sm0fVE+Cw==:',
    });
  });

  it('is believed inside its time, and not after it or far before it', () => {
    const received = expectOk(readSignature({ ...signRequest(request, parameters, crypto) }), 'read');
    const at = (nowSeconds: number) => {
      const checked = checkSignature(received, request, { publicKey: rawPublicKey, nowSeconds }, crypto);
      return checked.ok ? 'believed' : checked.error.kind;
    };
    expect([-301, -300, 0, 60, 61].map((seconds) => at(parameters.created + seconds))).toEqual(['stale', 'believed', 'believed', 'believed', 'stale']);
  });

  it('is refused when it asks for a life longer than the window', () => {
    const long = { ...parameters, expires: parameters.created + 301 };
    const received = expectOk(readSignature({ ...signRequest(request, long, crypto) }), 'read');
    expect(checkSignature(received, request, { publicKey: rawPublicKey, nowSeconds: long.created }, crypto)).toEqual({ ok: false, error: { kind: 'stale' } });
  });

  it.each([
    ['another method', { ...request, method: 'PUT' }, 'signature'],
    ['another address', { ...request, targetUri: 'https://hub.example/v1/push' }, 'signature'],
    ['another content', { ...request, body: new TextEncoder().encode('{"hello": "World"}') }, 'digest'],
    ['an address that is not ASCII', { ...request, targetUri: 'https://hub.example/ñ' }, 'signature'],
    ['no content', { ...request, body: new Uint8Array() }, 'digest'],
  ])('is refused for %s', (_, other, kind) => {
    const received = expectOk(readSignature({ ...signRequest(request, parameters, crypto) }), 'read');
    expect(checkSignature(received, other, { publicKey: rawPublicKey, nowSeconds: parameters.created }, crypto)).toEqual({ ok: false, error: { kind } });
  });

  it('is refused when any parameter was changed after signing', () => {
    const headers = signRequest(request, parameters, crypto);
    const changed = headers['signature-input'].replace('expires=1760000060', 'expires=1760000061');
    const received = expectOk(readSignature({ ...headers, 'signature-input': changed }), 'read');
    expect(checkSignature(received, request, { publicKey: rawPublicKey, nowSeconds: parameters.created }, crypto)).toEqual({
      ok: false,
      error: { kind: 'signature' },
    });
  });

  it('is read with its parameters in any order and without alg', () => {
    const text = '("@method" "@target-uri" "content-digest");keyid="s";nonce="n";expires=9;created=8';
    const headers = {
      'content-digest': contentDigest(new Uint8Array(32)),
      'signature-input': `a=${text}`,
      signature: `a=:${encodeBase64(new Uint8Array(64))}:`,
    };
    expect(expectOk(readSignature(headers), 'read')).toMatchObject({ keyId: 's', nonce: 'n', created: 8, expires: 9, parameterText: text });
  });
});

describe('headers that are not a signature', () => {
  const good = { ...signRequest(request, parameters, crypto) };
  it.each([
    ['none at all', {}, 'unsigned'],
    ['a missing digest', { ...good, 'content-digest': undefined }, 'unsigned'],
    ['a repeated header', { ...good, signature: [good.signature, good.signature] }, 'unsigned'],
    ['another digest algorithm', { ...good, 'content-digest': 'md5=:AAAA:' }, 'malformed'],
    ['fewer components', { ...good, 'signature-input': good['signature-input'].replace(' "content-digest"', '') }, 'malformed'],
    ['a repeated parameter', { ...good, 'signature-input': `${good['signature-input']};created=1` }, 'malformed'],
    ['an unknown parameter', { ...good, 'signature-input': `${good['signature-input']};tag="x"` }, 'malformed'],
    ['another algorithm', { ...good, 'signature-input': good['signature-input'].replace('ed25519', 'hmac-sha256') }, 'malformed'],
    ['no nonce', { ...good, 'signature-input': good['signature-input'].replace(/nonce="[^"]*";/, '') }, 'malformed'],
    ['two labels', { ...good, signature: good.signature.replace('sig1', 'sig2') }, 'malformed'],
    ['a short signature', { ...good, signature: 'sig1=:AAAA:' }, 'malformed'],
  ])('are refused: %s', (_, headers, kind) => {
    expect(readSignature(headers)).toMatchObject({ ok: false, error: { kind } });
  });

  it('never make the reader throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (digest, input, value) => {
        expect(readSignature({ 'content-digest': digest, 'signature-input': input, signature: value }).ok).toBe(false);
      }),
    );
  });
});

describe('base64', () => {
  it('agrees with another implementation for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
        expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['A', 'AB=', 'AB==C', 'AR==', 'A?==', '===='])('refuses %s', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });
});

function expectRaw(text: string): Uint8Array {
  const bytes = decodeBase64Url(text);
  if (bytes === null) throw new Error('not base64url');
  return bytes;
}
