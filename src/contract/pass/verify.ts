import { err, ok, type Result } from '../../kernel/result.ts';
import { hasCanonicalScalar, isSmallOrderPoint } from './ed25519-strict.ts';
import { ANY_BANK, type PassText, passMessage, readPassText } from './lk1.ts';
import type { PassBody, PassContext, PassKey, PassKind, PassRefusal } from './pass.ts';
import { looksLikeProductCode } from './product-code.ts';

/**
 * Judges the text of a pass without a database: shape and Base45, fields, key, signature, bank, time, rotating code, in this order,
 * so that the first refusal is the same for the same code everywhere and nothing of a forged code is believed. What depends on
 * what the station has seen (generation, revocation, PIN, the parcel) is judged after it, by the caller.
 */
export function verifyPass(text: string, context: PassContext): Result<PassBody, PassRefusal> {
  const read = readPassText(text);
  if (!read.ok) return err({ kind: 'R_FORMAT', productCode: looksLikeProductCode(text) });
  const { body } = read.value;
  const key = usableKey(body, context);
  if (key === null) return err({ kind: 'R_KEY' });
  if (!signatureHolds(read.value, key, context)) return err({ kind: 'R_SIG' });
  if (!isForBank(body, context.bank)) return err({ kind: 'R_BANK', bank: body.bank === 'any' ? ANY_BANK : body.bank });
  if (!isInTime(body, context)) return err({ kind: 'R_TIME' });
  if (body.flags.totp && !hasRotatingCode(read.value, context)) return err({ kind: 'R_TOTP' });
  return ok(body);
}

/** How much earlier than its beginning a pass is taken: clocks differ. Seconds. */
const EARLY_SECONDS = 600;
/** How much longer a pass is taken while the clock is not to be trusted: the parcel's presence is the authority. Seconds. */
const SUSPECT_CLOCK_SECONDS = 86_400;

/** Kinds that are refused while the clock is not to be trusted. */
const NEED_A_CLOCK: ReadonlySet<PassKind> = new Set<PassKind>(['courier-deposit', 'courier-collect', 'staff-challenge']);

function usableKey(body: PassBody, context: PassContext): PassKey | null {
  const key = context.keys.get(body.keyId);
  if (key === undefined || key.revoked || body.notBefore < key.minNotBefore || body.notBefore > key.maxNotBefore) return null;
  if (key.publicKey.length !== 32 || isSmallOrderPoint(key.publicKey)) return null;
  return key;
}

function signatureHolds(pass: PassText, key: PassKey, context: PassContext): boolean {
  if (!hasCanonicalScalar(pass.signature) || isSmallOrderPoint(pass.signature.subarray(0, 32))) return false;
  return context.verify(key.publicKey, passMessage(context.tenantId, pass.bodyBytes), pass.signature);
}

function isForBank(body: PassBody, bank: number): boolean {
  return body.bank === 'any' ? body.kind === 'return' : body.bank === bank;
}

function hasRotatingCode({ body, totp }: PassText, context: PassContext): boolean {
  return totp !== null && !context.clockSuspect && context.checkTotp(body.passId, totp);
}

function isInTime(body: PassBody, context: PassContext): boolean {
  // The parcel that lies there is the authority behind a customer's code; behind these is only the time.
  if (context.clockSuspect && NEED_A_CLOCK.has(body.kind)) return false;
  const latest = body.expires + (context.clockSuspect ? SUSPECT_CLOCK_SECONDS : 0);
  return context.nowSeconds >= body.notBefore - EARLY_SECONDS && context.nowSeconds <= latest;
}
