import type { DeliveryRules } from '../../../contract/hub/delivery.ts';
import type { KioskView } from '../../../contract/station/views.ts';
import type { VerifyEd25519 } from '../../../contract/pass/pass.ts';
import type { IdleRule } from '../../../core/sessions/idle.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import type { Catalogue } from '../../ports/catalogue.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { MemberAddresses } from '../../ports/member-addresses.ts';
import type { PhonePayments } from '../../ports/phone-payments.ts';
import type { SlipPrinter } from '../../ports/peripherals.ts';
import type { StationStore } from '../../ports/store.ts';
import type { TrustedClock } from '../silo/trusted-clock.ts';

/** What the kiosk needs. */
export interface KioskParts {
  readonly store: StationStore;
  readonly catalogue: Catalogue;
  readonly hub: HubStatus;
  readonly printer: SlipPrinter;
  /** How orders are paid on a phone; null: there is no hub to ask. */
  readonly phonePayments: PhonePayments | null;
  /** Where members' things go, as the hub knows it; null: there is no hub to ask. */
  readonly memberAddresses: MemberAddresses | null;
  readonly clock: Clock;
  /** How long this station has run: pauses for wrong codes are counted by it. */
  readonly trusted: Pick<TrustedClock, 'running' | 'keepRunning'>;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly idleRule: IdleRule;
  /** Checks the signatures of members' codes. */
  readonly verify: VerifyEd25519;
  /** Whose station this is; null: nobody's yet. */
  tenantId(): TenantId | null;
  /** Two characters that begin this station's order numbers. */
  readonly stationCode: string;
  /** The shop's IANA time zone. */
  readonly timeZone: string;
  /** Name of the shop, currency and kind of station, as they are now. */
  place(): KioskView['place'];
  /** The ways of this shop as they are now, and its country (ISO 3166-1, two letters). */
  delivery(): { readonly rules: DeliveryRules; readonly home: string };
  /** The address that order links begin with and this station's name in addresses; null: the hub does not know it yet. */
  phonePages(): { readonly baseUrl: string; readonly stationId: string } | null;
  /** Who of the staff is signed in here; null: nobody. */
  assistant(): string | null;
  /** Can orders of this shop be collected at a silo? */
  hasSilo(): boolean;
}
