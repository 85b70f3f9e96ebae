import type { BankFact, Health } from '../contract/lock-board.ts';
import { HealthBook } from '../session/health-book.ts';
import { ContradictionWatch } from './contradiction-watch.ts';
import { boardDamage, DamageMeter, lineDamage } from './damage-meter.ts';
import { Slowness } from './slowness.ts';
import { TroubleBook } from './trouble-book.ts';

/** What the asking of one board showed. */
export interface Asked {
  readonly board: number;
  /** How long the board thought before its answer, in milliseconds; null when none came. */
  readonly thoughtMs: number | null;
  /** Bytes that came meanwhile and belong to no frame. */
  readonly discarded: number;
}

/** Some boards put a stray byte or two before each answer, every time: that spoils nothing. */
const harmlessBytes = 2;

/** How well a bus and its boards are: who answers at all, and what is wrong with those that do. Each method returns the facts that are new. */
export class BusHealth {
  readonly #answering: HealthBook;
  readonly #contradictions = new ContradictionWatch();
  readonly #troubles = new TroubleBook();
  readonly #slow = new Map<number, Slowness>();
  readonly #damage = new Map<number, DamageMeter>();
  #lineDamage = new DamageMeter(lineDamage);
  #doesEcho = false;

  constructor(boards: readonly number[]) {
    this.#answering = new HealthBook(boards);
    for (const board of boards) this.#startAnew(board);
  }

  get bus(): Health {
    return this.#answering.bus;
  }

  board(board: number): Health {
    return this.#answering.board(board);
  }

  portUp(generation: number): void {
    this.#answering.portUp(generation);
  }

  /** The port is lost. What was wrong with the cable may be with its next adapter as well or not: it is judged anew. */
  portDown(detail: string, nowMs: number): BankFact[] {
    this.#doesEcho = false;
    this.#lineDamage = new DamageMeter(lineDamage);
    for (const board of this.#slow.keys()) this.#startAnew(board);
    return [...this.#answering.portDown(detail), ...this.#tellBus(), ...[...this.#slow.keys()].flatMap((board) => this.#tellBoard(board, nowMs))];
  }

  asked({ board, thoughtMs, discarded }: Asked, nowMs: number): BankFact[] {
    const isDamaged = discarded > harmlessBytes || (thoughtMs === null && discarded > 0);
    // Where nothing at all came, nothing is known of the cable.
    if (isDamaged || thoughtMs !== null) {
      this.#damage.get(board)?.note(isDamaged);
      this.#lineDamage.note(isDamaged);
    }
    if (thoughtMs !== null) this.#slow.get(board)?.answered(thoughtMs);
    const facts = thoughtMs === null ? this.#answering.missed(board, nowMs) : this.#answering.answered(board);
    return [...facts, ...this.#tellBoard(board, nowMs), ...this.#tellBus()];
  }

  /** Bytes that belong to no frame came while nobody was asked. */
  noise(): BankFact[] {
    this.#lineDamage.note(true);
    return this.#tellBus();
  }

  /** It was found out whether the adapter hands back what is written. */
  echo(doesEcho: boolean): BankFact[] {
    this.#doesEcho = doesEcho;
    return this.#tellBus();
  }

  /** Facts of locks on their way out: changes faster than a door's are noticed. */
  locks(facts: readonly BankFact[], nowMs: number): BankFact[] {
    const boards = new Set<number>();
    for (const fact of facts) {
      if (fact.kind !== 'lock' || fact.state === 'unknown') continue;
      this.#contradictions.told(fact.address, fact.state, nowMs);
      boards.add(fact.address.board);
    }
    return [...facts, ...[...boards].flatMap((board) => this.#tellBoard(board, nowMs))];
  }

  #startAnew(board: number): void {
    this.#slow.set(board, new Slowness());
    this.#damage.set(board, new DamageMeter(boardDamage));
  }

  #tellBoard(board: number, nowMs: number): BankFact[] {
    return this.#troubles.turn(board, {
      slow: this.#slow.get(board)?.isSlow ?? false,
      'checksum-errors': this.#damage.get(board)?.isBad ?? false,
      contradicting: this.#contradictions.isContradicting(board, nowMs),
      echo: false,
    });
  }

  #tellBus(): BankFact[] {
    return this.#troubles.turn(null, { slow: false, 'checksum-errors': this.#lineDamage.isBad, contradicting: false, echo: this.#doesEcho });
  }
}
