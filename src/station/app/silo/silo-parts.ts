import type { SiloView } from '../../../contract/station/silo-views.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Doors } from '../../ports/doors.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { StationStore } from '../../ports/store.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import type { TrustedClock } from './trusted-clock.ts';

/** What the silo needs. */
export interface SiloParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly secrets: Secrets;
  readonly hub: HubStatus;
  readonly clock: Clock;
  readonly trusted: TrustedClock;
  readonly logger: Logger;
  place(): SiloView['place'];
  /** Whose codes are good here; null while the station was never enrolled. */
  identity(): { readonly tenantId: TenantId; readonly bank: number } | null;
  /** False until every door was read once after the start, or that took too long. */
  isStarted(): boolean;
}

/** How a code reached the station: through the page, or a scanner on a port of its own. */
export type ScanSource = 'camera' | 'wedge' | 'typed' | 'port';
