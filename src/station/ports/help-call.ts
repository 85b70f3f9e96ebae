import type { HelpDoing, HelpOutcome } from '../../contract/hub/silo.ts';
import type { UnixMs } from '../../kernel/clock.ts';

/** A call for help; at most one is open per screen. */
export interface HelpCall {
  readonly callId: string;
  readonly screen: 'silo' | 'kiosk';
  /** A person called, or the station itself about one of its doors. */
  readonly why: 'person' | 'left-open' | 'did-not-open' | 'wiring' | 'forced';
  readonly doorNumber: number | null;
  readonly calledAt: UnixMs;
  readonly answeredAt: UnixMs | null;
  readonly answeredBy: string | null;
  readonly endedAt: UnixMs | null;
  readonly doing: HelpDoing | null;
  /** When it began to ring again because whoever answered never came; null: never. */
  readonly reopenedAt: UnixMs | null;
  /** How it ended, where somebody of the staff said so. */
  readonly outcome: HelpOutcome | null;
}
