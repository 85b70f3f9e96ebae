import type { HardwareClock } from '../contract/clock.ts';
import type { Link, OpenLink } from '../contract/link.ts';
import type { BoardSide } from './board-side.ts';
import { type BusFaults, leaving, type Leaving, noFaults, withFaults } from './bus-faults.ts';

/** What the boards' end of a line needs. */
export interface BusLineDependencies {
  readonly link: Link;
  readonly side: Pick<BoardSide, 'readdress'>;
  readonly clock: HardwareClock;
  readonly random: () => number;
  /** Hears what goes out, chunk by chunk, with a few words on what it is. */
  onSent(bytes: Uint8Array, meaning: string): void;
}

/** A frame that waits for company goes alone after this time, in milliseconds. */
const waitsAtMostMs = 400;

interface Waiting {
  readonly pieces: Leaving['pieces'];
  readonly meaning: string;
  readonly cancel: () => void;
}

/**
 * The boards' end of the line: every byte towards the master goes through here, where the faults meet it.
 *
 * ```
 *  a frame -- dropped, changed, doubled, late --+-- waits for the next, at most 400 ms --+
 *                                               +----------------------------------------+-- stray bytes, pieces, rests -- wire
 * ```
 */
export class BusLine {
  readonly #dependencies: BusLineDependencies;
  #port: OpenLink | null = null;
  #waiting: Waiting | null = null;
  faults: BusFaults = noFaults;
  /** A two-wire adapter gives the master its own bytes back. */
  isEchoing = false;
  /** The pair of wires between adapter and boards is broken; the adapter is still there. */
  isCut = false;

  constructor(dependencies: BusLineDependencies) {
    this.#dependencies = dependencies;
  }

  get isOpen(): boolean {
    return this.#port !== null;
  }

  attach(port: OpenLink | null): void {
    this.#port = port;
    this.#waiting?.cancel();
    this.#waiting = null;
  }

  async close(): Promise<void> {
    const port = this.#port;
    this.attach(null);
    await port?.close();
  }

  /** Gives the master its own bytes back, where the adapter does so. It does with a broken line, too. */
  echo(bytes: Uint8Array): void {
    if (this.isEchoing) void this.#port?.write(bytes);
  }

  /** Sends a frame of a board. */
  send(frame: Uint8Array, meaning: string): void {
    const { random, side } = this.#dependencies;
    for (const { bytes, delayMs } of withFaults(frame, this.faults, random, side)) {
      this.#later(delayMs, () => this.#leave(leaving(bytes, this.faults, random), meaning));
    }
  }

  /** Sends bytes as they are: what a board got out before it lost its power. */
  sendRaw(bytes: Uint8Array, meaning: string): void {
    if (this.#port === null || this.isCut) return;
    this.#dependencies.onSent(bytes, meaning);
    void this.#port.write(bytes);
  }

  #leave({ pieces, waits }: Leaving, meaning: string): void {
    const before = this.#waiting;
    before?.cancel();
    this.#waiting = null;
    if (before !== null) return this.#sendPieces([joined([...before.pieces, ...pieces])], `${before.meaning} + ${meaning}`);
    if (!waits) return this.#sendPieces(pieces, meaning);
    const goAlone = (): void => {
      this.#waiting = null;
      this.#sendPieces(pieces, meaning);
    };
    this.#waiting = { pieces, meaning, cancel: this.#dependencies.clock.after(waitsAtMostMs, goAlone) };
  }

  #sendPieces(pieces: Leaving['pieces'], meaning: string): void {
    let delayMs = 0;
    for (const { bytes, kind, restMs } of pieces) {
      delayMs += restMs;
      const what = kind === 'noise' ? 'stray bytes' : kind === 'part' ? `part of ${meaning}` : meaning;
      this.#later(delayMs, () => this.sendRaw(bytes, what));
      if (kind === 'part') delayMs += this.#dependencies.link.wireTimeMs(bytes.length);
    }
  }

  #later(ms: number, run: () => void): void {
    if (ms === 0) run();
    else this.#dependencies.clock.after(ms, run);
  }
}

function joined(pieces: Leaving['pieces']): Leaving['pieces'][number] {
  return { bytes: Uint8Array.from(pieces.flatMap(({ bytes }) => [...bytes])), kind: 'frame', restMs: 0 };
}
