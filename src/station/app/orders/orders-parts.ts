import type { Locale } from '../../../contract/schema.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { OrderDesk } from '../../ports/order-desk.ts';
import type { SlipPrinter } from '../../ports/peripherals.ts';
import type { CodeParts } from '../silo/judge-code.ts';
import type { PinParts } from '../silo/pin-entry.ts';

/** Who stands at the kiosk now. */
export interface Shopper {
  readonly sessionId: string;
  readonly locale: Locale;
}

/** What looking for orders at the kiosk needs. */
export interface OrdersParts extends CodeParts, Pick<PinParts, 'clock'> {
  /** Null: there is no hub to ask. */
  readonly desk: OrderDesk | null;
  readonly hub: HubStatus;
  readonly printer: SlipPrinter;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** The shop's IANA time zone, and its country (ISO 3166-1). */
  readonly timeZone: string;
  country(): string;
  storeName(): string;
  /** The address that order links begin with, without a slash at its end; null: the hub has not told. */
  phoneBaseUrl(): string | null;
  /** Null: nobody stands there. */
  shopper(): Shopper | null;
  /** The shopper did something: their time begins again. */
  touch(): void;
  onShopper(listener: () => void): () => void;
}
