import { usualDiscountLimits } from '../contract/discounts.ts';
import type { KioskView } from '../contract/station/views.ts';
import type { Assist } from './app/assist/assist.ts';
import { createAssist } from './app/assist/assist.ts';
import type { AssistParts } from './app/assist/assist-parts.ts';
import type { Help } from './app/help/help.ts';
import type { Kiosk } from './app/kiosk/kiosk.ts';
import { undoDiscount, type UndoDiscountParts } from './app/till/undo-discount.ts';
import { expectOk } from '../kernel/result.ts';
import type { StationIntents } from './ports/intents.ts';
import type { Published } from './ports/screens.ts';

/** Somebody of the staff beside the shopper, and what a touch of the shopper's screens means for whoever is signed in. */
export interface Assisting extends Assist {
  /**
   * The same kiosk. A touch of its screens is the shopper's: it closes the staff's own area. Whoever stands beside the shopper stays there,
   * anybody else is signed out.
   */
  closesStaffArea(kiosk: Kiosk): Kiosk;
}

/** What it needs besides. */
export interface AssistBase extends Omit<AssistParts, 'limits'> {
  /** Is a door of the staff in hand? It stays theirs until it is closed. */
  isBusy(): boolean;
}

/** Creates it over the kiosk and the staff's sign-in. */
export function assembleAssist({ isBusy, ...base }: AssistBase): Assisting {
  const { staff, store } = base;
  const assist = createAssist({ ...base, limits: () => store.read.config()?.discounts ?? usualDiscountLimits });
  return {
    ...assist,
    closesStaffArea: (kiosk) => ({
      ...kiosk,
      touch: () => {
        const touched = kiosk.touch();
        if (!touched.ok || staff.current() === null || isBusy()) return touched;
        if (assist.current() !== null) staff.stepAside();
        else expectOk(staff.signOut(), 'a member who is signed in');
        return touched;
      },
    }),
  };
}

/** The kiosk's view with who stands beside the shopper, and the calls for help that ring for them. Whoever draws it hears of calls by themselves. */
export function withAssist(view: Published<KioskView>, assist: Pick<Assist, 'current'>, help: Pick<Help, 'callsBeside'>): Published<KioskView> {
  return {
    ...view,
    current: () => {
      const now = view.current();
      const shown = assist.current();
      if (shown === null || now.session === null) return now;
      const calls = help.callsBeside();
      return { ...now, assist: calls.length === 0 ? shown : { ...shown, calls: [...calls] } };
    },
  };
}

/** Their intents, by the contract's names. */
export function assistIntents(
  assist: Assist,
  till: { readonly base: Pick<UndoDiscountParts, 'store' | 'clock'>; readonly staff: UndoDiscountParts['staff'] },
): StationIntents['assist'] {
  return {
    begin: async (input) => assist.begin(input),
    giveBack: async () => assist.giveBack(),
    discount: (input) => assist.discount(input),
    undiscount: async (input) => assist.undiscount(input),
    customer: ({ number }) => assist.customer.look(number),
    note: ({ words }) => assist.customer.note(words),
    eraseNote: ({ noteId }) => assist.customer.eraseNote(noteId),
    undoAtTill: async ({ orderId }) => undoDiscount({ ...till.base, staff: till.staff }, orderId),
  };
}
