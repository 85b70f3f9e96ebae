import type { Child, Line } from '../../../scripts/world/child.ts';
import type { WorldLog } from './world-log.ts';

/** An unlock command as it went over the bus. `at` is Unix milliseconds. */
export interface Unlock {
  readonly compartment: string;
  readonly at: number;
}

/** Second to fourth byte of an unlock command: board, lock, 51 (KERONG CU48, V2.1). */
const UNLOCK = '51';

/** The doors as the simulated boards tell of them, what lies behind each, and the hands that reach in. Nothing of the station is believed. */
export class Floor {
  readonly unlocks: Unlock[] = [];
  readonly #bank: Child;
  readonly #log: WorldLog;
  readonly #open = new Map<string, number>();
  readonly #inside = new Map<string, Set<string>>();
  readonly #waiting = new Set<() => void>();
  /** The least that the bank's clock was ever seen behind this one: what a line says of its moment is late by no more than a pipe is. */
  #offsetMs = Number.POSITIVE_INFINITY;
  #onState = (): void => {};

  constructor(bank: Child, log: WorldLog) {
    this.#bank = bank;
    this.#log = log;
    bank.onLine((line) => this.#hear(line));
  }

  get open(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Doors that have been open since then at least, in Unix milliseconds. */
  openSince(at: number): readonly string[] {
    return [...this.#open].filter(([, openedAt]) => openedAt <= at).map(([compartment]) => compartment);
  }

  isOpen(compartment: string): boolean {
    return this.#open.has(compartment);
  }

  inside(compartment: string): readonly string[] {
    return [...(this.#inside.get(compartment) ?? [])];
  }

  /** Where a thing lies, or null. */
  find(thing: string): string | null {
    return [...this.#inside].find(([, things]) => things.has(thing))?.[0] ?? null;
  }

  /** Puts a thing behind a door; false when it is not open. */
  put(compartment: string, thing: string, what: 'parcel' | 'return', by: string): boolean {
    if (!this.isOpen(compartment)) return false;
    this.#inside.set(compartment, new Set([...this.inside(compartment), thing]));
    this.#log.write('put', { compartment, thing, what, by });
    return true;
  }

  /** Takes a thing out, if the door is open and it is there. */
  take(compartment: string, thing: string, by: string): boolean {
    if (!this.isOpen(compartment) || this.#inside.get(compartment)?.delete(thing) !== true) return false;
    this.#log.write('took', { compartment, thing, by });
    return true;
  }

  /** Shuts a door; resolves when its lock has caught. */
  async shut(compartment: string): Promise<void> {
    const [board = '', lock = ''] = compartment.split('-');
    this.#bank.tell({ close: { board: Number(board), lock: Number(lock) } });
    await this.untilDoor(() => !this.isOpen(compartment));
  }

  /** The line between the station and its boards: `cut` breaks it, the other mends it. */
  cutLine(on: boolean): void {
    this.#bank.tell({ cut: { on } });
  }

  /** The USB cable: pulled out the port is gone, plugged in it has another name. */
  plug(isIn: boolean): void {
    this.#bank.tell(isIn ? { plug: {} } : { unplug: {} });
  }

  /** What was written to the bus before this was called has passed by when it resolves. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onState = resolve;
      this.#bank.tell({ state: {} });
      await promise;
    }
  }

  /** Resolves as soon as the doors are as they should be. */
  untilDoor(isIt: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isIt()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #hear(line: Line): void {
    const atMs = line['atMs'];
    if (line.event === 'state') this.#onState();
    if (typeof atMs !== 'number') return;
    this.#offsetMs = Math.min(this.#offsetMs, Date.now() - atMs);
    const at = this.#offsetMs + atMs;
    if (line.event === 'frame' && line['direction'] === 'in') this.#frame(String(line['hex']).split(' '), at);
    if (line.event === 'door') this.#door(line, at);
  }

  #frame([, board = '', lock = '', command]: readonly string[], at: number): void {
    if (command !== UNLOCK) return;
    const compartment = nameOf(Number.parseInt(board, 16), Number.parseInt(lock, 16));
    this.unlocks.push({ compartment, at });
    this.#log.write('unlock', { compartment }, at);
  }

  #door(line: Line, at: number): void {
    const compartment = nameOf(Number(line['board']), Number(line['lock']));
    const isOpen = line['state'] === 'open';
    if (isOpen) this.#open.set(compartment, at);
    else this.#open.delete(compartment);
    this.#log.write('door', { compartment, state: isOpen ? 'open' : 'closed', by: line['by'] === 'pulse' ? 'pulse' : 'hand' }, at);
    for (const look of [...this.#waiting]) look();
  }
}

/** Compartments go by their locks: `0-03`. */
function nameOf(board: number, lock: number): string {
  return `${board}-${String(lock).padStart(2, '0')}`;
}
