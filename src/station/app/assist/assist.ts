import type { Locale } from '../../../contract/schema.ts';
import type { StaffMember } from '../../../contract/staff.ts';
import type { AssistView } from '../../../contract/station/assist-views.ts';
import { limitOf, sells } from '../../../core/discounts/judge-discount.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import { type AssistParts, assistantOf } from './assist-parts.ts';
import { type DiscountInput, type DiscountRefusal, giveDiscount, takeDiscountBack } from './give-discount.ts';
import { createSeeCustomer, type SeeCustomer } from './see-customer.ts';

/** Somebody of the staff at the side of the shopper. */
export interface Assist {
  /** What the kiosk's screens show of it; null: the shopper is alone. */
  current(): AssistView | null;
  begin(input: { readonly locale: Locale }): Result<undefined, { readonly kind: 'not-signed-in' | 'not-allowed' | 'storage' }>;
  giveBack(): Result<undefined, { readonly kind: 'not-assisting' }>;
  discount(input: DiscountInput): Promise<Result<undefined, DiscountRefusal>>;
  undiscount(input: { readonly lineId: string | null }): Result<undefined, { readonly kind: 'not-assisting' | 'storage' }>;
  readonly customer: SeeCustomer;
  onChange(listener: () => void): Cancel;
  close(): void;
}

/**
 * Creates it. The shopper's session stays what it is, with its bag, contact and place: an assistant only stands beside it. Their rights hang on their own
 * sign-in and end with it, whoever or whatever ends that; then the session is the shopper's alone and counts down by its own rule.
 *
 * ```
 * last touch ──5 min──▶ staff locks: prices, customer, notes gone ──90 s──▶ session wiped, 20 s of it with a warning
 * ```
 */
export function createAssist(parts: AssistParts): Assist {
  const { kiosk, staff } = parts;
  const { session } = kiosk;
  // A lock, a sign-out, another member at the same screen: whoever stood beside the shopper does not any more.
  let beside: string | null = null;
  let signedIn = staff.current()?.staffId ?? null;
  const stopStaff = staff.member.onChange(() => {
    const before = signedIn;
    signedIn = staff.current()?.staffId ?? null;
    // The shopper waited while somebody gave badge and PIN: their time does not run out for that.
    if (signedIn !== null && before !== signedIn) session.touch();
    if (beside !== null && staff.current()?.staffId !== beside) leave();
    else session.tell();
  });
  // Whoever touches the shopper's screens beside them is at work, too.
  const stopSession = session.onChange(() => {
    if (beside === null || session.current()?.assisted === true) return;
    // The shopper's session is over: whoever helped is free for the next.
    record(parts, 'assist.ended', beside);
    beside = null;
  });
  const leave = (): void => {
    const staffId = beside;
    beside = null;
    if (session.current()?.assisted !== true) return;
    record(parts, 'assist.ended', staffId);
    const left = session.applyInMemory({ kind: 'assist', on: false });
    if (!left.ok) throw new Error('whoever stands beside a shopper can always leave');
  };
  return {
    current: () => viewOf(parts),
    begin: ({ locale }) => {
      const member = staff.current();
      if (member === null) return err({ kind: 'not-signed-in' });
      staff.touch();
      if (!sells(member.roles)) return err({ kind: 'not-allowed' });
      if (session.current() === null) {
        const started = kiosk.start({ locale });
        if (!started.ok) return started;
      }
      if (beside === member.staffId) return done;
      const joined = session.applyInMemory({ kind: 'assist', on: true });
      if (!joined.ok) return err({ kind: 'storage' });
      beside = member.staffId;
      record(parts, 'assist.began', member.staffId);
      return done;
    },
    giveBack: () => {
      if (assistantOf(parts) === null) return err({ kind: 'not-assisting' });
      leave();
      const out = staff.signOut();
      return out.ok ? done : err({ kind: 'not-assisting' });
    },
    discount: (input) => giveDiscount(parts, input),
    undiscount: ({ lineId }) => takeDiscountBack(parts, lineId),
    customer: createSeeCustomer(parts),
    onChange: (listener) => staff.member.onChange(listener),
    close: () => {
      stopStaff();
      stopSession();
    },
  };
}

/** Who came and went. A full disk must not keep anybody beside a shopper, nor from them. */
function record({ store, clock }: AssistParts, kind: string, staffId: string | null): void {
  const recorded = store.commit((tx) => {
    tx.audit({ kind, at: clock.now(), facts: { staffId } });
    return done;
  });
  if (!recorded.ok) return;
}

function viewOf(parts: AssistParts): AssistView | null {
  const member = assistantOf(parts);
  const locksAt = parts.staff.member.current()?.locksAt;
  if (member === null || locksAt === undefined) return null;
  const limits = parts.limits();
  const limit = limitOf(limits, member.roles);
  const marks = (parts.kiosk.session.current()?.bag ?? []).flatMap(({ lineId, mark }) => (mark === undefined ? [] : [{ lineId, reason: mark.reason }]));
  return { name: firstName(member), locksAt, limit, limitWithSecond: Math.max(limit, limits.assistant, limits.manager), marks };
}

/** What shoppers may call them: a first name, and the number on the badge for whoever has none. */
function firstName({ name, number }: StaffMember): string {
  const [first = ''] = name.trim().split(/\s+/);
  return first === '' ? number : first;
}
