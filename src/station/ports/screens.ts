import type { SpeechView } from '../../contract/station/speech-contract.ts';
import type { SiloView } from '../../contract/station/silo-views.ts';
import type { KioskView, StaffView } from '../../contract/station/views.ts';
import type { Cancel } from '../../kernel/clock.ts';
import type { PortReadings } from './readings.ts';

/** One published state: the latest value, and a call for each change. Listeners are called after the change is durable. */
export interface Published<T> {
  current(): T;
  onChange(listener: () => void): Cancel;
}

/** What the pages draw, and what they hear. */
export interface Screens {
  readonly kiosk: Published<KioskView>;
  readonly silo: Published<SiloView>;
  readonly staff: Published<StaffView>;
  /** What the scanner on the station's own port reads for the page that is open. */
  readonly readings: PortReadings;
  /** What the station can do for people who listen. */
  readonly speech: Published<SpeechView>;
}
