import type { LinkProblem } from '../contract/link.ts';
import type { TranscriptLine } from './transcript.ts';

/** One asking of a question, `atMs` after the opening, and what came in before anything else was written. */
export interface ReplayedQuestion {
  readonly atMs: number;
  readonly answers: { readonly afterMs: number; readonly bytes: Uint8Array }[];
}

/** One attempt to open the port, as it went. Times count from the opening. */
export type ReplayedOpening =
  | { readonly kind: 'refused'; readonly problem: LinkProblem }
  | {
      readonly kind: 'open';
      /** What came in before anything was written. */
      readonly unasked: readonly { readonly afterMs: number; readonly bytes: Uint8Array }[];
      /** Askings by the frame's hex text, in order. */
      readonly questions: ReadonlyMap<string, readonly ReplayedQuestion[]>;
      /** All that was written, in order. */
      readonly written: readonly { readonly atMs: number; readonly bytes: Uint8Array }[];
      readonly end: { readonly afterMs: number; readonly problem: LinkProblem } | null;
      readonly lastMs: number;
    };

/** A driver of another day may see no reason to close the port where the recorded one did; the recording goes on elsewhere. Milliseconds. */
const closedAnywayMs = 2000;

/** A board may take this long to answer. Milliseconds. */
const cutOffMs = 500;

const closedHere: LinkProblem = { kind: 'closed', detail: 'Here the recorded program closed the port.' };
const unknown: LinkProblem = { kind: 'failed', detail: 'The recording does not say why.' };

/** Cuts a recording into its openings. One that begins in the middle (the file was rotated) begins with an open port. */
export function readOpenings(lines: readonly TranscriptLine[]): readonly ReplayedOpening[] {
  const openings: ReplayedOpening[] = [];
  let current: OpeningBuilder | null = null;
  for (const [index, line] of lines.entries()) {
    switch (line.kind) {
      case 'not-opened':
        openings.push({ kind: 'refused', problem: line.problem ?? unknown });
        break;
      case 'opened':
        if (current !== null) openings.push(current.done());
        current = new OpeningBuilder(line.atMs);
        break;
      case 'lost':
      case 'closed':
        if (current !== null) openings.push(line.kind === 'closed' && !isOpenedAfter(lines, index) ? current.done() : current.ended(line));
        current = null;
        break;
      case 'out':
      case 'in':
        // A loss is told before the owner closes what is left: bytes after it belong to no opening.
        if (current === null && openings.length === 0) current = new OpeningBuilder(line.atMs);
        current?.take(line);
        break;
    }
  }
  if (current !== null) openings.push(current.done());
  return openings;
}

/** A closing with no opening after it is the recording's own end. */
function isOpenedAfter(lines: readonly TranscriptLine[], index: number): boolean {
  return lines.slice(index + 1).some((line) => line.kind === 'opened' || line.kind === 'not-opened');
}

class OpeningBuilder {
  readonly #openedAt: number;
  readonly #unasked: { afterMs: number; bytes: Uint8Array }[] = [];
  readonly #questions = new Map<string, ReplayedQuestion[]>();
  readonly #written: { atMs: number; bytes: Uint8Array }[] = [];
  #last: ReplayedQuestion | null = null;
  #lastMs = 0;

  constructor(openedAt: number) {
    this.#openedAt = openedAt;
  }

  take(line: TranscriptLine): void {
    const atMs = line.atMs - this.#openedAt;
    const bytes = fromHex(line.hex);
    this.#lastMs = atMs;
    if (line.kind === 'out') {
      this.#last = { atMs, answers: [] };
      const askings = this.#questions.get(line.hex);
      if (askings === undefined) this.#questions.set(line.hex, [this.#last]);
      else askings.push(this.#last);
      this.#written.push({ atMs, bytes });
      return;
    }
    if (this.#last === null) this.#unasked.push({ afterMs: atMs, bytes });
    else this.#last.answers.push({ afterMs: atMs - this.#last.atMs, bytes });
  }

  ended({ atMs, kind, problem }: TranscriptLine): ReplayedOpening {
    const afterMs = atMs - this.#openedAt;
    return this.#make(kind === 'lost' ? { afterMs, problem: problem ?? unknown } : { afterMs: afterMs + closedAnywayMs, problem: closedHere });
  }

  /** The recording ends while the port is open. A question that its end cut off from its answer was never unanswered. */
  done(): ReplayedOpening {
    if (this.#last !== null && this.#last.answers.length === 0 && this.#lastMs - this.#last.atMs < cutOffMs) this.#forgetLast();
    return this.#make(null);
  }

  #forgetLast(): void {
    this.#written.pop();
    for (const askings of this.#questions.values()) if (askings.at(-1) === this.#last) askings.pop();
  }

  #make(end: { afterMs: number; problem: LinkProblem } | null): ReplayedOpening {
    return { kind: 'open', unasked: this.#unasked, questions: this.#questions, written: this.#written, end, lastMs: this.#lastMs };
  }
}

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
}
