import type { PassId, TenantId } from '../../kernel/ids.ts';

/** What a pass is for (LK1 `kind`, high nibble of byte 1). */
export type PassKind = 'collect' | 'return' | 'courier-deposit' | 'courier-collect' | 'staff-challenge';

/** The 34 bytes of an LK1 body, decoded. Times are Unix seconds. */
export interface PassBody {
  readonly kind: PassKind;
  readonly flags: { readonly pin: boolean; readonly totp: boolean; readonly assistOnly: boolean };
  /** Number of the signing key inside the tenant's key bundle, 0..65535. */
  readonly keyId: number;
  /** The locker bank the pass is for, 0..0xFFFFFFFE; `'any'` only for returns. */
  readonly bank: number | 'any';
  readonly passId: PassId;
  /** Reissue generation, 0..255. */
  readonly generation: number;
  readonly notBefore: number;
  readonly expires: number;
}

/** A public key that signs passes, as the hub publishes it. Times are Unix seconds. */
export interface PassKey {
  readonly keyId: number;
  /** Raw 32-byte Ed25519 public key. */
  readonly publicKey: Uint8Array;
  readonly revoked: boolean;
  /** Passes whose `notBefore` is earlier are refused: how a leaked key is limited. */
  readonly minNotBefore: number;
  /** Passes whose `notBefore` is later are refused: the key had stopped signing by then. */
  readonly maxNotBefore: number;
}

/** Checks an Ed25519 signature (RFC 8032). Passed in: this folder has no crypto of its own. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** Signs with the hub's Ed25519 key. */
export type SignEd25519 = (message: Uint8Array) => Uint8Array;

/** Why a code is refused. The reason goes to the audit; the person reads one general message. */
export type PassRefusal =
  | { readonly kind: 'R_FORMAT'; readonly productCode: boolean }
  | { readonly kind: 'R_KEY' }
  | { readonly kind: 'R_SIG' }
  | { readonly kind: 'R_BANK'; readonly bank: number }
  | { readonly kind: 'R_TIME' }
  | { readonly kind: 'R_REVOKED' }
  /** The pass needs a rotating code: none was shown, it was wrong, it was used before, or this station cannot check it now. */
  | { readonly kind: 'R_TOTP' }
  | { readonly kind: 'R_PIN' }
  | { readonly kind: 'R_STATE' };

/** What a station must know to judge a code. */
export interface PassContext {
  readonly tenantId: TenantId;
  readonly bank: number;
  readonly keys: ReadonlyMap<number, PassKey>;
  /** Effective time in Unix seconds (never before the highest time seen). */
  readonly nowSeconds: number;
  /** With a suspect clock expiry is widened by 24 hours; what hangs on the time alone (couriers, staff, rotating codes) is refused. */
  readonly clockSuspect: boolean;
  /** Is this the rotating code of the pass, now? Asked after everything else was good. */
  readonly checkTotp: (passId: PassId, digits: string) => boolean;
  readonly verify: VerifyEd25519;
}
