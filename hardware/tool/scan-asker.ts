import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import type { FeedbackBit } from '../lockers/board-family.ts';
import { familyOf } from '../lockers/families.ts';
import { sameBytes } from '../wire/hex.ts';
import { Splitter } from '../wire/splitter.ts';
import type { ScanQuestion } from './scan-plan.ts';

/** What came of one question: the feedback bits of a board, or the bytes that were no answer to it. */
export type ScanAnswer = { readonly kind: 'board'; readonly bits: readonly FeedbackBit[] } | { readonly kind: 'none'; readonly strayBytes: Uint8Array };

/** Rest between an answer and the next question: boards of other families must see that a frame has ended. Milliseconds. */
const restMs = 15;

/** Asks one question after the other on a line of which nothing is known yet. */
export interface ScanAsker {
  /** `withinMs`: how long the board may think before its answer's first byte. */
  ask(question: ScanQuestion, withinMs: number): Promise<Result<ScanAnswer, LinkProblem>>;
  close(): Promise<void>;
}

/** Opens a line to ask on it. */
export async function openScanAsker(link: Link, clock: HardwareClock): Promise<Result<ScanAsker, LinkProblem>> {
  let onBytes: (bytes: Uint8Array) => void = () => undefined;
  let lost: LinkProblem | null = null;
  const opened = await link.open({
    onBytes: (bytes) => onBytes(bytes),
    onClose: (problem) => {
      lost = problem;
    },
  });
  if (!opened.ok) return opened;
  const port = opened.value;
  return {
    ok: true,
    value: {
      close: () => port.close(),
      async ask(question, withinMs) {
        const listener = new AnswerListener(question);
        onBytes = (bytes) => listener.hear(bytes);
        const problem = await writeAndWait(port, question, listener, link, clock, withinMs);
        onBytes = () => undefined;
        const failure = problem ?? lost;
        return failure === null ? { ok: true, value: listener.result() } : { ok: false, error: failure };
      },
    },
  };
}

async function writeAndWait(
  port: OpenLink,
  { question }: ScanQuestion,
  listener: AnswerListener,
  link: Link,
  clock: HardwareClock,
  withinMs: number,
): Promise<LinkProblem | null> {
  await port.flush();
  const problem = await port.write(question.frame);
  if (problem !== undefined) return problem;
  await new Promise<void>((resolve) => {
    const cancel = clock.after(withinMs + link.wireTimeMs(question.frame.length + question.answerLength), resolve);
    listener.onAnswer = () => {
      cancel();
      resolve();
    };
  });
  listener.silence();
  await new Promise<void>((resolve) => {
    clock.after(restMs, resolve);
  });
  return null;
}

/** Finds the answer to one question in whatever comes in. */
class AnswerListener {
  onAnswer: () => void = () => undefined;
  readonly #asked: ScanQuestion;
  readonly #splitter: Splitter;
  #bits: readonly FeedbackBit[] | null = null;
  #stray: number[] = [];

  constructor(asked: ScanQuestion) {
    this.#asked = asked;
    this.#splitter = new Splitter(familyOf({ family: asked.family }).shape);
  }

  hear(bytes: Uint8Array): void {
    this.#stray.push(...bytes);
    this.#sort(this.#splitter.push(bytes));
  }

  /** The line is quiet: what could have become longer is whole. */
  silence(): void {
    this.#sort(this.#splitter.endOfInput());
  }

  result(): ScanAnswer {
    if (this.#bits !== null) return { kind: 'board', bits: this.#bits };
    const stray = Uint8Array.from(this.#stray);
    // Its own echo says nothing of boards.
    return { kind: 'none', strayBytes: sameBytes(stray, this.#asked.question.frame) ? new Uint8Array() : stray };
  }

  #sort(pieces: ReturnType<Splitter['push']>): void {
    for (const piece of pieces) {
      if (piece.kind === 'discarded' || sameBytes(piece.bytes, this.#asked.question.frame)) continue;
      const bits = this.#asked.question.read(piece.bytes);
      if (bits === undefined) continue;
      this.#bits = bits;
      this.onAnswer();
    }
  }
}
