import type { BackupEntry, ExportedAudit, ExportTarget, OutReason, ServiceView } from '../../../contract/station/service-views.ts';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import type { CompartmentId, ParcelId, StaffId } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { Doors } from '../../ports/doors.ts';
import type { ExportDisk } from '../../ports/export-disk.ts';
import type { Storage } from '../../ports/storage.ts';
import type { CompartmentRow, StationStore, StoreWriter } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import type { Check } from '../check/check.ts';
import type { DoorRunner } from '../doors/door-runner.ts';
import { createListeners } from '../listeners.ts';
import type { StaffAccess } from '../staff-access/staff-access.ts';
import { type BoardName, boardSwaps, compartmentsOf, judgeNewBoard } from './board-swaps.ts';
import { exportAudit } from './export-audit.ts';
import { followDoors } from './follow-doors.ts';
import { holdsParcel, type Seen, SeenInside, writeBack, writeOut, writeSwapped } from './service-compartments.ts';
import { type NotMay, technicianOf } from './service-rights.ts';
import { WiringHunt } from './wiring-search.ts';

/** Badge or number and PIN of the second of two people. */
export interface SecondPerson {
  readonly badge: string;
  readonly pin: string;
}

type Kind<K extends string> = { readonly kind: K };
type SecondProblem = Kind<'needs-two' | 'second-refused' | 'second-wait' | 'same-person'>;

/** Opening a compartment that holds a parcel, on the word of two people. */
export interface TwoPersonRecall {
  beginRecall(input: {
    readonly parcelId: ParcelId;
    readonly staffId: StaffId;
    readonly secondStaffId: StaffId;
  }): Result<undefined, Kind<'not-signed-in' | 'same-person' | 'busy' | 'no-parcel' | 'doors-unreachable' | 'in-use' | 'storage'>>;
}

/** What a technician does at the station. Nothing here opens a compartment that holds a parcel without a second person. */
export interface Service {
  testDoor(input: {
    readonly compartmentId: string;
    readonly second: SecondPerson | null;
  }): Promise<Result<undefined, NotMay | SecondProblem | Kind<'unknown-compartment' | 'busy' | 'doors-unreachable' | 'storage'>>>;
  takeOut(input: {
    readonly compartmentId: string;
    readonly reason: OutReason;
  }): Result<undefined, NotMay | Kind<'unknown-compartment' | 'in-hand' | 'storage'>>;
  bringBack(input: {
    readonly compartmentId: string;
  }): Result<undefined, NotMay | Kind<'unknown-compartment' | 'not-out' | 'not-looked' | 'not-proved' | 'in-hand' | 'storage'>>;
  beginSwap(board: BoardName): Result<undefined, NotMay | Kind<'unknown-board' | 'in-hand' | 'storage'>>;
  finishSwap(board: BoardName): Result<undefined, NotMay | Kind<'not-now' | 'no-answer' | 'not-plausible' | 'storage'>>;
  beginWiring(): Result<undefined, NotMay | Kind<'busy' | 'nothing-to-do'>>;
  sawDoor(input: { readonly number: number | null }): Result<undefined, NotMay | Kind<'not-now' | 'storage'>>;
  nextDoor(): Result<undefined, NotMay | Kind<'not-now' | 'doors-unreachable' | 'storage'>>;
  endWiring(): Result<undefined, NotMay | Kind<'not-now'>>;
  exportTargets(): Promise<Result<ExportTarget[], NotMay | Kind<'unavailable'>>>;
  exportAudit(input: { readonly targetId: string }): Promise<Result<ExportedAudit, NotMay | Kind<'unavailable' | 'gone' | 'full' | 'failed'>>>;
  backups(): Result<BackupEntry[], NotMay | Kind<'unavailable'>>;
  restore(input: {
    readonly backupId: string;
    readonly second: SecondPerson;
  }): Promise<Result<undefined, NotMay | SecondProblem | Kind<'unavailable' | 'unknown-backup' | 'busy' | 'storage'>>>;
  /** For a technician who is signed in, else null. */
  view(): ServiceView | null;
  /** What somebody saw behind a door that has not moved since. */
  seenIn(compartmentId: CompartmentId): Seen | null;
  onChange(listener: () => void): Cancel;
  close(): void;
}

/** What a technician's work needs. */
export interface ServiceParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly runner: DoorRunner;
  readonly staff: Pick<StaffAccess, 'current' | 'touch' | 'vouch'>;
  readonly check: Check;
  readonly recall: TwoPersonRecall;
  /** Where files may be carried away to; null where the station has no place for it. */
  readonly disk: ExportDisk | null;
  readonly storage: Storage | null;
  readonly clock: Clock;
  /** Is a door of this staff screen, or of a customer, in hand? Then nothing is restored. */
  isBusy(): boolean;
}

/** Creates the technician's side. It holds no state that a restart would lose but what people saw a moment ago. */
export function createService(parts: ServiceParts): Service {
  return new ServiceDesk(parts);
}

class ServiceDesk implements Service {
  readonly #parts: ServiceParts;
  readonly #listeners = createListeners();
  readonly #seen = new SeenInside();
  readonly #wiring: WiringHunt;
  readonly #stops: readonly Cancel[];

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    const { store, doors, check, clock } = parts;
    this.#wiring = new WiringHunt({ store, doors, check, write: (work) => this.#write(work), now: () => clock.now() });
    this.#stops = [followDoors({ ...parts, seen: this.#seen }), check.onChange(this.#listeners.tell), doors.onFact(() => this.#listeners.tell())];
  }

  async testDoor({ compartmentId, second }: Parameters<Service['testDoor']>[0]): ReturnType<Service['testDoor']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const row = this.#row(compartmentId);
    if (row === null) return err({ kind: 'unknown-compartment' });
    if (!holdsParcel(this.#parts.store.read, row)) return this.#look(row);
    if (second === null) return err({ kind: 'needs-two' });
    const vouched = await this.#second(second);
    if (!vouched.ok) return vouched;
    // Badge and PIN took their time: the parcel may have gone meanwhile.
    const now = this.#row(compartmentId);
    if (now === null) return err({ kind: 'unknown-compartment' });
    if (!holdsParcel(this.#parts.store.read, now) || now.parcelId === null) return this.#look(now);
    const begun = this.#parts.recall.beginRecall({ parcelId: now.parcelId, staffId: may.value.staffId as StaffId, secondStaffId: vouched.value });
    if (begun.ok) return done;
    const { kind } = begun.error;
    return err({ kind: kind === 'in-use' || kind === 'busy' ? 'busy' : kind === 'no-parcel' ? 'unknown-compartment' : kind });
  }

  takeOut({ compartmentId, reason }: Parameters<Service['takeOut']>[0]): ReturnType<Service['takeOut']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const row = this.#row(compartmentId);
    if (row === null) return err({ kind: 'unknown-compartment' });
    if (this.#isInHand(row)) return err({ kind: 'in-hand' });
    this.#seen.forget(row.compartmentId);
    return this.#stored((tx) => writeOut(tx, row, reason, may.value.staffId, this.#parts.clock.now()));
  }

  bringBack({ compartmentId }: Parameters<Service['bringBack']>[0]): ReturnType<Service['bringBack']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const { store, doors, runner, clock } = this.#parts;
    const row = this.#row(compartmentId);
    if (row === null) return err({ kind: 'unknown-compartment' });
    if (row.state !== 'out-of-service') return err({ kind: 'not-out' });
    if (runner.liveOn(row.compartmentId) !== null) return err({ kind: 'in-hand' });
    const seen = doors.sensor(row.compartmentId) === 'closed' ? this.#seen.of(row.compartmentId) : null;
    if (seen !== (holdsParcel(store.read, row) ? 'parcel' : 'empty')) return err({ kind: 'not-looked' });
    if (row.reason === 'wiring' && seen === 'empty' && !this.#wiring.isProved(row.compartmentId)) return err({ kind: 'not-proved' });
    return this.#stored((tx) => writeBack(tx, row, seen, may.value.staffId, clock.now()));
  }

  beginSwap(board: BoardName): ReturnType<Service['beginSwap']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const { store, clock } = this.#parts;
    const rows = compartmentsOf(store.read, board);
    if (rows.length === 0) return err({ kind: 'unknown-board' });
    if (rows.some((row) => this.#isInHand(row))) return err({ kind: 'in-hand' });
    for (const row of rows) this.#seen.forget(row.compartmentId);
    return this.#stored((tx) => {
      tx.audit({ kind: 'board.swap-begun', at: clock.now(), facts: { ...board, staff: may.value.staffId } });
      for (const row of rows) writeOut(tx, row, 'board-swap', may.value.staffId, clock.now());
    });
  }

  finishSwap(board: BoardName): ReturnType<Service['finishSwap']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const { store, doors, clock } = this.#parts;
    const judged = judgeNewBoard(store.read, doors, board);
    if (!judged.ok) return judged;
    return this.#stored((tx) => {
      tx.audit({ kind: 'board.swapped', at: clock.now(), facts: { ...board, staff: may.value.staffId } });
      for (const row of judged.value) writeSwapped(tx, row, may.value.staffId, clock.now());
    });
  }

  beginWiring(): ReturnType<Service['beginWiring']> {
    return this.#asTechnician(() => this.#wiring.begin());
  }

  sawDoor({ number }: { readonly number: number | null }): ReturnType<Service['sawDoor']> {
    return this.#asTechnician(() => this.#wiring.saw(number));
  }

  nextDoor(): ReturnType<Service['nextDoor']> {
    return this.#asTechnician(() => this.#wiring.next());
  }

  endWiring(): ReturnType<Service['endWiring']> {
    return this.#asTechnician(() => this.#wiring.end());
  }

  async exportTargets(): ReturnType<Service['exportTargets']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    return this.#parts.disk === null ? err({ kind: 'unavailable' }) : ok([...(await this.#parts.disk.targets())].slice(0, 20));
  }

  async exportAudit({ targetId }: { readonly targetId: string }): ReturnType<Service['exportAudit']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const { disk, storage, store, clock } = this.#parts;
    if (disk === null || storage === null) return err({ kind: 'unavailable' });
    return exportAudit({ disk, storage, store, clock }, targetId, may.value.staffId);
  }

  backups(): ReturnType<Service['backups']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const { storage } = this.#parts;
    if (storage === null) return err({ kind: 'unavailable' });
    return ok(
      storage
        .backups()
        .slice(0, 200)
        .map(({ name, at, bytes }) => ({ backupId: name, at, bytes, checked: true })),
    );
  }

  async restore({ backupId, second }: Parameters<Service['restore']>[0]): ReturnType<Service['restore']> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const { storage } = this.#parts;
    if (storage === null) return err({ kind: 'unavailable' });
    if (this.#parts.isBusy()) return err({ kind: 'busy' });
    const vouched = await this.#second(second);
    if (!vouched.ok) return vouched;
    if (this.#parts.isBusy()) return err({ kind: 'busy' });
    return storage.requestRestore(backupId, [may.value.staffId as StaffId, vouched.value]);
  }

  view(): ServiceView | null {
    const { staff, store, doors } = this.#parts;
    if (staff.current()?.roles.includes('technician') !== true) return null;
    return { wiring: this.#wiring.view(), swaps: [...boardSwaps(store.read, doors)] };
  }

  seenIn(compartmentId: CompartmentId): Seen | null {
    return this.#seen.of(compartmentId);
  }

  onChange(listener: () => void): Cancel {
    return this.#listeners.add(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #look(row: CompartmentRow): Result<undefined, NotMay | Kind<'unknown-compartment' | 'busy' | 'doors-unreachable' | 'storage'>> {
    const begun = this.#parts.check.beginService(row.compartmentId);
    if (begun.ok) return done;
    return begun.error.kind === 'holds-parcel' ? err({ kind: 'busy' }) : err({ kind: begun.error.kind });
  }

  async #second(second: SecondPerson): Promise<Result<StaffId, NotMay | SecondProblem>> {
    const vouched = await this.#parts.staff.vouch(second);
    if (vouched.ok) return vouched;
    const { kind } = vouched.error;
    if (kind === 'refused') return err({ kind: 'second-refused' });
    return kind === 'wait' ? err({ kind: 'second-wait' }) : err({ kind });
  }

  #asTechnician<E>(work: () => Result<undefined, E>): Result<undefined, E | NotMay> {
    const may = technicianOf(this.#parts.staff);
    if (!may.ok) return may;
    const result = work();
    this.#listeners.tell();
    return result;
  }

  #row(compartmentId: string): CompartmentRow | null {
    const row = this.#parts.store.read.compartment(compartmentId as CompartmentId);
    return row !== null && isInUse(row) ? row : null;
  }

  #isInHand(row: CompartmentRow): boolean {
    return row.state === 'pending' || this.#parts.runner.liveOn(row.compartmentId) !== null;
  }

  #stored(work: (tx: StoreWriter) => void): Result<undefined, Kind<'storage'>> {
    return this.#write(work) ? done : err({ kind: 'storage' });
  }

  #write(work: (tx: StoreWriter) => void): boolean {
    const written = this.#parts.store.commit<undefined, never>((tx) => {
      work(tx);
      return done;
    });
    this.#listeners.tell();
    return written.ok;
  }
}
