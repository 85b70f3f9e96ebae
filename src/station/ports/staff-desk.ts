import type { DeskOutcome, DeskReject, DeskReroute, DeskSettle, OwedMoney, ShopAlarm } from '../../contract/hub/staff-desk.ts';
import type { Result } from '../../kernel/result.ts';

/** What became of a question: what the hub says, or `unsure` where no answer came, so that it may have been done or not. */
export type DeskAnswer = DeskOutcome | 'unsure';

/** Asks the hub in the name of a member of the staff. Never rejects. */
export interface StaffDesk {
  resend(orderId: string, staffId: string): Promise<DeskAnswer>;
  reject(orderId: string, asked: DeskReject): Promise<DeskAnswer>;
  reroute(orderId: string, asked: DeskReroute): Promise<DeskAnswer>;
  settle(asked: DeskSettle): Promise<DeskAnswer>;
  money(staffId: string): Promise<Result<OwedMoney[], 'offline' | 'not-allowed'>>;
  alarms(staffId: string): Promise<Result<ShopAlarm[], 'offline' | 'not-allowed'>>;
}
