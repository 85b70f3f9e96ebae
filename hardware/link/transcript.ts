import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkEvents, LinkProblem, OpenLink } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { type LinkTraffic, tapLink } from './tap.ts';

/**
 * One line of a transcript: `{"atMs":12.5,"kind":"out","hex":"02 00 00 50 03 55"}`. `atMs` counts from the transcript's start.
 * Openings and losses are lines as well, so that a fault in the field can be lived through again.
 */
export interface TranscriptLine {
  readonly atMs: number;
  readonly kind: LinkTraffic['kind'];
  readonly hex: string;
}

/** Records every byte of a link. `append` gets one line of JSON without its line end, in order. */
export function recordLink(link: Link, clock: HardwareClock, append: (line: string) => void): Link {
  const startedAt = clock.monotonic();
  return tapLink(link, (traffic) => {
    const line: TranscriptLine = {
      atMs: Math.round((clock.monotonic() - startedAt) * 1000) / 1000,
      kind: traffic.kind,
      hex: 'bytes' in traffic ? toHex(traffic.bytes) : '',
    };
    append(JSON.stringify(line));
  });
}

/** Reads a transcript's text. The error names the first line that is not one. */
export function parseTranscript(text: string): Result<readonly TranscriptLine[], { readonly kind: 'bad-transcript'; readonly line: number }> {
  const lines: TranscriptLine[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const line = parseLine(raw);
    if (line === undefined) return { ok: false, error: { kind: 'bad-transcript', line: index + 1 } };
    lines.push(line);
  }
  return { ok: true, value: lines };
}

/**
 * A link that behaves as a recorded one did: what came in after the n-th writing comes in after the n-th writing, as much
 * later as then. A driver that writes something else than was recorded is told so, by a loss that names both frames.
 */
export function createReplayLink(lines: readonly TranscriptLine[], clock: HardwareClock, timing: Pick<Link, 'wireTimeMs' | 'latestFrameMs'>): Link {
  let rest = lines.filter((line) => line.kind === 'in' || line.kind === 'out');
  return {
    name: 'transcript',
    latestFrameMs: timing.latestFrameMs,
    wireTimeMs: (count) => timing.wireTimeMs(count),
    open(events) {
      const port = new ReplayPort(rest, clock, events, (left) => {
        rest = left;
      });
      port.deliver(rest[0]?.atMs ?? 0);
      return Promise.resolve({ ok: true, value: port });
    },
  };
}

class ReplayPort implements OpenLink {
  readonly #clock: HardwareClock;
  readonly #events: LinkEvents;
  readonly #onProgress: (rest: TranscriptLine[]) => void;
  #rest: TranscriptLine[];
  #isClosed = false;

  constructor(rest: TranscriptLine[], clock: HardwareClock, events: LinkEvents, onProgress: (rest: TranscriptLine[]) => void) {
    this.#rest = rest;
    this.#clock = clock;
    this.#events = events;
    this.#onProgress = onProgress;
  }

  write(bytes: Uint8Array): Promise<LinkProblem | undefined> {
    const [expected, ...rest] = this.#rest;
    if (expected?.kind !== 'out') return this.#differ(bytes, 'the end of the transcript');
    if (toHex(bytes) !== expected.hex) return this.#differ(bytes, expected.hex);
    this.#advance(rest);
    this.deliver(expected.atMs);
    return Promise.resolve(undefined);
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  /** Hands over, at their times after `sinceMs`, what came in before the next writing. */
  deliver(sinceMs: number): void {
    while (this.#rest[0]?.kind === 'in') {
      const { hex, atMs } = this.#rest[0];
      this.#advance(this.#rest.slice(1));
      this.#clock.after(atMs - sinceMs, () => {
        if (!this.#isClosed) this.#events.onBytes(fromHex(hex));
      });
    }
  }

  #advance(rest: TranscriptLine[]): void {
    this.#rest = rest;
    this.#onProgress(rest);
  }

  #differ(bytes: Uint8Array, expected: string): Promise<LinkProblem> {
    this.#isClosed = true;
    return Promise.resolve({ kind: 'failed', detail: `Written ${toHex(bytes)}, recorded ${expected}.` });
  }
}

const kinds: readonly string[] = ['opened', 'not-opened', 'out', 'in', 'lost', 'closed'] satisfies readonly LinkTraffic['kind'][];

function parseLine(raw: string): TranscriptLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return undefined;
  }
  return isLine(value) ? value : undefined;
}

function isLine(value: unknown): value is TranscriptLine {
  if (typeof value !== 'object' || value === null || !('atMs' in value) || !('kind' in value) || !('hex' in value)) return false;
  const { atMs, kind, hex } = value;
  return typeof atMs === 'number' && typeof kind === 'string' && kinds.includes(kind) && typeof hex === 'string' && hexPattern.test(hex);
}

const hexPattern = /^(?:[0-9A-F]{2}(?: [0-9A-F]{2})*)?$/;

function toHex(bytes: Uint8Array): string {
  const pairs = Buffer.from(bytes).toString('hex').toUpperCase().match(/../g) ?? [];
  return pairs.join(' ');
}

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
}
