import type { HubLink } from '../../contract/station/place-views.ts';
import type { Cancel } from '../../kernel/clock.ts';

/** The state of the line to the hub, for screens. Nothing that a person does waits for it. */
export interface HubStatus {
  current(): HubLink;
  onChange(listener: () => void): Cancel;
}
