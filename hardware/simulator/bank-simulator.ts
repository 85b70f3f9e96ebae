import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';
import type { LockAddress } from '../contract/lock-board.ts';
import { Splitter } from '../wire/splitter.ts';
import type { BoardRequest, BoardSide } from './board-side.ts';
import { type BusFaults, noFaults, withFaults } from './bus-faults.ts';
import { type DoorMover, healthyDoor, sensorOf, type SimulatedDoor } from './door.ts';

/** Something that happened at the simulated boards. `atMs` is the clock's monotonic time. */
export type SimulatorEvent =
  | { readonly kind: 'frame'; readonly direction: 'in' | 'out'; readonly bytes: Uint8Array; readonly atMs: number }
  | { readonly kind: 'pulse'; readonly address: LockAddress; readonly atMs: number }
  | { readonly kind: 'door'; readonly address: LockAddress; readonly state: 'open' | 'closed'; readonly by: DoorMover; readonly atMs: number };

/** What simulated boards are made of. */
export interface BankSimulatorOptions {
  readonly side: BoardSide;
  /** The boards' end of the cable. */
  readonly link: Link;
  readonly clock: HardwareClock;
  readonly random: () => number;
  /** Channels beyond `locks` have no door: they report closed and a pulse moves nothing. */
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly closedBit: 0 | 1;
  /** How long a board thinks before it answers, in milliseconds. */
  readonly turnAroundMs: number;
  onEvent(event: SimulatorEvent): void;
}

interface SimulatedBoard {
  readonly doors: readonly SimulatedDoor[];
  isSilent: boolean;
}

/**
 * Lock boards of one family that answer real bytes, with doors, people and faults. They understand all that real boards understand,
 * "unlock everything" included, so that a driver that slips is found out.
 */
export class BankSimulator {
  readonly #options: BankSimulatorOptions;
  readonly #boards = new Map<number, SimulatedBoard>();
  readonly #splitter: Splitter;
  #port: OpenLink | null = null;
  #faults: BusFaults = noFaults;
  #autoCloseMs: number | null = null;

  constructor(options: BankSimulatorOptions) {
    this.#options = options;
    this.#splitter = new Splitter(options.side.shape);
    for (const { address, locks } of options.boards) {
      this.#boards.set(address, { doors: Array.from({ length: Math.min(locks, options.side.channels) }, healthyDoor), isSilent: false });
    }
  }

  /** Powers the boards: from now on they answer, unless their link does not open. May be called again after the link was lost. */
  async start(): Promise<LinkProblem | undefined> {
    const opened = await this.#options.link.open({
      onBytes: (bytes) => this.#heard(bytes),
      onClose: () => {
        this.#port = null;
      },
    });
    if (!opened.ok) return opened.error;
    this.#port = opened.value;
    this.#splitter.reset();
    return undefined;
  }

  async stop(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    await port?.close();
  }

  /** The doors of a board, to look at. */
  doors(board: number): readonly Readonly<SimulatedDoor>[] {
    return this.#boards.get(board)?.doors ?? [];
  }

  isOpen(address: LockAddress): boolean {
    return this.#door(address)?.isOpen ?? false;
  }

  /** A hand closes the door; the bolt catches. */
  closeDoor(address: LockAddress): void {
    this.#move(address, false, 'hand');
  }

  /** A crowbar: the door is open and nobody asked for it. */
  forceOpen(address: LockAddress): void {
    this.#move(address, true, 'force');
  }

  /** Changes what is wrong with a door: `{ isJammed }`, `{ stuckAt }`, `{ opensAfterMs }`. */
  setDoor(address: LockAddress, change: Partial<Omit<SimulatedDoor, 'isOpen'>>): void {
    const door = this.#door(address);
    if (door !== undefined) Object.assign(door, change);
  }

  /** A silent board hears and does nothing, as one without power. */
  setSilent(board: number, isSilent: boolean): void {
    const found = this.#boards.get(board);
    if (found !== undefined) found.isSilent = isSilent;
  }

  setFaults(faults: BusFaults): void {
    this.#faults = faults;
  }

  /** A simulated person closes each door this long after it opened; null: nobody is there. */
  setAutoClose(afterMs: number | null): void {
    this.#autoCloseMs = afterMs;
  }

  #heard(bytes: Uint8Array): void {
    for (const piece of this.#splitter.push(bytes)) {
      if (piece.kind === 'frame') this.#arrive(piece.bytes);
    }
  }

  #arrive(frame: Uint8Array): void {
    const { clock, random, side } = this.#options;
    this.#tellFrame('in', frame);
    for (const { bytes, delayMs } of withFaults(frame, this.#faults, random, side)) {
      const obey = (): void => {
        if (side.shape.inspect(bytes).kind === 'frame') this.#obey(side.read(bytes), bytes);
      };
      if (delayMs === 0) obey();
      else clock.after(delayMs, obey);
    }
  }

  #obey(request: BoardRequest, frame: Uint8Array): void {
    let waitMs = this.#options.turnAroundMs;
    for (const [address, board] of this.#boards) {
      if (board.isSilent || (request.board !== 'every' && request.board !== address)) continue;
      if (request.kind === 'unlock') this.#pulse(address, request.locks);
      this.#options.clock.after(waitMs, () => this.#answer(frame, address, board));
      // Boards asked all at once answer in turn.
      waitMs += this.#options.turnAroundMs + this.#options.link.wireTimeMs(12);
    }
  }

  #answer(frame: Uint8Array, address: number, board: SimulatedBoard): void {
    const { clock, random, side, closedBit } = this.#options;
    const bits = Array.from({ length: side.channels }, (_, lock) => this.#bitOf(board.doors[lock], closedBit));
    const answer = side.answer(frame, { address, bits });
    if (answer === null) return;
    for (const { bytes, delayMs } of withFaults(answer, this.#faults, random, side)) {
      if (delayMs === 0) this.#send(bytes);
      else clock.after(delayMs, () => this.#send(bytes));
    }
  }

  #bitOf(door: SimulatedDoor | undefined, closedBit: 0 | 1): 0 | 1 {
    const isClosed = door === undefined || sensorOf(door) === 'closed';
    return isClosed === (closedBit === 1) ? 1 : 0;
  }

  #send(bytes: Uint8Array): void {
    if (this.#port === null) return;
    this.#tellFrame('out', bytes);
    void this.#port.write(bytes);
  }

  #pulse(board: number, which: readonly number[] | 'every'): void {
    const locks = which === 'every' ? this.doors(board).map((_, index) => index) : which;
    for (const each of locks) {
      const address = { board, lock: each };
      const door = this.#door(address);
      if (door === undefined) continue;
      this.#options.onEvent({ kind: 'pulse', address, atMs: this.#now() });
      if (door.isJammed) continue;
      if (door.opensAfterMs === 0) this.#move(address, true, 'pulse');
      else this.#options.clock.after(door.opensAfterMs, () => this.#move(address, true, 'pulse'));
    }
  }

  #move(address: LockAddress, isOpen: boolean, by: DoorMover): void {
    const door = this.#door(address);
    if (door === undefined || door.isOpen === isOpen) return;
    door.isOpen = isOpen;
    this.#options.onEvent({ kind: 'door', address, state: isOpen ? 'open' : 'closed', by, atMs: this.#now() });
    if (isOpen && this.#autoCloseMs !== null) this.#options.clock.after(this.#autoCloseMs, () => this.closeDoor(address));
  }

  #door(address: LockAddress): SimulatedDoor | undefined {
    return this.#boards.get(address.board)?.doors[address.lock];
  }

  #tellFrame(direction: 'in' | 'out', bytes: Uint8Array): void {
    this.#options.onEvent({ kind: 'frame', direction, bytes, atMs: this.#now() });
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }
}
