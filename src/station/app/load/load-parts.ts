import type { Clock } from '../../../kernel/clock.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import type { Doors } from '../../ports/doors.ts';
import type { SlipPrinter } from '../../ports/peripherals.ts';
import type { StationStore } from '../../ports/store.ts';
import type { Operators } from '../courier/operator.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import type { Recall } from '../recall/recall.ts';
import type { CodeParts } from '../silo/judge-code.ts';

/** What loading needs. */
export interface LoadParts extends CodeParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly operators: Operators;
  readonly printer: SlipPrinter;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
  storeName(): string;
  /** Is another door of this staff screen under way? */
  isOtherBusy(): boolean;
  /** Opens the door of what was just loaded once more, to take it back. */
  takeBack: Recall['takeBack'];
}

/** What a person wishes for one parcel. */
export interface LoadWishes {
  readonly another: boolean;
  readonly lowDoor: boolean;
  readonly useKept: boolean;
}
