import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import { type ReplayedOpening, type ReplayedQuestion, readOpenings } from './replay-openings.ts';
import type { TranscriptLine } from './transcript.ts';

/** What a replay tells whoever plays it. */
export interface ReplayEvents {
  /** A frame that was written at this moment of the recording and that a driver writes only when told to: now is the time to tell it. */
  onCue(frame: Uint8Array): void;
  /** The recording is over. */
  onEnd(): void;
}

/** What a replay is made of. */
export interface ReplayOptions {
  readonly lines: readonly TranscriptLine[];
  readonly clock: HardwareClock;
  readonly timing: Pick<Link, 'wireTimeMs' | 'latestFrameMs'>;
  /** Is this written frame one that a driver writes only when told to, such as an unlock? */
  isCue(frame: Uint8Array): boolean;
  readonly events: ReplayEvents;
}

/** A driver that is ahead of the recording by no more than this is held back, as by a slow line; one that is behind skips what is older. Milliseconds. */
const slackMs = 1000;

/** A frame that the driver was told to write leaves within this, or never. Milliseconds. */
const cueWithinMs = 2500;

/** After the last line, so that what it causes is still seen. Milliseconds. */
const tailMs = 50;

const over: LinkProblem = { kind: 'not-found', detail: 'The transcript ends here.' };

/**
 * A link that behaves as a recorded one did. Each question gets the answers that the same question got, in order and as much
 * later as then; each opening ends as the recorded one did. What was seen after an unlock is not answered before that unlock.
 *
 * ```
 *  recorded   open | Q0 A | Q1 A | Q0 A' |  ...  | lost |  refused | open ...
 *  replayed   open | Q0 A |  Q0 A' | Q1 A | ... | lost |  refused | open ...     another order or pace does no harm
 * ```
 * A driver that polls much faster hears the last answer once more, one that polls slower misses some: it sees the bus as it was
 * at each moment. One that writes what was never recorded is told so, by a loss that names the frame.
 */
export function createReplayLink(options: ReplayOptions): Link {
  const openings = readOpenings(options.lines);
  const known = new Set(options.lines.filter((line) => line.kind === 'out').map((line) => line.hex));
  let next = 0;
  return {
    name: 'transcript',
    latestFrameMs: options.timing.latestFrameMs,
    wireTimeMs: (count) => options.timing.wireTimeMs(count),
    open(events) {
      const opening = openings[next];
      const isLast = next === openings.length - 1;
      next += 1;
      if (opening === undefined) {
        options.events.onEnd();
        return Promise.resolve({ ok: false, error: over });
      }
      if (opening.kind === 'refused') return Promise.resolve({ ok: false, error: opening.problem });
      return Promise.resolve({ ok: true, value: new ReplayPort(opening, known, isLast, options, events) });
    },
  };
}

class ReplayPort implements OpenLink {
  readonly #opening: Extract<ReplayedOpening, { kind: 'open' }>;
  readonly #known: ReadonlySet<string>;
  readonly #options: ReplayOptions;
  readonly #events: LinkEvents;
  /** How far each question has come in its answers. */
  readonly #asked = new Map<string, number>();
  /** Frames that the driver writes only when told to, in order. */
  readonly #cues: { readonly atMs: number; readonly bytes: Uint8Array; readonly hex: string; isWritten: boolean }[];
  readonly #startedAt: number;
  #isClosed = false;

  constructor(opening: Extract<ReplayedOpening, { kind: 'open' }>, known: ReadonlySet<string>, isLast: boolean, options: ReplayOptions, events: LinkEvents) {
    this.#opening = opening;
    this.#known = known;
    this.#options = options;
    this.#events = events;
    this.#startedAt = options.clock.monotonic();
    this.#cues = opening.written.flatMap(({ atMs, bytes }) => (options.isCue(bytes) ? [{ atMs, bytes, hex: toHex(bytes), isWritten: false }] : []));
    this.#deliver(opening.unasked, 0);
    this.#cueFrom(0);
    const { end, lastMs } = opening;
    if (end !== null) this.#later(end.afterMs, () => this.#lose(end.problem));
    else if (isLast) this.#later(lastMs + tailMs, () => options.events.onEnd());
  }

  write(bytes: Uint8Array): Promise<LinkProblem | undefined> {
    const hex = toHex(bytes);
    if (this.#isClosed) return Promise.resolve({ kind: 'closed', detail: 'The replayed port is not open.' });
    if (!this.#known.has(hex)) return Promise.resolve({ kind: 'failed', detail: `Written ${hex}, which this transcript never recorded.` });
    const question = this.#next(hex);
    const heldMs = Math.max(0, (question?.atMs ?? 0) - this.#now());
    this.#noteCue(hex);
    if (question !== undefined) this.#deliver(question.answers, heldMs);
    return new Promise((resolve) => {
      this.#options.clock.after(heldMs + this.#options.timing.wireTimeMs(bytes.length), () => resolve(undefined));
    });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  /** The next recorded asking of this question that lies near enough to now, or the last one before. */
  #next(hex: string): ReplayedQuestion | undefined {
    const askings = this.#opening.questions.get(hex) ?? [];
    const now = this.#now();
    const timeOf = (which: number): number => askings[which]?.atMs ?? Number.POSITIVE_INFINITY;
    let index = this.#asked.get(hex) ?? 0;
    while (timeOf(index) < now - slackMs && timeOf(index + 1) <= now) index += 1;
    if (timeOf(index) > Math.min(now + slackMs, this.#barrierMs(now))) return index > 0 ? askings[index - 1] : undefined;
    this.#asked.set(hex, index + 1);
    return askings[index];
  }

  /** The time of the first cue that the driver has still to write. Nothing that was recorded after it has happened yet. */
  #barrierMs(now: number): number {
    const cue = this.#cues.find(({ atMs, isWritten }) => !isWritten && atMs > now - cueWithinMs);
    return cue?.atMs ?? Number.POSITIVE_INFINITY;
  }

  #noteCue(hex: string): void {
    const cue = this.#cues.find((each) => !each.isWritten && each.hex === hex);
    if (cue !== undefined) cue.isWritten = true;
  }

  #deliver(answers: readonly { readonly afterMs: number; readonly bytes: Uint8Array }[], heldMs: number): void {
    for (const { afterMs, bytes } of answers) this.#later(heldMs + afterMs, () => this.#events.onBytes(bytes));
  }

  /** Tells the cues one after the other: a day of recording does not become a day of timers. */
  #cueFrom(index: number): void {
    const cue = this.#cues[index];
    if (cue === undefined) return;
    this.#later(cue.atMs - this.#now(), () => {
      this.#options.events.onCue(cue.bytes);
      this.#cueFrom(index + 1);
    });
  }

  #now(): number {
    return this.#options.clock.monotonic() - this.#startedAt;
  }

  #lose(problem: LinkProblem): void {
    this.#isClosed = true;
    this.#events.onClose(problem);
  }

  #later(ms: number, run: () => void): void {
    this.#options.clock.after(ms, () => {
      if (!this.#isClosed) run();
    });
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
