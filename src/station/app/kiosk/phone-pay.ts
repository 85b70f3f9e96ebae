import type { PhonePay } from '../../../contract/station/pay-views.ts';
import { askAgainIn, type FollowEvent, isSomebodyPaying, type PhoneFollow, shownFollow, startFollow, stepFollow } from '../../../core/payments/phone-follow.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** Follows how the order on the screen is paid on the shopper's phone. */
export interface PhonePaying {
  /** What the screen shows of it; null: the order needs no money, or none is on the screen. */
  current(): PhonePay | null;
  close(): void;
}

/** What is followed, and the question that is open or the pause before the next one. */
interface Following {
  readonly orderId: OrderId;
  follow: PhoneFollow;
  /** Is a question out? It is followed by the next one itself: another beside it would be a second chain of them. */
  isAsking: boolean;
  next: Cancel;
}

/**
 * Asks the hub for as long as an unpaid order is on the screen. Only memory: after a restart the order is on the screen again, and the hub tells the same
 * link and whatever happened meanwhile. While somebody pays the session is kept alive, as by a touch; that is bounded by the payment's own moves.
 */
export function followPhonePay(parts: KioskParts, keeper: SessionKeeper): PhonePaying {
  const { phonePayments, clock, store, hub, logger } = parts;
  let following: Following | null = null;

  const unpaidOrder = (): OrderId | null => {
    const phase = keeper.current()?.phase;
    if (phase?.kind !== 'placed') return null;
    return store.read.order(phase.orderId)?.status === 'placed' ? phase.orderId : null;
  };
  /** A question that breaks (on a disk that does not answer, say) brought nothing, like one that is not heard; the next one is asked all the same. */
  const look = async (orderId: OrderId): Promise<FollowEvent> => {
    try {
      return (await phonePayments?.look(orderId)) ?? { kind: 'away' };
    } catch (error) {
      logger.error('asking how an order is paid broke off', { detail: error instanceof Error ? error.message : String(error) });
      return { kind: 'away' };
    }
  };
  const ask = (one: Following): void => {
    one.next = () => {};
    one.isAsking = true;
    void look(one.orderId).then((event) => {
      one.isAsking = false;
      if (following !== one) return;
      const before = JSON.stringify(shownFollow(one.follow));
      one.follow = stepFollow(one.follow, event, clock.monotonic());
      one.next = clock.after(askAgainIn(one.follow), () => ask(one));
      if (isSomebodyPaying(one.follow, clock.monotonic())) keeper.touch();
      if (JSON.stringify(shownFollow(one.follow)) !== before) keeper.tell();
    });
  };
  const stop = (): void => {
    following?.next();
    following = null;
  };
  const heed = (): void => {
    const orderId = unpaidOrder();
    if (orderId === following?.orderId) return;
    stop();
    if (orderId === null || phonePayments === null) return;
    following = { orderId, follow: startFollow(clock.monotonic()), isAsking: false, next: () => {} };
    ask(following);
  };
  const stopKeeper = keeper.onChange(heed);
  let wasOnline = hub.current().state === 'online';
  const stopHub = hub.onChange(() => {
    const isOnline = hub.current().state === 'online';
    const cameBack = isOnline && !wasOnline;
    wasOnline = isOnline;
    // A question that is open has its own answer; only a pause is cut short.
    if (following === null || !cameBack || following.isAsking || following.follow.unanswered === 0) return;
    following.next();
    ask(following);
  });
  heed();
  return {
    current: () => (following === null || unpaidOrder() === null ? null : shownFollow(following.follow)),
    close: () => {
      stop();
      stopKeeper();
      stopHub();
    },
  };
}
