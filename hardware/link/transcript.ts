import type { HardwareClock } from '../contract/clock.ts';
import type { Link, LinkProblem } from '../contract/link.ts';
import { type LinkTraffic, tapLink } from './tap.ts';

/** What the bus was that a recording is of: enough to live through it again with the same driver. */
export interface TranscriptHeader {
  readonly family: string;
  readonly baud: number;
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly closedBit: 0 | 1;
  readonly pace: { readonly restMs: number; readonly watchedRestMs: number };
  /** What else the configuration says of these boards; which keys there are, the family knows. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/**
 * One line of a transcript: `{"atMs":12.5,"kind":"out","hex":"02 00 00 50 03 55"}`. `atMs` counts from the recording's start.
 * Openings and losses are lines as well, with what was the matter, so that a fault in the field can be lived through again.
 */
export interface TranscriptLine {
  readonly atMs: number;
  readonly kind: LinkTraffic['kind'];
  readonly hex: string;
  readonly problem?: LinkProblem;
}

/**
 * The first line of a recording: `{"transcript":1,"startedAt":"2026-11-22T09:00:00.000Z","family":"cu48","baud":19200,...}`.
 * A file holds one recording after the other, each with a line like this before it.
 */
export function headerLine(header: TranscriptHeader, startedAt: string): string {
  return JSON.stringify({ transcript: 1, startedAt, ...header });
}

/** Records every byte of a link. `append` gets one line of JSON without its line end, in order. */
export function recordLink(link: Link, clock: HardwareClock, append: (line: string) => void): Link {
  const startedAt = clock.monotonic();
  return tapLink(link, (traffic) => {
    const line: TranscriptLine = {
      atMs: Math.round((clock.monotonic() - startedAt) * 1000) / 1000,
      kind: traffic.kind,
      hex: 'bytes' in traffic ? toHex(traffic.bytes) : '',
      ...('problem' in traffic ? { problem: traffic.problem } : {}),
    };
    append(JSON.stringify(line));
  });
}

function toHex(bytes: Uint8Array): string {
  const pairs = Buffer.from(bytes).toString('hex').toUpperCase().match(/../g) ?? [];
  return pairs.join(' ');
}
