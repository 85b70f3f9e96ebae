import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem } from '../contract/link.ts';
import type { LockAddress } from '../contract/lock-board.ts';
import { Splitter } from '../wire/splitter.ts';
import type { BoardRequest, BoardSide } from './board-side.ts';
import { type BusFaults, placeInside, withFaults } from './bus-faults.ts';
import { BusLine } from './bus-line.ts';
import type { CoilUse } from './coil.ts';
import type { DoorMover, DoorTraits, SimulatedDoor } from './door.ts';
import { meaningOf } from './request-words.ts';
import { SimulatedBoard } from './simulated-board.ts';
import type { SimulatedLock } from './simulated-lock.ts';

/** Something that happened at the simulated boards. `atMs` is the clock's monotonic time; `meaning` is for people. */
export type SimulatorEvent =
  | { readonly kind: 'frame'; readonly direction: 'in' | 'out'; readonly bytes: Uint8Array; readonly meaning: string; readonly atMs: number }
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
  /** How long a board thinks before it answers, in milliseconds, until `setTurnAround` says otherwise. */
  readonly turnAroundMs: number;
  onEvent(event: SimulatorEvent): void;
}

/** After so many character times of silence a board gives up the frame that it was reading, but not before `least` milliseconds. */
const quiet = { characters: 4, leastMs: 5 } as const;

/**
 * Lock boards of one family that answer real bytes, with doors, people and faults. They understand all that real boards understand,
 * "unlock everything" included, so that a driver that slips is found out. All chance comes from `random` and all time from `clock`:
 * the same seed and the same commands give the same world.
 *
 * ```
 *  bytes in -- splitter -- faults -- side.read -- SimulatedBoard -- SimulatedLock     coil, bolt, door, switch
 *  bytes out <------------ BusLine <- side.answer <-'                     ^---------- hands: pull, close, leave ajar, force
 * ```
 */
export class BankSimulator {
  readonly #options: BankSimulatorOptions;
  readonly #boards = new Map<number, SimulatedBoard>();
  readonly #splitter: Splitter;
  readonly #line: BusLine;
  #cancelQuiet: () => void = () => undefined;
  #areReporting = false;
  #autoCloseMs: number | null = null;

  constructor(options: BankSimulatorOptions) {
    this.#options = options;
    this.#splitter = new Splitter(options.side.shape);
    this.#line = new BusLine({ ...options, onSent: (bytes, meaning) => this.#tellFrame('out', bytes, meaning) });
    for (const { address, locks } of options.boards) {
      this.#boards.set(
        address,
        new SimulatedBoard({
          ...options,
          address,
          locks: Math.min(locks, options.side.channels),
          onPulse: (lock) => options.onEvent({ kind: 'pulse', address: { board: address, lock }, atMs: this.#now() }),
          onMoved: (lock, state, by) => this.#moved({ board: address, lock }, state, by),
          onBit: (lock, bit) => this.#report(address, lock, bit),
        }),
      );
    }
  }

  /** Powers the boards: from now on they answer, unless their link does not open. May be called again after the link was lost. */
  async start(): Promise<LinkProblem | undefined> {
    const opened = await this.#options.link.open({ onBytes: (bytes) => this.#heard(bytes), onClose: () => this.#line.attach(null) });
    if (!opened.ok) return opened.error;
    this.#line.attach(opened.value);
    this.#splitter.reset();
    return undefined;
  }

  /** Lets go of the link. Doors stay as they are. */
  async stop(): Promise<void> {
    this.#cancelQuiet();
    await this.#line.close();
  }

  /** The boards, to look at. */
  get boards(): readonly SimulatedBoard[] {
    return [...this.#boards.values()];
  }

  /** The line, to look at. */
  get line(): Readonly<Pick<BusLine, 'faults' | 'isEchoing' | 'isCut'>> {
    return this.#line;
  }

  get side(): BoardSide {
    return this.#options.side;
  }

  get areReporting(): boolean {
    return this.#areReporting;
  }

  get autoCloseMs(): number | null {
    return this.#autoCloseMs;
  }

  /** The doors of a board, to look at. */
  doors(board: number): readonly SimulatedDoor[] {
    return this.#boards.get(board)?.locks.map((lock) => lock.door) ?? [];
  }

  isOpen(address: LockAddress): boolean {
    return this.#lock(address)?.door.isOpen ?? false;
  }

  /** What a lock's coil has borne. */
  coilUse(address: LockAddress): CoilUse {
    return this.#lock(address)?.use ?? { pulses: 0, onMs: 0, longestMs: 0 };
  }

  /** A hand closes the door; the bolt catches, unless its coil is held on. */
  closeDoor(address: LockAddress): void {
    this.#lock(address)?.push();
  }

  /** A hand pushes the door, not far enough: it looks shut, and its switch says open. */
  leaveAjar(address: LockAddress): void {
    this.#lock(address)?.pushAlmost();
  }

  /** A hand pulls at the door for `forMs`: it opens if the bolt is free, or becomes free meanwhile. */
  pullDoor(address: LockAddress, forMs = 0): void {
    this.#lock(address)?.pull(forMs);
  }

  /** A crowbar: the door is open and nobody asked for it. */
  forceOpen(address: LockAddress): void {
    this.#lock(address)?.force();
  }

  /** Changes how a door is made or what is wrong with it. */
  setDoor(address: LockAddress, change: Partial<DoorTraits>): void {
    this.#lock(address)?.change(change);
  }

  /** A silent board hears and does nothing, as one without power. */
  setSilent(board: number, isSilent: boolean): void {
    this.#boards.get(board)?.setSilent(isSilent);
  }

  /** How long a board thinks before it answers, in milliseconds. */
  setTurnAround(board: number, ms: number): void {
    this.#boards.get(board)?.setTurnAround(ms);
  }

  /** The board loses its power in the middle of its next answer, and is back after `forMs`. */
  resetInNextAnswer(board: number, forMs: number): void {
    this.#boards.get(board)?.resetInNextAnswer(forMs);
  }

  setFaults(faults: BusFaults): void {
    this.#line.faults = faults;
  }

  /** The adapter gives the master its own bytes back, as two-wire adapters may. */
  setEcho(isEchoing: boolean): void {
    this.#line.isEchoing = isEchoing;
  }

  /** Breaks the pair of wires between adapter and boards, or mends it. The adapter is still there. */
  setLineCut(isCut: boolean): void {
    this.#line.isCut = isCut;
  }

  /** Do the boards say by themselves when a door moved? Only families that can, do. */
  setReports(areReporting: boolean): void {
    this.#areReporting = areReporting;
  }

  /** A simulated person closes each door this long after it opened; null: nobody is there. */
  setAutoClose(afterMs: number | null): void {
    this.#autoCloseMs = afterMs;
  }

  #heard(bytes: Uint8Array): void {
    this.#line.echo(bytes);
    if (this.#line.isCut) return;
    this.#sort(this.#splitter.push(bytes));
    this.#cancelQuiet();
    if (!this.#splitter.isHolding) return;
    const quietMs = Math.max(quiet.leastMs, this.#options.link.wireTimeMs(quiet.characters));
    this.#cancelQuiet = this.#options.clock.after(quietMs, () => this.#sort(this.#splitter.endOfInput()));
  }

  #sort(pieces: ReturnType<Splitter['push']>): void {
    for (const piece of pieces) if (piece.kind === 'frame') this.#arrive(piece.bytes);
  }

  #arrive(frame: Uint8Array): void {
    const { clock, random, side } = this.#options;
    this.#tellFrame('in', frame, meaningOf(side.read(frame)));
    for (const { bytes, delayMs } of withFaults(frame, this.#line.faults, random, side)) {
      if (delayMs === 0) this.#obey(bytes);
      else clock.after(delayMs, () => this.#obey(bytes));
    }
  }

  /** What the faults made of a frame has to be a frame still. */
  #obey(frame: Uint8Array): void {
    const { side } = this.#options;
    const seen = side.shape.inspect(frame);
    if ((seen.kind !== 'frame' && seen.kind !== 'frame-unless-more') || seen.length !== frame.length) return;
    const request = side.read(frame);
    const asked = this.boards.filter((board) => board.isPowered && (request.board === 'every' || request.board === board.address));
    for (const board of asked) board.obey(request);
    this.#answerInTurn(frame, request, asked);
  }

  /** Boards that are asked all at once answer one after the other, each as long as its own answer takes. */
  #answerInTurn(frame: Uint8Array, request: BoardRequest, [board, ...rest]: readonly SimulatedBoard[]): void {
    if (board === undefined) return;
    const { clock, link } = this.#options;
    clock.after(board.turnAroundMs, () => {
      const answer = this.#answer(frame, request, board);
      if (rest.length > 0) clock.after(link.wireTimeMs(answer?.length ?? 0), () => this.#answerInTurn(frame, request, rest));
    });
  }

  #answer(frame: Uint8Array, request: BoardRequest, board: SimulatedBoard): Uint8Array | null {
    const { side, random } = this.#options;
    const answer = board.isPowered ? side.answer(frame, board.view()) : null;
    if (answer === null) return null;
    const meaning = `board ${board.address} answers ${request.kind}`;
    const { reset, resetMs } = this.#line.faults;
    const downMs = board.takeReset() ?? (random() < reset ? resetMs : null);
    if (downMs === null) this.#line.send(answer, meaning);
    else {
      this.#line.sendRaw(answer.slice(0, placeInside(answer.length, random)), `${meaning}, cut short by a reset`);
      board.losePowerFor(downMs);
    }
    return answer;
  }

  #report(board: number, lock: number, bit: 0 | 1): void {
    const { side, clock } = this.#options;
    const found = this.#boards.get(board);
    const frame = this.#areReporting && found?.isPowered === true ? side.report(board, lock, bit) : null;
    if (frame !== null) clock.after(found?.turnAroundMs ?? 0, () => this.#line.send(frame, `board ${board} reports lock ${lock}`));
  }

  #moved(address: LockAddress, state: 'open' | 'closed', by: DoorMover): void {
    this.#options.onEvent({ kind: 'door', address, state, by, atMs: this.#now() });
    if (state === 'open' && this.#autoCloseMs !== null) this.#options.clock.after(this.#autoCloseMs, () => this.closeDoor(address));
  }

  #lock(address: LockAddress): SimulatedLock | undefined {
    return this.#boards.get(address.board)?.locks[address.lock];
  }

  #tellFrame(direction: 'in' | 'out', bytes: Uint8Array, meaning: string): void {
    this.#options.onEvent({ kind: 'frame', direction, bytes, meaning, atMs: this.#now() });
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }
}
