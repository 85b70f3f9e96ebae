import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { encodeBase64Url } from '../../../../src/contract/hub/base64.ts';
import { type SignatureHeaders, signRequest } from '../../../../src/contract/hub/signature.ts';

/** What a test may bend in a signed request. */
export interface Bend {
  readonly created?: number;
  readonly nonce?: string;
  readonly keyId?: string;
  /** Signed as if sent here. */
  readonly signedUri?: string;
  /** Signed instead of the body that is sent. */
  readonly signedBody?: string;
}

/** A station's own key, which signs requests as a station does. */
export interface SigningStation {
  readonly publicKey: string;
  headers(request: { method: string; uri: string; body?: string | undefined; nowSeconds: number }, stationId: string, bend?: Bend): SignatureHeaders;
}

/** A fresh key pair. */
export function makeSigner(): SigningStation {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
    headers(request, stationId, bend = {}) {
      const created = bend.created ?? request.nowSeconds;
      const nonce = bend.nonce ?? encodeBase64Url(randomBytes(16));
      const body = new TextEncoder().encode(bend.signedBody ?? request.body ?? '');
      const target = { method: request.method, targetUri: bend.signedUri ?? request.uri, body };
      return signRequest(target, { created, expires: created + 60, nonce, keyId: bend.keyId ?? stationId }, crypto(privateKey));
    },
  };
}

function crypto(privateKey: KeyObject) {
  return {
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
    sign: (message: Uint8Array) => sign(null, message, privateKey),
  };
}
