import type { StationStatus } from '../../../contract/station/views.ts';
import type { Clock, UnixMs } from '../../../kernel/clock.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { HubStatus } from '../../ports/hub.ts';
import type { ScannerState, StationPrinter } from '../../ports/peripherals.ts';
import type { Storage } from '../../ports/storage.ts';
import type { StationStore } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import { usablePasses } from '../load/usable-passes.ts';
import type { CodeParts } from '../silo/judge-code.ts';
import { doorOf } from '../silo/door-of.ts';
import type { Seen } from '../service/service-compartments.ts';
import type { StaffSession } from '../staff-access/staff-access.ts';
import { callsToday } from './calls-today.ts';
import { doorService } from './door-services.ts';
import { downtimeStatus } from './downtime-status.ts';
import { keysStatus } from './keys-status.ts';

/** What the status page is made of. */
export interface StatusParts extends CodeParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly hub: HubStatus;
  readonly staff: StaffSession;
  readonly printer: Pick<StationPrinter, 'state'>;
  readonly storage: Storage | null;
  scanner(): ScannerState;
  readonly voice: NonNullable<StationStatus['voice']>;
  readonly clock: Clock;
  readonly startedAt: UnixMs;
  readonly versions: StationStatus['versions'];
  /** What somebody saw behind a door that has not moved since. */
  seenIn(compartmentId: CompartmentId): Seen | null;
}

/** Everything about this station at a glance, for whoever is signed in. */
export function stationStatus(parts: StatusParts): Result<StationStatus, { readonly kind: 'not-signed-in' }> {
  const { store, doors, hub, staff, scanner, printer, clock, startedAt, versions } = parts;
  // The page asks again and again by itself: no touch, or a screen that shows this page would never lock.
  if (staff.current() === null) return err({ kind: 'not-signed-in' });
  const head = store.read.auditHead();
  return ok({
    at: clock.now(),
    startedAt,
    hub: hub.current(),
    buses: doors.buses.map((bus) => ({
      ...bus,
      detail: bus.detail.slice(0, 300),
      troubles: [...bus.troubles],
      boards: bus.boards.map((board) => ({ ...board, troubles: [...board.troubles] })),
    })),
    scanner: { ...scanner(), detail: scanner().detail.slice(0, 300) },
    printer: printer.state,
    doors: store.read
      .compartments()
      .filter(isInUse)
      .map((row) => ({
        door: doorOf(row),
        lock: doors.sensor(row.compartmentId),
        state: row.state,
        needsCheck: row.needsCheck,
        service: doorService(store.read, row, parts.seenIn(row.compartmentId)),
      })),
    queue: { ...store.read.outboxSize() },
    audit: { entries: head.seq, head: head.hash },
    ...(parts.storage === null ? {} : { storage: parts.storage.status() }),
    passes: { blank: [...usablePasses(parts)].length },
    clock: { suspectSince: parts.trusted.suspectSince() },
    keys: keysStatus(store.read, versions.station),
    ...(doors.buses.length === 0 ? {} : { downtime: downtimeStatus(store.read, parts.trusted.read().now) }),
    calls: callsToday(store.read, clock.now()),
    voice: parts.voice,
    versions,
  });
}
