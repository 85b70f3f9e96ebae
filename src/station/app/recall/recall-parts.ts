import type { Clock } from '../../../kernel/clock.ts';
import type { Doors } from '../../ports/doors.ts';
import type { SlipPrinter } from '../../ports/peripherals.ts';
import type { StationStore } from '../../ports/store.ts';
import type { Operators } from '../courier/operator.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import type { Looks } from '../staff-access/looks.ts';
import type { TrustedClock } from '../silo/trusted-clock.ts';

/** What taking out needs. */
export interface RecallParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly operators: Operators;
  readonly printer: SlipPrinter;
  readonly clock: Clock;
  readonly looks: Pick<Looks, 'note'>;
  readonly trusted: TrustedClock;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
  storeName(): string;
  /** Is another door of this staff screen under way? */
  isOtherBusy(): boolean;
}
