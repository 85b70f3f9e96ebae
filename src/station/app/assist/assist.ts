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
 * Both have the same screen in hand, so that what is open to one is open to the other: beside a shopper the staff's own area is closed, only what the
 * assistant does as such puts off their lock, and the end of the session signs them out.
 *
 * ```
 * last act of the assistant ──5 min──▶ staff locks: prices, customer, notes gone ──90 s──▶ session wiped, 20 s of it with a warning
 * ```
 */
export function createAssist(parts: AssistParts): Assist {
  const { kiosk, staff } = parts;
  const { session } = kiosk;
  // A lock, a sign-out, another member at the same screen: whoever stood beside the shopper does not any more.
  let beside: string | null = null;
  let signedIn = staff.present()?.staffId ?? null;
  const stopStaff = staff.presence.onChange(() => {
    const before = signedIn;
    signedIn = staff.present()?.staffId ?? null;
    // The shopper waited while somebody gave badge and PIN: their time does not run out for that.
    if (signedIn !== null && before !== signedIn) session.touch();
    if (beside !== null && signedIn !== beside) leave();
    else session.tell();
  });
  const stopSession = session.onChange(() => {
    if (beside === null || session.current()?.assisted === true) return;
    record(parts, 'assist.ended', beside);
    beside = null;
    // The shopper's session is over. Whoever is at their side has the shopper's screen in hand, and nobody else may find it open to staff;
    // whoever gave badge and PIN again for the staff's own area is at work there.
    if (staff.current() === null) outOf(staff.signOut());
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
      const member = staff.present();
      if (member === null) return err({ kind: 'not-signed-in' });
      staff.touch();
      if (!sells(member.roles)) return err({ kind: 'not-allowed' });
      if (session.current() === null) {
        const started = kiosk.start({ locale });
        if (!started.ok) return started;
      }
      if (beside !== member.staffId) {
        const joined = session.applyInMemory({ kind: 'assist', on: true });
        if (!joined.ok) return err({ kind: 'storage' });
        beside = member.staffId;
        record(parts, 'assist.began', member.staffId);
      }
      staff.stepAside();
      return done;
    },
    giveBack: () => {
      if (assistantOf(parts) === null) return err({ kind: 'not-assisting' });
      leave();
      outOf(staff.signOut());
      return done;
    },
    discount: (input) => giveDiscount(parts, input),
    undiscount: ({ lineId }) => takeDiscountBack(parts, lineId),
    customer: createSeeCustomer(parts),
    onChange: (listener) => staff.presence.onChange(listener),
    close: () => {
      stopStaff();
      stopSession();
    },
  };
}

/** Out they are in any case: a member who left the roster meanwhile was not signed in any more. */
function outOf(out: Result<undefined, { readonly kind: 'not-signed-in' }>): void {
  if (!out.ok) return;
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
  const locksAt = parts.staff.presence.current()?.locksAt;
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
