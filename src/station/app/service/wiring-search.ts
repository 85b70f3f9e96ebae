import type { WiringResult, WiringSearch } from '../../../contract/station/service-views.ts';
import type { CompartmentId } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { Check } from '../check/check.ts';
import type { Doors } from '../../ports/doors.ts';
import type { CompartmentRow, StationStore, StoreWriter } from '../../ports/store.ts';
import { isInUse } from '../boot/seed-bank.ts';
import { distrust } from '../doors/door-record.ts';
import { doorOf } from '../silo/door-of.ts';
import { holdsParcel } from './service-compartments.ts';

/** What the search needs. */
export interface WiringParts {
  readonly store: StationStore;
  readonly doors: Doors;
  readonly check: Pick<Check, 'beginService' | 'current' | 'isBusy'>;
  write(work: (tx: StoreWriter) => void): boolean;
  now(): number;
}

interface Search {
  readonly queue: readonly CompartmentId[];
  readonly results: readonly WiringResult[];
  readonly hand: { readonly row: CompartmentRow; readonly answered: boolean } | null;
}

/**
 * The guided search for wiring mistakes: every compartment without a parcel is opened by itself, and a person reads the number on the door that
 * opened. Only a person can tell that two whole locks are exchanged, because then the sensors are exchanged with them.
 */
export class WiringHunt {
  readonly #parts: WiringParts;
  #search: Search | null = null;
  /** Doors that a person found right since the program started. */
  readonly #right = new Set<CompartmentId>();

  constructor(parts: WiringParts) {
    this.#parts = parts;
  }

  begin(): Result<undefined, { readonly kind: 'busy' | 'nothing-to-do' }> {
    if (this.#parts.check.isBusy()) return err({ kind: 'busy' });
    const queue = this.#candidates();
    if (queue.length === 0) return err({ kind: 'nothing-to-do' });
    this.#search = { queue, results: [], hand: null };
    return done;
  }

  /** Opens the next door that still holds no parcel. */
  next(): Result<undefined, { readonly kind: 'not-now' | 'doors-unreachable' | 'storage' }> {
    const search = this.#search;
    if (search === null || this.#parts.check.isBusy() || (search.hand !== null && !search.hand.answered)) return err({ kind: 'not-now' });
    const results = [...search.results];
    for (const [place, compartmentId] of search.queue.entries()) {
      const opened = this.#open(compartmentId);
      if (!opened.ok && opened.error.kind !== 'skipped') return err({ kind: opened.error.kind });
      const queue = search.queue.slice(place + 1);
      if (opened.ok) {
        this.#search = { queue, results, hand: { row: opened.value, answered: false } };
        return done;
      }
      const row = this.#parts.store.read.compartment(compartmentId);
      if (row !== null) results.push({ door: doorOf(row), result: 'skipped', other: null });
      this.#search = { queue, results, hand: null };
    }
    this.#search = { queue: [], results, hand: null };
    return done;
  }

  /** One that has got a parcel since the search began, or whose door is in hand elsewhere, is left out. */
  #open(compartmentId: CompartmentId): Result<CompartmentRow, { readonly kind: 'skipped' | 'doors-unreachable' | 'storage' }> {
    const { store, check } = this.#parts;
    const row = store.read.compartment(compartmentId);
    if (row === null || holdsParcel(store.read, row)) return err({ kind: 'skipped' });
    const begun = check.beginService(compartmentId);
    if (begun.ok) return ok(row);
    const { kind } = begun.error;
    return err({ kind: kind === 'storage' || kind === 'doors-unreachable' ? kind : 'skipped' });
  }

  /** The number that stands on the door which opened. Another than the commanded one: neither is trusted any longer. */
  saw(number: number | null): Result<undefined, { readonly kind: 'not-now' | 'storage' }> {
    const search = this.#search;
    if (search?.hand == null || search.hand.answered || !this.#asks()) return err({ kind: 'not-now' });
    const { row } = search.hand;
    const result = number === null ? 'did-not-open' : number === row.number ? 'right' : 'other';
    if (result === 'other' && !this.#convict(row, number)) return err({ kind: 'storage' });
    if (result === 'right') this.#right.add(row.compartmentId);
    else this.#right.delete(row.compartmentId);
    const results = [...search.results, { door: doorOf(row), result, other: result === 'other' ? number : null } as const];
    this.#search = { ...search, results, hand: { row, answered: true } };
    return done;
  }

  end(): Result<undefined, { readonly kind: 'not-now' }> {
    if (this.#search === null || this.#parts.check.isBusy()) return err({ kind: 'not-now' });
    this.#search = null;
    return done;
  }

  /** Was this door found right by a person who read its number? */
  isProved(compartmentId: CompartmentId): boolean {
    return this.#right.has(compartmentId);
  }

  /** A door that opened by another one's pulse has to be found right again. */
  forget(compartmentId: CompartmentId): void {
    this.#right.delete(compartmentId);
  }

  view(): WiringSearch | null {
    if (this.#search === null) return null;
    const { results, hand, queue } = this.#search;
    return { results: [...results], door: hand === null ? null : doorOf(hand.row), asks: this.#asks(), left: queue.length };
  }

  #asks(): boolean {
    const hand = this.#search?.hand ?? null;
    if (hand === null || hand.answered) return false;
    const kind = this.#parts.check.current()?.kind;
    return kind === 'open' || kind === 'did-not-open' || kind === 'ask';
  }

  #candidates(): readonly CompartmentId[] {
    const { store, doors } = this.#parts;
    const rows = store.read.compartments().filter((row) => isInUse(row) && !holdsParcel(store.read, row) && doors.sensor(row.compartmentId) === 'closed');
    return rows.map((row) => row.compartmentId);
  }

  #convict(row: CompartmentRow, number: number | null): boolean {
    const { store, now, write } = this.#parts;
    const other = store.read.compartments().find((candidate) => candidate.number === number) ?? null;
    const at = now();
    return write((tx) => {
      tx.audit({ kind: 'door.wiring', at, facts: { commanded: row.compartmentId, opened: other?.compartmentId ?? null, number, by: 'person' } });
      distrust(tx, row.compartmentId, 'wiring', 'wiring', at);
      if (other !== null) distrust(tx, other.compartmentId, 'wiring', 'wiring', at);
    });
  }
}
