/** Seconds that one rotating code is shown for, and how many digits it has (RFC 6238, section 4.1; RFC 4226, section 5.3). */
export const TOTP_STEP_SECONDS = 30;
export const TOTP_DIGITS = 8;
/** Steps by which a phone's clock may be off, to either side. */
export const TOTP_DRIFT_STEPS = 1;
/** The hub must have told the time within this long, or no rotating code is believed: its worth is the clock's. Milliseconds. */
export const TOTP_TIME_LIFE_MS = 7 * 86_400_000;

/** The step of a moment in Unix seconds. */
export function totpStep(nowSeconds: number): number {
  return Math.floor(nowSeconds / TOTP_STEP_SECONDS);
}

/**
 * The step whose code was shown: the one of `nowSeconds`, or the one before or after. Null where none fits. Every step is computed and
 * every digit compared whatever the ones before said, so that the time it takes tells nothing. `codeAt` null: there is no secret here.
 */
export function matchTotp(digits: string, nowSeconds: number, codeAt: (step: number) => string | null): number | null {
  const now = totpStep(nowSeconds);
  let match: number | null = null;
  for (let step = now - TOTP_DRIFT_STEPS; step <= now + TOTP_DRIFT_STEPS; step++) {
    const code = codeAt(step);
    if (code !== null && isSame(code, digits)) match = step;
  }
  return match;
}

/**
 * The digits of an HMAC (RFC 4226, section 5.3, "dynamic truncation"): 31 bits from the place that its last four bits name, the last
 * eight decimal digits of them. The HMAC is SHA-256's (RFC 6238, section 1.2 allows it), of the step as eight bytes.
 */
export function totpDigits(hmac: Uint8Array): string {
  const at = (hmac[hmac.length - 1] ?? 0) & 0x0f;
  const [a = 0, b = 0, c = 0, d = 0] = hmac.subarray(at, at + 4);
  const value = ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d;
  return String(value % 10 ** TOTP_DIGITS).padStart(TOTP_DIGITS, '0');
}

function isSame(code: string, digits: string): boolean {
  let different = code.length ^ digits.length;
  for (let i = 0; i < TOTP_DIGITS; i++) different |= code.charCodeAt(i) ^ digits.charCodeAt(i);
  return different === 0;
}
