import { CONSENT_WORDING, type ConsentGiven } from '../../../contract/events/loyalty-operations.ts';
import type { ConsentPurpose } from '../../../contract/loyalty/loyalty.ts';
import type { BenefitOffers, SessionBenefits } from '../../../contract/station/benefit-views.ts';
import { goodsOf } from '../../../core/loyalty/discounts.ts';
import { type Benefits, MAX_COUPONS, MAX_SIGN_UPS, MAX_WRONG_CODES } from '../../../core/sessions/benefits.ts';
import type { ShopperSession } from '../../../core/sessions/shopper-session.ts';
import { uuidV7 } from '../../../kernel/ids.ts';
import type { Money } from '../../../kernel/money.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import { type StoreWriter, takesNew } from '../../ports/store.ts';
import { readBenefit, type UnreadBenefit } from '../loyalty/read-code.ts';
import { type Weighed, weigh } from '../loyalty/weigh.ts';
import { areCouponsBlocked, countUnknownCoupon } from './coupon-guard.ts';
import type { KnownAddress } from './known-address.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** Why a code is not taken into the bag. */
export type EnterCodeRefusal =
  | UnreadBenefit['kind']
  | 'no-session'
  | 'coupon-early'
  | 'coupon-over'
  | 'coupon-currency'
  | 'coupon-used'
  | 'coupon-needs-hub'
  | 'coupon-alone'
  | 'coupon-there'
  | 'wait'
  | 'storage';

type Changed = Result<undefined, { readonly kind: 'no-session' | 'storage' }>;

/** The intents of coupons, the member, points, consents and the gift receipt, as the contract words them. */
export interface KioskBenefits {
  enterCode(input: { readonly code: string }): Result<{ readonly kind: 'coupon' | 'member' }, { readonly kind: EnterCodeRefusal }>;
  dropCoupon(input: { readonly couponId: string }): Changed;
  forgetMember(): Changed;
  spendPoints(input: { readonly use: boolean }): Result<undefined, { readonly kind: 'no-session' | 'no-points' | 'storage' }>;
  setGift(input: { readonly gift: boolean }): Changed;
  setConsents(input: Benefits['consents']): Changed;
  signUp(input: {
    readonly purpose: ConsentPurpose;
    readonly email: string;
  }): Result<undefined, { readonly kind: 'no-session' | 'not-offered' | 'too-often' | 'storage' }>;
}

/** Creates them over the kiosk's session. Whatever is known of a shopper here ends with it. */
export function createBenefits(parts: KioskParts, keeper: SessionKeeper, known: Pick<KnownAddress, 'remember'>): KioskBenefits {
  const change = (next: (benefits: Benefits) => Benefits): Changed => {
    const session = shopping(keeper);
    if (session === null) return err({ kind: 'no-session' });
    const set = keeper.apply({ kind: 'set-benefits', benefits: next(session.benefits) });
    return set.ok ? done : err({ kind: set.error.kind === 'storage' ? 'storage' : 'no-session' });
  };
  return {
    enterCode: ({ code }) => {
      const entered = enterCode(parts, keeper, code);
      const { sessionId, benefits } = keeper.current() ?? {};
      const memberId = benefits?.member?.memberId;
      if (entered.ok && entered.value.kind === 'member' && sessionId !== undefined && memberId !== undefined)
        known.remember(sessionId, { memberId, code: code.trim() });
      return entered;
    },
    dropCoupon: ({ couponId }) => change((benefits) => ({ ...benefits, couponIds: benefits.couponIds.filter((id) => id !== couponId) })),
    forgetMember: () => change((benefits) => ({ ...benefits, member: null, usePoints: false })),
    spendPoints: ({ use }) => {
      const session = shopping(keeper);
      const usable = session === null ? 0 : (weighSession(parts, session).member?.usable ?? 0);
      if (session !== null && use && usable === 0) return err({ kind: 'no-points' });
      return change((benefits) => ({ ...benefits, usePoints: use }));
    },
    setGift: ({ gift }) => change((benefits) => ({ ...benefits, gift })),
    setConsents: (consents) => change((benefits) => ({ ...benefits, consents })),
    signUp: (input) => signUp(parts, keeper, input),
  };
}

/** What coupons and points take off the bag of a session now. */
export function weighSession(parts: KioskParts, session: ShopperSession): Weighed {
  const { benefits, bag, locale } = session;
  const currency = bag[0]?.unitPrice.currency ?? parts.place().currency;
  const goods: Money = goodsOf(bag, currency);
  const { couponIds, member, usePoints } = benefits;
  return weigh(parts, { goods, couponIds, memberId: member?.memberId ?? null, usePoints, locale, orderId: null });
}

/** What the kiosk's screens draw of it. */
export function benefitsView(parts: KioskParts, session: ShopperSession): SessionBenefits {
  const { coupons, discounts, member, earns } = weighSession(parts, session);
  const { usePoints, gift, consents, signedUp } = session.benefits;
  return {
    coupons: [...coupons],
    discounts: [...discounts],
    member,
    usePoints,
    earns,
    gift,
    consents,
    signedUp: [...signedUp],
    offers: offersOf(parts),
  };
}

/** Counts what an order takes in against this station's allotments; inside the order's transaction. */
export function writeBenefitUses(tx: StoreWriter, order: Parameters<StoreWriter['putBenefitUses']>[0], weighed: Weighed): void {
  const memberId = weighed.member?.memberId ?? null;
  tx.putBenefitUses(
    order,
    weighed.discounts.map(({ couponId, points }) => ({ orderId: order, couponId: couponId ?? 'points', memberId, points: points ?? 0 })),
  );
}

/** What was said yes to beside an order whose messages go to a mailbox: told with it, each by itself. */
export function writeConsents(tx: StoreWriter, parts: KioskParts, session: ShopperSession): void {
  const { contact, benefits } = session;
  if (contact?.kind !== 'email') return;
  const offers = offersOf(parts);
  if (benefits.consents.newsletter && offers.newsletter) tx.enqueue(consent(parts, session, { kind: 'newsletter' }, contact.email), parts.clock.now());
  if (benefits.consents.membership && offers.membership && benefits.member === null) {
    tx.enqueue(consent(parts, session, { kind: 'membership' }, contact.email), parts.clock.now());
  }
}

/** The name by which a session remembers what was signed up for. */
export function purposeName(purpose: ConsentPurpose): string {
  return purpose.kind === 'box' ? `box:${purpose.boxId}` : purpose.kind;
}

function shopping(keeper: SessionKeeper): ShopperSession | null {
  const session = keeper.current();
  return session?.phase.kind === 'shopping' ? session : null;
}

function offersOf(parts: KioskParts): BenefitOffers {
  const rules = parts.store.read.loyaltyRules();
  if (rules === null) return { coupons: false, members: false, newsletter: false, membership: false, boxes: [] };
  return { coupons: true, members: rules.memberKeys.length > 0, newsletter: rules.newsletter, membership: rules.membership, boxes: rules.boxes };
}

function enterCode(parts: KioskParts, keeper: SessionKeeper, text: string): ReturnType<KioskBenefits['enterCode']> {
  const session = shopping(keeper);
  if (session === null) return err({ kind: 'no-session' });
  keeper.touch();
  if (session.benefits.wrongCodes >= MAX_WRONG_CODES) return err({ kind: 'wait' });
  const found = readBenefit(parts, text);
  // Whether such a coupon exists is not told to whoever has to wait.
  const isCoupon = found.ok ? found.value.kind === 'coupon' : found.error.kind === 'unknown-coupon';
  if (isCoupon && areCouponsBlocked(parts)) return err({ kind: 'wait' });
  if (!found.ok) {
    if (found.error.kind === 'unknown-coupon' && !countUnknownCoupon(parts)) return err({ kind: 'storage' });
    // Whatever it is, too many of them end the tries of this session, and of nobody else.
    const counted = keeper.applyInMemory({ kind: 'set-benefits', benefits: { ...session.benefits, wrongCodes: session.benefits.wrongCodes + 1 } });
    return counted.ok ? found : err({ kind: 'no-session' });
  }
  if (found.value.kind === 'coupon') return addCoupon(parts, keeper, session, found.value.coupon.couponId);
  const { memberId, reachedBy } = found.value;
  const benefits = { ...session.benefits, member: { memberId, reachedBy }, usePoints: false };
  const set = keeper.apply({ kind: 'set-benefits', benefits });
  return set.ok ? ok({ kind: 'member' }) : err({ kind: set.error.kind === 'storage' ? 'storage' : 'no-session' });
}

function addCoupon(parts: KioskParts, keeper: SessionKeeper, session: ShopperSession, couponId: string): ReturnType<KioskBenefits['enterCode']> {
  const { benefits } = session;
  if (benefits.couponIds.includes(couponId)) return err({ kind: 'coupon-there' });
  if (benefits.couponIds.length >= MAX_COUPONS) return err({ kind: 'coupon-alone' });
  const next = { ...benefits, couponIds: [...benefits.couponIds, couponId] };
  const trouble = weighSession(parts, { ...session, benefits: next }).coupons.at(-1)?.trouble ?? null;
  // What can still come to count (more goods, a member's code) is taken and says so; what cannot is not.
  if (trouble !== null && trouble.kind !== 'coupon-minimum' && trouble.kind !== 'coupon-members') return err({ kind: trouble.kind });
  const set = keeper.apply({ kind: 'set-benefits', benefits: next });
  return set.ok ? ok({ kind: 'coupon' }) : err({ kind: set.error.kind === 'storage' ? 'storage' : 'no-session' });
}

function signUp(
  parts: KioskParts,
  keeper: SessionKeeper,
  { purpose, email }: { readonly purpose: ConsentPurpose; readonly email: string },
): ReturnType<KioskBenefits['signUp']> {
  const session = keeper.current();
  if (session === null) return err({ kind: 'no-session' });
  keeper.touch();
  if (!isOffered(offersOf(parts), purpose)) return err({ kind: 'not-offered' });
  const { benefits } = session;
  const name = purposeName(purpose);
  if (benefits.signedUp.includes(name)) return done;
  if (benefits.signedUp.length >= MAX_SIGN_UPS) return err({ kind: 'too-often' });
  if (!takesNew(parts.store)) return err({ kind: 'storage' });
  const told = consent(parts, session, purpose, email);
  const set = keeper.apply({ kind: 'set-benefits', benefits: { ...benefits, signedUp: [...benefits.signedUp, name] } }, (tx) => {
    tx.enqueue(told, told.givenAt);
    tx.audit({ kind: 'consent.given', at: told.givenAt, facts: { consentId: told.consentId, purpose: purpose.kind } });
    return done;
  });
  return set.ok ? done : err({ kind: set.error.kind === 'storage' ? 'storage' : 'no-session' });
}

function isOffered(offers: BenefitOffers, purpose: ConsentPurpose): boolean {
  return purpose.kind === 'box' ? offers.boxes.some((box) => box.boxId === purpose.boxId) : offers[purpose.kind];
}

function consent(parts: KioskParts, { locale, benefits }: ShopperSession, purpose: ConsentPurpose, email: string): ConsentGiven {
  const givenAt = parts.clock.now();
  const consentId = uuidV7(givenAt, parts.random);
  const member = benefits.member === null ? {} : { memberId: benefits.member.memberId };
  return { kind: 'consent.given', consentId, purpose, wording: CONSENT_WORDING, email, locale, ...member, givenAt };
}
