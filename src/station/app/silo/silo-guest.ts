import type { PassBody } from '../../../contract/pass/pass.ts';
import type { SiloState, SiloView } from '../../../contract/station/silo-views.ts';
import type { Cancel } from '../../../kernel/clock.ts';
import type { CompartmentId, PassId } from '../../../kernel/ids.ts';
import type { ScanSource } from './silo-parts.ts';

/** What a guest made of something that was read: the reader beeps accordingly. `busy` makes no sound and changes nothing. */
export type Heard = 'taken' | 'refused' | 'busy';

/**
 * Another use-case that shows itself on the silo's screen: a return, a courier's session. The silo asks its guests in the order in which
 * they were invited. What it shows, the first that applies:
 *
 * ```
 *   a broken disk > a door of whoever collects that moves or stands open > a guest that does not yield > a notice
 *     > the thanks of whoever collected > a guest that yields > a door to be closed > ready
 * ```
 */
export interface SiloGuest {
  /** What this guest shows now; null while it has nothing to do with the screen. */
  current(): SiloState | null;
  /** May the next person's code be served although this guest shows something? Asked while it does. */
  yields(): boolean;
  /** Everything that is read while this guest is shown, before anybody judges it. Null: not for me, treat it as at any other time. */
  hear?(text: string, source: ScanSource): Heard | null;
  /** A code whose signature, bank and time are good, of another kind than a collection's. Null: not for me. */
  greet?(pass: PassBody, source: ScanSource): Heard | null;
  /** The person gives up or is finished reading what this guest shows. False: not now. */
  dismiss?(): boolean;
  /** What this guest adds to every view, whatever is shown: the call for help, a word about an opening from afar. */
  adds?(): Partial<SiloView>;
  onChange(listener: () => void): Cancel;
}

/** Why the silo itself calls for somebody of the staff. `did-not-open` is said of a door that may not be opened, too. */
export interface StaffNeeded {
  readonly why: 'left-open' | 'did-not-open';
  readonly compartmentId: CompartmentId;
}

/** How other use-cases stand on the silo's screen. */
export interface SiloHost {
  /** From now on this guest is asked what it shows and whether a code is for it. */
  invite(guest: SiloGuest): Cancel;
  /** Whose code this is, or what a guest knows of them by what they typed, they are served from here on: with another than the last it is another visit. */
  begin(shown: PassId): void;
  /** Is a person being served by the silo itself, so that no guest may begin now? */
  isTaken(): boolean;
  /** Hears when a door needs a hand that the person in front of it does not lend: once for each time. */
  onStaffNeeded(listener: (needed: StaffNeeded) => void): Cancel;
}
