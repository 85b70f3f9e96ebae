import type { HardwareClock } from '../contract/clock.ts';
import type { OpenLink } from '../contract/link.ts';
import type { HostileBoards } from './hostile-boards.ts';
import { type GenuineFrame, type HostileForge, type HostileFrame, whole } from './hostile-frames.ts';
import type { Question, QuestionWatch } from './hostile-questions.ts';
import type { HostileWindow } from './hostile-window.ts';

/** Hostile frames, and whether the honest answer comes behind them, before them, or not at all. */
export interface Plan {
  readonly burst: readonly HostileFrame[];
  readonly honest: 'behind' | 'before' | 'none';
}

/** What the far end of the line works with. */
export interface FarEndParts {
  readonly clock: HardwareClock;
  readonly random: () => number;
  readonly baud: number;
  readonly boards: HostileBoards;
  readonly forge: HostileForge;
  readonly window: HostileWindow;
  readonly questions: QuestionWatch;
  /** Something is put on the line. */
  onSend(frame: HostileFrame): void;
}

/** Bytes that take less time than the silence that ends a frame, 3.5 characters. */
const largestChunk = 3;
/** The longest that a board thinks, in milliseconds. */
const longestThoughtMs = 4;

/** The far end of the line: honest boards, and somebody who puts hostile bytes around what they say. */
export class HostileFarEnd {
  readonly #parts: FarEndParts;
  #port: OpenLink | null = null;
  #plan: Plan | null = null;

  constructor(parts: FarEndParts) {
    this.#parts = parts;
  }

  attach(port: OpenLink): void {
    this.#port = port;
  }

  /** This is how the next command is answered; null: honestly. */
  plan(plan: Plan | null): void {
    this.#plan = plan;
  }

  /** A whole command reached the boards: they answer as planned, unless the line is still full of earlier bytes. */
  hear(command: Uint8Array): void {
    const { boards, forge, window, questions, clock, random } = this.#parts;
    const honest = boards.answer(command);
    forge.remember({ bytes: command, meaning: { kind: 'other' } });
    if (honest !== null) forge.remember(honest);
    // One plan is for one command: its repetition, after hostile bytes alone, is answered honestly.
    const plan = window.heard === window.planned ? this.#plan : null;
    this.#plan = null;
    const question = questions.last;
    clock.after(random() * longestThoughtMs, () => this.#answer(question, honest, plan));
  }

  /**
   * Puts frames on the line without a pause: as one chunk, or in chunks that know nothing of frames and are so small that the time
   * until the next is no silence.
   */
  send(frames: readonly HostileFrame[]): void {
    const { window, onSend, random } = this.#parts;
    const bytes: number[] = [];
    for (const frame of frames) {
      window.plan(frame);
      bytes.push(...frame.bytes);
      onSend(frame);
    }
    const isWhole = random() < 0.5;
    let start = 0;
    while (start < bytes.length) {
      const size = isWhole ? bytes.length : 1 + Math.floor(random() * largestChunk);
      void this.#port?.write(Uint8Array.from(bytes.slice(start, start + size)));
      start += size;
    }
  }

  #answer(question: Question | null, honest: GenuineFrame | null, plan: Plan | null): void {
    const { window, baud } = this.#parts;
    const burst = plan?.burst ?? [];
    if (honest === null || plan?.honest === 'none') return this.send(burst);
    const answer = whole('replayed', [honest]);
    const isBehind = plan?.honest === 'behind';
    const start = window.planned + (isBehind ? burst.reduce((sum, { bytes }) => sum + bytes.length, 0) : 0);
    const frameMs = (answer.bytes.length * 10_000) / baud;
    if (question !== null) question.honest = { start, end: start + answer.bytes.length, frameMs, arrivedAtMs: null };
    this.send(isBehind ? [...burst, answer] : [answer, ...burst]);
  }
}
