import type { ReceiptDocument } from '../../../contract/receipt.ts';
import { done, err, type Result } from '../../../kernel/result.ts';
import type { PrintOutcome } from '../../ports/peripherals.ts';
import { giftReceipt, placedReceipt } from './kiosk-view.ts';
import type { KioskParts } from './kiosk-parts.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** Puts the order on the screen on paper. */
export interface SlipPrinting {
  print(): Promise<Result<undefined, { readonly kind: 'no-session' | 'nothing-to-print' | Exclude<PrintOutcome['kind'], 'printed'> }>>;
  close(): void;
}

/**
 * Prints the receipt, then the gift receipt where one was wanted. Who tries again because the second did not come out gets the second alone;
 * who asks again after both came out wants them again.
 *
 * While paper runs the countdown is held: somebody who waits for their slip has not walked away.
 */
export function createSlipPrinting(parts: KioskParts, keeper: SessionKeeper): SlipPrinting {
  /** What came out of a printing that broke off, in this session. */
  let out: readonly string[] = [];
  let sessionId: string | null = null;
  const forget = keeper.onChange(() => {
    if (keeper.current()?.sessionId !== sessionId) out = [];
  });
  return {
    print: async () => {
      const session = keeper.current();
      if (session === null) return err({ kind: 'no-session' });
      const receipt = placedReceipt(parts, session);
      if (receipt === null) return err({ kind: 'nothing-to-print' });
      const gift = giftReceipt(parts, session);
      keeper.hold(session.sessionId, 'paper');
      sessionId = session.sessionId;
      try {
        const came: string[] = [];
        for (const slip of gift === null ? [receipt] : [receipt, gift]) {
          const outcome = out.includes(wordsOf(slip)) ? { kind: 'printed' as const } : await parts.printer.print(slip);
          if (outcome.kind !== 'printed') {
            out = keeper.current()?.sessionId === session.sessionId ? came : [];
            return err({ kind: outcome.kind });
          }
          came.push(wordsOf(slip));
        }
        out = [];
        return done;
      } finally {
        keeper.resume(session.sessionId, 'paper');
      }
    },
    close: forget,
  };
}

/** All that is on a slip: one that says something else by now is another slip. */
function wordsOf(slip: ReceiptDocument): string {
  return JSON.stringify(slip);
}
