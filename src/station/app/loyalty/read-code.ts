import { decodeBase64Url } from '../../../contract/hub/base64.ts';
import type { Coupon } from '../../../contract/loyalty/loyalty.ts';
import { verifyMemberCode } from '../../../contract/loyalty/member-code.ts';
import type { VerifyEd25519 } from '../../../contract/pass/pass.ts';
import { readCouponCode } from '../../../core/loyalty/coupon-code.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { StationStore } from '../../ports/store.ts';

/** What reading a coupon's or a member's code needs. */
export interface ReadCodeParts {
  readonly store: Pick<StationStore, 'read'>;
  readonly verify: VerifyEd25519;
  /** Null: this station is nobody's yet. */
  tenantId(): TenantId | null;
}

/** What a code turned out to be. */
export type ReadBenefit =
  | { readonly kind: 'coupon'; readonly coupon: Coupon }
  | { readonly kind: 'member'; readonly memberId: string; readonly reachedBy: 'email' | 'phone' | null };

/** Why it is nothing that counts here. */
export interface UnreadBenefit {
  readonly kind: 'other-code' | 'mistyped' | 'unknown-coupon' | 'member-not-here' | 'member-replaced';
}

/**
 * What somebody typed or held to the scanner. A member's code is believed for its signature alone, also where the hub has not told of the member
 * yet; one of which a newer one is known was lost by its owner, and is not.
 */
export function readBenefit(parts: ReadCodeParts, text: string): Result<ReadBenefit, UnreadBenefit> {
  const { read } = parts.store;
  if (text.trim().startsWith('PM1:')) return readMember(parts, text.trim());
  const code = readCouponCode(text);
  if (!code.ok) return code;
  const coupon = read.couponByCode(code.value);
  return coupon === null ? err({ kind: 'unknown-coupon' }) : ok({ kind: 'coupon', coupon });
}

function readMember({ store, verify, tenantId }: ReadCodeParts, text: string): Result<ReadBenefit, UnreadBenefit> {
  const tenant = tenantId();
  const rules = store.read.loyaltyRules();
  if (tenant === null || rules === null) return err({ kind: 'member-not-here' });
  const keys = new Map(rules.memberKeys.map(({ keyId, publicKey }) => [keyId, decodeBase64Url(publicKey) ?? new Uint8Array()]));
  const code = verifyMemberCode(text, { tenantId: tenant, keys, verify });
  if (!code.ok) return err({ kind: code.error.kind === 'other-code' ? 'other-code' : 'member-not-here' });
  const { memberId, generation } = code.value;
  const row = store.read.loyaltyMember(memberId);
  if (row !== null && row.generation !== generation) return err({ kind: 'member-replaced' });
  return ok({ kind: 'member', memberId, reachedBy: row?.reachedBy ?? null });
}
